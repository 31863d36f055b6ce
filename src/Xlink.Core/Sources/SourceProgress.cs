namespace Xlink.Sources;

/// <summary>How far the reading of an external system has come.</summary>
public sealed record SourceProgress
{
    /// <summary>What is being read: the path of a file.</summary>
    public required string Source { get; init; }

    /// <summary>Its number, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>Bytes read so far, of all of them.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes of all of them together.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Well-formed rows of the wanted days so far.</summary>
    public required long RowsRead { get; init; }
}
