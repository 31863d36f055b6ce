using System;

namespace Xlink.Importing;

/// <summary>One imported value, read back from the server.</summary>
public sealed record IntervalValue
{
    /// <summary>Path of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>When the interval begins, in the server's time zone.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it is.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The value: what is stored divided by 100.</summary>
    public required decimal Value { get; init; }
}
