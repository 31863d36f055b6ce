namespace Xlink.Migration;

/// <summary>One step of leaving Xlink, in the order in which they are best done.</summary>
public sealed record MigrationStep
{
    /// <summary>Its place in the order, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is to be done, in the user's language.</summary>
    public required string Action { get; init; }

    /// <summary>The cmdlet that does it or helps; empty where a person has to.</summary>
    public required string Command { get; init; }

    /// <summary>How many things it is about; <see langword="null"/> where there is nothing to count.</summary>
    public int? Count { get; init; }
}
