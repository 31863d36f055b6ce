using System;

namespace Xlink.Targets.Comparison;

/// <summary>What two sides have of one interval of a queue's value type.</summary>
public sealed record IntervalDifference
{
    /// <summary>Path of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>
    /// When the interval begins on the side that is compared, by its clock; if that side has no value, when it would. A time that its clock leaves out
    /// has the offset from before.
    /// </summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it begins on the side of the reference: another day if two periods are compared.</summary>
    public required DateTimeOffset ReferenceStart { get; init; }

    /// <summary>How long it is; <see langword="null"/> if no side knows.</summary>
    public required TimeSpan? Interval { get; init; }

    /// <summary>The value of the reference; <see langword="null"/> for no data, which is not 0.</summary>
    public required decimal? ReferenceValue { get; init; }

    /// <summary>The value that is compared with it; <see langword="null"/> for no data.</summary>
    public required decimal? DifferenceValue { get; init; }

    /// <summary>How they relate.</summary>
    public required IntervalState State { get; init; }

    /// <summary>The value that is compared less that of the reference; <see langword="null"/> if one of them is missing.</summary>
    public decimal? Difference => DifferenceValue - ReferenceValue;

    /// <summary>The difference as a share of the reference's value: 0.1 is ten per cent more. <see langword="null"/> if one of them is missing, or the reference's is 0.</summary>
    public decimal? Relative => ReferenceValue is null or 0 ? null : Difference / Math.Abs(ReferenceValue.Value);
}
