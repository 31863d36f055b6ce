using System;

namespace Xlink.Targets.Comparison;

/// <summary>One value of one side of a comparison.</summary>
public sealed record ComparedValue
{
    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>When the interval begins, in the time zone of the side.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it is; <see langword="null"/> if the side does not know, so that an interval of any length is the same.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>The value as an admin knows it: not × 100.</summary>
    public required decimal Value { get; init; }

    /// <summary>By how much the value may be off because the side keeps it rounded; 0 if it is exact.</summary>
    public decimal Rounding { get; init; }
}
