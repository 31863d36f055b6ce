using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using NodaTime;
using NodaTime.TimeZones;
using Xlink.Sources.Formats;
using Xlink.Text;

namespace Xlink.Sources;

/// <summary>
/// What the keys <c>TimeZone</c> and <c>TimeZone_TimeLink</c> say about the times of a source: an offset to local time [documented], or the
/// name of the zone whose clocks the times were read from, as IANA (<c>Europe/Berlin</c>) or Windows (<c>W. Europe Standard Time</c>) writes it
/// [our reading]. Case does not count in names.
/// </summary>
/// <remarks>
/// [Our reading] Local time is the server's. With an offset, local time = source time + offset on every day of the year; with a zone, each
/// time is converted by the zone's own rules, so that no setting has to follow the clock changes.
/// </remarks>
public sealed class SourceTimeZone
{
    private const int MaximumNearestNames = 3;
    private static readonly string[] Examples = ["Europe/Berlin", "W. Europe Standard Time"];

    private static readonly Lazy<Dictionary<string, string>> TzdbIds = new(MapNames);

    private readonly string text;

    private SourceTimeZone(string text, Offset offset, DateTimeZone? zone)
    {
        this.text = text;
        Offset = offset;
        Zone = zone;
    }

    /// <summary>The times are the server's local time: without the key.</summary>
    public static SourceTimeZone ServerTime { get; } = new("0", Offset.Zero, zone: null);

    /// <summary>All names that can be used, sorted.</summary>
    public static IReadOnlyList<string> Names => [.. TzdbIds.Value.Keys.OrderBy(name => name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>What the source's time lacks to be local time; zero for a named zone.</summary>
    public Offset Offset { get; }

    /// <summary>The zone whose clocks the times were read from; <see langword="null"/> for an offset.</summary>
    public DateTimeZone? Zone { get; }

    /// <summary>Reads the value of the key.</summary>
    /// <param name="text">An offset as <see cref="TimeOffsetFormat"/> reads it, or the name of a zone.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>Whether it is either.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SourceTimeZone? zone)
    {
        var name = (text ?? throw new ArgumentNullException(nameof(text))).Trim();
        zone = null;
        if (TimeOffsetFormat.TryParse(name.AsSpan(), out var offset))
        {
            zone = new SourceTimeZone(name, offset, zone: null);
        }
        else if (TzdbIds.Value.TryGetValue(name, out var id))
        {
            zone = new SourceTimeZone(name, Offset.Zero, DateTimeZoneProviders.Tzdb[id]);
        }

        return zone is not null;
    }

    /// <summary>The names most like a text that is none; examples where nothing is like it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>One to three names, the most similar first.</returns>
    public static IReadOnlyList<string> FindNearestNames(string text)
    {
        var wanted = Simplify(text ?? throw new ArgumentNullException(nameof(text)));
        IReadOnlyList<string> nearest =
        [
            .. TzdbIds.Value.Keys
                .Select(name => (Name: name, Distance: GetDistance(wanted, name)))
                .Where(candidate => candidate.Distance <= wanted.Length / 3)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(MaximumNearestNames)
                .Select(candidate => candidate.Name),
        ];
        return nearest.Count == 0 ? Examples : nearest;
    }

    /// <summary>The moment that a time of the source is.</summary>
    /// <param name="time">The time as the source has it.</param>
    /// <param name="serverZone">The time zone of the server.</param>
    /// <param name="notBefore">
    /// A moment that it cannot lie before, such as the start of what ends then, or the one before it in a source that is in order of time.
    /// </param>
    /// <returns>
    /// The moment. [Our reading] A time that the clock shows twice is the earlier one, unless that lies before <paramref name="notBefore"/> and
    /// the later does not; a time that it leaves out is moved forward by as much as the clock was.
    /// </returns>
    public Instant ToInstant(LocalDateTime time, DateTimeZone serverZone, Instant? notBefore = null)
    {
        var zone = Zone ?? serverZone ?? throw new ArgumentNullException(nameof(serverZone));
        var local = time.PlusSeconds(Offset.Seconds);
        var found = local.InZone(zone, Resolvers.LenientResolver).ToInstant();
        if (found >= notBefore || notBefore is null)
        {
            return found;
        }

        var later = zone.MapLocal(local) is { Count: 2 } twice ? twice.Last().ToInstant() : found;
        return later >= notBefore ? later : found;
    }

    /// <summary>The value as it was read.</summary>
    public override string ToString() => this.text;

    /// <summary>Reads the first of several keys that is set.</summary>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>, with file, line and the nearest names.</exception>
    internal static SourceTimeZone Read(SectionReader reader, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (reader.GetOptional(key) is { } value)
            {
                return TryParse(value, out var zone)
                    ? zone
                    : throw reader.Invalid(
                        key, MessageText.Format(nameof(Messages.SourceExpectedTimeZone), string.Join(", ", FindNearestNames(value))));
            }
        }

        return ServerTime;
    }

    // Windows' own names stand for the zone that Unicode's CLDR assigns to them for the whole world.
    private static Dictionary<string, string> MapNames()
    {
        var source = TzdbDateTimeZoneSource.Default;
        var names = source.GetIds().ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);
        foreach (var windows in source.WindowsMapping.PrimaryMapping.Where(windows => !names.ContainsKey(windows.Key)))
        {
            names.Add(windows.Key, windows.Value);
        }

        return names;
    }

    private static string Simplify(string name) => name.Replace(' ', '_').ToUpperInvariant();

    // A city alone is as good as its zone's whole name.
    private static int GetDistance(string wanted, string name)
    {
        var simplified = Simplify(name);
        return Math.Min(EditDistance.Between(wanted, simplified), EditDistance.Between(wanted, simplified.Substring(simplified.LastIndexOf('/') + 1)));
    }
}
