using System.Collections.Generic;
using Xlink.Sources.Csv;

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

    /// <summary>What the time in the data is: <c>TimeZone_TimeLink</c>, or else <c>TimeZone</c> [documented].</summary>
    public SourceTimeZone TimeZone { get; init; } = SourceTimeZone.ServerTime;

    /// <summary>Reads the keys.</summary>
    /// <param name="reader">The section of an external system.</param>
    /// <exception cref="XlinkException"><c>SourceKeyMissing</c>, <c>SourceKeyInvalid</c>.</exception>
    internal static ActivitySettings Read(SectionReader reader) => new()
    {
        TimeSpanType = reader.GetChoice(
            ActivityKeys.TimeSpanType,
            Messages.SourceExpectedTimeSpanType,
            ("0", ActivityTimeSpanType.Duration),
            ("1", ActivityTimeSpanType.End),
            ("2", ActivityTimeSpanType.StartOnly)),
        LogOffActivities = reader.GetOptional(ActivityKeys.LogOffActivities) is null ? [] : reader.GetNames(ActivityKeys.LogOffActivities),
        MinimumDuration = reader.GetWholeNumber(ActivityKeys.MinimumActivityDuration, 0, SecondsPerDay, Messages.SourceExpectedMinimumDuration),
        TimeZone = SourceTimeZone.Read(reader, CsvKeys.TimeZoneOfAgentData, CsvKeys.TimeZone),
    };
}
