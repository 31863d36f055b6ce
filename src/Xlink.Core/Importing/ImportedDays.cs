using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// What an import wrote, per day and target. Ten years of many targets are millions, so only figures are kept, and the objects are made when they are asked for.
/// </summary>
// Public, because PowerShell finds an indexer of public types only.
public sealed class ImportedDays : IReadOnlyList<ImportedDay>
{
    private readonly string serverEntry;
    private readonly SortedList<LocalDate, WrittenDay> days = [];
    private MappedTarget[] lastTargets = [];

    /// <summary>Nothing written yet.</summary>
    internal ImportedDays(string serverEntry) => this.serverEntry = serverEntry;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ImportedDay this[int index]
    {
        get
        {
            for (var i = 0; i < days.Count && index >= 0; i++)
            {
                if (index < days.Values[i].Targets.Length)
                {
                    return days.Values[i].Describe(serverEntry, days.Keys[i], index);
                }

                index -= days.Values[i].Targets.Length;
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ImportedDay> GetEnumerator()
    {
        foreach (var day in days)
        {
            for (var i = 0; i < day.Value.Targets.Length; i++)
            {
                yield return day.Value.Describe(serverEntry, day.Key, i);
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes what is written on a day, in place of what was said of it before.</summary>
    internal void Set(LocalDate day, IReadOnlyList<(MappedTarget Target, ComputedDay Day)> computed)
    {
        if (days.TryGetValue(day, out var before))
        {
            Count -= before.Targets.Length;
            days.Remove(day);
        }

        if (computed.Count == 0)
        {
            return;
        }

        // Mostly the same ones every day.
        var targets = computed.Select(item => item.Target).ToArray();
        lastTargets = lastTargets.SequenceEqual(targets) ? lastTargets : targets;
        var written = new WrittenDay(lastTargets);
        for (var i = 0; i < computed.Count; i++)
        {
            written.Set(i, computed[i].Day.Vector);
        }

        days.Add(day, written);
        Count += computed.Count;
    }

    private static (int Values, long Sum) Sum(DayVector vector)
    {
        var (values, sum) = (0, 0L);
        foreach (var value in vector.Values)
        {
            if (value != DayVector.NoData)
            {
                values++;
                sum += value;
            }
        }

        return (values, sum);
    }

    /// <summary>What was written on one day: six bytes per target, as long as the sums are not large.</summary>
    private sealed class WrittenDay(MappedTarget[] targets)
    {
        private readonly ushort[] values = new ushort[targets.Length];

        // As on the server, in hundredths.
        private readonly int[] sums = new int[targets.Length];
        private long[]? largeSums;

        internal MappedTarget[] Targets => targets;

        internal void Set(int index, DayVector vector)
        {
            var (count, sum) = Sum(vector);
            this.values[index] = checked((ushort)count);
            if (largeSums is null && sum is < int.MinValue or > int.MaxValue)
            {
                largeSums = Array.ConvertAll(this.sums, small => (long)small);
            }

            if (largeSums is null)
            {
                this.sums[index] = (int)sum;
            }
            else
            {
                largeSums[index] = sum;
            }
        }

        internal ImportedDay Describe(string serverEntry, LocalDate day, int index) => new()
        {
            ServerEntry = serverEntry,
            Queue = targets[index].Queue.Path,
            ValueType = targets[index].ValueType.Name,
            Day = day.ToDateTimeUnspecified(),
            Values = this.values[index],
            Sum = (decimal)(largeSums?[index] ?? this.sums[index]) / DayVector.ValueScale,
        };
    }
}
