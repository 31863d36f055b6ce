using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Comparison;

namespace Xlink.Migration;

/// <summary>Two targets that were fed in parallel, compared over some days.</summary>
public sealed record ParallelRun
{
    /// <summary>What the old target is called.</summary>
    public required string Reference { get; init; }

    /// <summary>What the new target is called.</summary>
    public required string Difference { get; init; }

    /// <summary>The first day.</summary>
    public required DateTime FirstDay { get; init; }

    /// <summary>How many days were compared.</summary>
    public required int Days { get; init; }

    /// <summary>The queues and value types of which the new target has values, or should have some: what it has no place for is no difference.</summary>
    public required IReadOnlyList<ParallelSeries> Series { get; init => field = value.Indexable(); }

    /// <summary>How many intervals were compared.</summary>
    public int Intervals => Series.Sum(series => series.Intervals.Count);

    /// <summary>The intervals that differ, in order.</summary>
    public IReadOnlyList<IntervalDifference> Differences => Series.SelectMany(series => series.Differences).ToList();

    /// <summary>Compares both targets.</summary>
    /// <param name="comparison">What is compared, and how.</param>
    /// <param name="isExpected">Says of the path of a queue and the name of a value type whether the new target has a place for it.</param>
    /// <param name="progressed">Told before each queue.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The queues and value types with their intervals.</returns>
    public static async Task<ParallelRun> CompareAsync(
        IntervalComparison comparison, Func<string, string, bool> isExpected, Action<ComparisonProgress> progressed, CancellationToken cancellationToken)
    {
        var series = new List<ParallelSeries>();
        var queues = await (comparison ?? throw new ArgumentNullException(nameof(comparison))).GetQueuesAsync(cancellationToken);
        await comparison.CompareAsync(
            queues,
            progressed,
            intervals => series.AddRange(intervals
                .GroupBy(interval => interval.ValueType, StringComparer.OrdinalIgnoreCase)
                .Where(same => isExpected(same.First().Queue, same.Key) || same.Any(interval => interval.DifferenceValue is not null))
                .Select(same => new ParallelSeries { Queue = same.First().Queue, ValueType = same.Key, Intervals = [.. same] })),
            cancellationToken);
        return new()
        {
            Reference = comparison.Reference.Name,
            Difference = comparison.Difference.Name,
            FirstDay = comparison.DifferenceDay.ToDateTimeUnspecified(),
            Days = comparison.Days,
            Series = series,
        };
    }
}
