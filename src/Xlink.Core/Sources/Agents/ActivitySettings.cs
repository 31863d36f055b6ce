using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using NodaTime.TimeZones;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Agents;

/// <summary>What the rows of agent data mean, wherever they come from: the keys that files and databases share. See <see cref="ActivityKeys"/>.</summary>
public sealed record ActivitySettings
{
    private const int SecondsPerDay = 24 * 3600;

    /// <summary>How the rows say when an activity ends.</summary>
    public required ActivityTimeSpanType TimeSpanType { get; init; }

    /// <summary>IDs that mean that the agent logged off; case-sensitive [our reading].</summary>
    public IReadOnlyList<string> LogOffActivities { get; init; } = [];

    /// <summary>Shorter activities are dropped; in seconds [our reading], 0 to a day.</summary>
    public int MinimumDuration { get; init; }

    /// <summary>What the time in the data lacks to be local time: local time = time in the data + this [our reading]. Not used with <see cref="TimeZone"/>.</summary>
    public Offset TimeOffset { get; init; }

    /// <summary>The zone that the time in the data is local in [our reading]; <see langword="null"/> for that of the server, with <see cref="TimeOffset"/>.</summary>
    public DateTimeZone? TimeZone { get; init; }

    /// <summary>Reads the keys.</summary>
    /// <param name="reader">The section of an external system.</param>
    /// <exception cref="XlinkException"><c>SourceKeyMissing</c>, <c>SourceKeyInvalid</c>.</exception>
    internal static ActivitySettings Read(SectionReader reader)
    {
        var zoneKey = reader.GetOptional(ActivityKeys.TimeZoneOfAgentData) is null ? ActivityKeys.TimeZone : ActivityKeys.TimeZoneOfAgentData;
        var (offset, zone) = ReadTimeZone(reader, zoneKey);
        return new ActivitySettings
        {
            TimeSpanType = reader.GetChoice(
                ActivityKeys.TimeSpanType,
                Messages.SourceExpectedTimeSpanType,
                ("0", ActivityTimeSpanType.Duration),
                ("1", ActivityTimeSpanType.End),
                ("2", ActivityTimeSpanType.StartOnly)),
            LogOffActivities = reader.GetOptional(ActivityKeys.LogOffActivities) is null ? [] : reader.GetNames(ActivityKeys.LogOffActivities),
            MinimumDuration = reader.GetWholeNumber(ActivityKeys.MinimumActivityDuration, 0, SecondsPerDay, Messages.SourceExpectedMinimumDuration),
            TimeOffset = offset,
            TimeZone = zone,
        };
    }

    private static (Offset Offset, DateTimeZone? Zone) ReadTimeZone(SectionReader reader, string key)
    {
        if (reader.GetOptional(key) is not { } value)
        {
            return default;
        }

        if (TimeOffsetFormat.TryParse(value.AsSpan(), out var offset))
        {
            return (offset, null);
        }

        return (default, FindZone(value) ?? throw reader.Invalid(key, Messages.SourceExpectedAgentTimeZone));
    }

    private static DateTimeZone? FindZone(string name)
    {
        var id = TzdbDateTimeZoneSource.Default.WindowsToTzdbIds
            .FirstOrDefault(zone => string.Equals(zone.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? name;
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
    }
}
