using System.Collections.Generic;
using System.Globalization;
using NodaTime;

namespace Xlink.Sources.Clocks;

/// <summary>Counts the rows of times that the clock shows twice, where nothing tells which of the two moments they mean.</summary>
/// <param name="zone">The zone of the clock.</param>
internal sealed class RepeatedTimes(DateTimeZone zone)
{
    private const int SecondsPerDay = 24 * 3600;

    private readonly SortedDictionary<LocalDate, long> rows = [];

    /// <summary>Notes rows.</summary>
    /// <param name="date">Their day by the clock.</param>
    /// <param name="count">How many they are.</param>
    internal void Add(LocalDate date, long count = 1) => this.rows[date] = (this.rows.TryGetValue(date, out var before) ? before : 0) + count;

    /// <summary>What to tell: a text per day.</summary>
    /// <param name="message">Name of the text: {0} external system, {1} day, {2} and {3} from when to when the clock shows times twice, {4} rows.</param>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="keys">The keys that the text recommends, from {5} on.</param>
    internal IEnumerable<string> FindWarnings(string message, string externalSystem, params string[] keys)
    {
        foreach (var day in this.rows)
        {
            var clock = new ClockDay(day.Key, zone);
            yield return MessageText.Format(
                message, [externalSystem, day.Key, ToTime(clock.RepeatedFrom), ToTime(clock.RepeatedTo), day.Value, .. keys]);
        }
    }

    private static string ToTime(int second)
        => LocalTime.FromSecondsSinceMidnight((second + SecondsPerDay) % SecondsPerDay).ToString("HH:mm", CultureInfo.InvariantCulture);
}
