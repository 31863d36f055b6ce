namespace Xlink.Mapping;

/// <summary>One line of <c>acd_map.ini</c> that a correction is about.</summary>
public sealed record MapCorrectionChange
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The line before the correction, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What becomes of the line.</summary>
    public required MapCorrectionKind Kind { get; init; }

    /// <summary>The line as it was.</summary>
    public required string Old { get; init; }

    /// <summary>The line as it is to be; <see langword="null"/> unless it gets another parent queue.</summary>
    public string? New { get; init; }

    /// <summary>Why, in the user's language.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the file has been changed so.</summary>
    public bool IsDone { get; init; }
}
