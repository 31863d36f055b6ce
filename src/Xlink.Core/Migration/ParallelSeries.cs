using System.Collections.Generic;
using System.Linq;
using Xlink.Targets.Comparison;

namespace Xlink.Migration;

/// <summary>A value type of a queue on two targets.</summary>
public sealed record ParallelSeries
{
    /// <summary>Path of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>The intervals that one target or the other has, in order of time.</summary>
    public required IReadOnlyList<IntervalDifference> Intervals { get; init => field = value.Indexable(); }

    /// <summary>Those that differ.</summary>
    public IReadOnlyList<IntervalDifference> Differences => Intervals.Where(interval => interval.State != IntervalState.Equal).ToList();
}
