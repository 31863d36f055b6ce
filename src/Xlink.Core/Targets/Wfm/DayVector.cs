using System;
using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>
/// The unit of storage and transfer: all values of one queue, value type, version and local day.
/// </summary>
public sealed record DayVector
{
    /// <summary>Stands in <see cref="Values"/> for an interval without data; <c>null</c> in JSON and PostgreSQL.</summary>
    public const int NoData = int.MinValue;

    /// <summary>What one unit of a stored value is worth: values are kept as integers × 100 [documented for Result].</summary>
    public const int ValueScale = 100;

    /// <summary>The version that imports write: the actual values.</summary>
    public const int ActualVersion = 0;

    /// <summary>ID of the queue.</summary>
    public required int QueueId { get; init; }

    /// <summary>ID of the value type.</summary>
    public required int ValueTypeId { get; init; }

    /// <summary>Version of the values; imports write <see cref="ActualVersion"/>.</summary>
    public int Version { get; init; }

    /// <summary>The local day in the time zone of the server.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate Day { get; init; }

    /// <summary>Length of an interval in minutes; a divisor of 60, or 60.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>
    /// One value × 100 per interval, or <see cref="NoData"/>. Element <c>i</c> begins <c>i × IntervalMinutes</c> elapsed minutes after
    /// local midnight, so a day with a clock change has fewer or more than 24 hours' elements.
    /// </summary>
    [JsonConverter(typeof(DayValuesJsonConverter))]
    public required int[] Values { get; init; }

    /// <summary>Whether an interval length is one that can be stored.</summary>
    /// <param name="minutes">The length in minutes.</param>
    /// <returns><see langword="true"/> for 1 to 60 minutes that divide an hour.</returns>
    public static bool IsIntervalLength(int minutes) => minutes is >= 1 and <= 60 && 60 % minutes == 0;

    /// <summary>How many intervals a local day has: 96 of 15 minutes, 92 or 100 where the clock changes by an hour. A last interval that the day cuts short counts [our reading].</summary>
    /// <param name="day">The local day.</param>
    /// <param name="zone">The zone the day is in.</param>
    /// <param name="intervalMinutes">Length of an interval in minutes.</param>
    /// <returns>The number of intervals; 0 for a day that the zone skipped.</returns>
    public static int IntervalCount(LocalDate day, DateTimeZone zone, int intervalMinutes)
    {
        var length = zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - zone.AtStartOfDay(day).ToInstant();
        return (int)Math.Ceiling(length.TotalMinutes / intervalMinutes);
    }
}
