using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>A source file of an import.</summary>
public sealed record ImportedFile
{
    /// <summary>Path it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>Rows used from it.</summary>
    public required long Rows { get; init; }

    /// <summary>What was done with it.</summary>
    public required SourceFileAction Action { get; init; }

    /// <summary>Where it was moved to, if it was.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The same as a sentence; why it stays, where it should have been moved or deleted. Empty if nothing was to be done.</summary>
    public required string Message { get; init; }
}
