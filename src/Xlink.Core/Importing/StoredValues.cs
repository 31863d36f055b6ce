using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>What the server has stored for the queues of an import, read some weeks at a time.</summary>
/// <param name="read">Reads some days of a queue.</param>
/// <param name="queues">The queues.</param>
/// <param name="days">The days of the import.</param>
internal sealed class StoredValues(
    Func<int, LocalDate, LocalDate, CancellationToken, Task<IReadOnlyList<DayVector>>> read, IReadOnlyCollection<int> queues, DateInterval days)
{
    // Few requests, and no more in memory than a month.
    private const int DaysAtOnce = 31;

    private readonly Dictionary<(int Queue, int ValueType, LocalDate Day), DayVector> known = [];
    private readonly Dictionary<(int Queue, int ValueType, LocalDate Day), DayVector> overwritten = [];
    private LocalDate knownUntil = LocalDate.MinIsoValue;

    /// <summary>The stored values that a computed day replaces by 0 because the source has no data.</summary>
    /// <param name="target">The computed target.</param>
    /// <param name="day">Its intervals.</param>
    /// <param name="computed">What is written. The days of all targets come in order; one that is computed again has no more intervals without data.</param>
    /// <param name="serverEntry">Name of the server entry, for the result.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The values; <see langword="null"/> if there are none.</returns>
    internal async Task<OverwrittenDay?> FindOverwrittenAsync(
        MappedTarget target, IntervalDay day, ComputedDay computed, string serverEntry, CancellationToken cancellationToken)
    {
        if (computed.Zeros.Count == 0)
        {
            return null;
        }

        await ReadUntilAsync(day.Date, cancellationToken);

        // Of another interval length all is replaced, which is reported when it happens.
        var key = (target.Queue.Id, target.ValueType.Id, day.Date);
        if (!(overwritten.TryGetValue(key, out var stored) || known.TryGetValue(key, out stored)) || stored.IntervalMinutes != day.IntervalMinutes)
        {
            return null;
        }

        var lost = computed.Zeros.Where(interval => interval < stored.Values.Length && stored.Values[interval] is not (DayVector.NoData or 0)).ToList();
        if (lost.Count == 0)
        {
            return null;
        }

        overwritten[key] = stored;
        return new OverwrittenDay
        {
            ServerEntry = serverEntry,
            Queue = target.Queue.Path,
            ValueType = target.ValueType.Name,
            Day = day.Date.ToDateTimeUnspecified(),
            Values = lost.Count,
            Sum = lost.Sum(interval => (decimal)stored.Values[interval]) / DayVector.ValueScale,
            Times = Describe(day, lost),
        };
    }

    private async Task ReadUntilAsync(LocalDate day, CancellationToken cancellationToken)
    {
        if (day <= knownUntil)
        {
            return;
        }

        known.Clear();
        knownUntil = LocalDate.Min(day.PlusDays(DaysAtOnce - 1), days.End);
        foreach (var queue in queues)
        {
            foreach (var vector in await read(queue, day, knownUntil, cancellationToken))
            {
                known.Add((vector.QueueId, vector.ValueTypeId, vector.Day), vector);
            }
        }
    }

    private static string Describe(IntervalDay day, List<int> intervals)
    {
        var ranges = new List<string>();
        for (var i = 0; i < intervals.Count; i++)
        {
            var first = intervals[i];
            while (i + 1 < intervals.Count && intervals[i + 1] == intervals[i] + 1)
            {
                i++;
            }

            ranges.Add(FormattableString.Invariant($"{day.GetStart(first).TimeOfDay:HH:mm}-{day.GetEnd(intervals[i]).TimeOfDay:HH:mm}"));
        }

        return string.Join(", ", ranges);
    }
}
