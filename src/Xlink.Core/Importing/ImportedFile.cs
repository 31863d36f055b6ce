namespace Xlink.Importing;

/// <summary>A source file of an import.</summary>
public sealed record ImportedFile
{
    /// <summary>Path it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>Rows used from it.</summary>
    public required long Rows { get; init; }

    /// <summary>What became of it.</summary>
    public required SourceFileOutcome Outcome { get; init; }

    /// <summary>Where it was moved to, if it was.</summary>
    public string? MovedTo { get; init; }
}
