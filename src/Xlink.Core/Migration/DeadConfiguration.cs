namespace Xlink.Migration;

/// <summary>Something in a configuration that has no effect any more.</summary>
public sealed record DeadConfiguration
{
    /// <summary>What it is.</summary>
    public required DeadConfigurationKind Kind { get; init; }

    /// <summary>What it is called: an external system, a file, the left side of a mapping.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it stands in.</summary>
    public required string File { get; init; }

    /// <summary>The line, counted from 1, if it stands in one.</summary>
    public int? Line { get; init; }

    /// <summary>Why it has no effect, in the user's language.</summary>
    public required string Reason { get; init; }
}
