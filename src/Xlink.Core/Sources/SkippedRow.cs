namespace Xlink.Sources;

/// <summary>A malformed row that was left out.</summary>
/// <param name="FilePath">The file it stands in; of a row of a query the name of the external system.</param>
/// <param name="Line">The line it begins in, or its number in the result of a query, counted from 1.</param>
/// <param name="Reason">The kind of mistake.</param>
/// <param name="Message">A full sentence in the user's language, without file and line.</param>
public sealed record SkippedRow(string FilePath, int Line, SkipReason Reason, string Message)
{
    /// <summary>Whether it comes from a query instead of a file.</summary>
    public bool IsOfQuery { get; init; }

    /// <summary>The key that says what the row should have had, where its message names one.</summary>
    internal string? Key { get; init; }

    /// <summary>File and line, or external system and row, and message.</summary>
    /// <returns>The text for a log or a warning.</returns>
    public override string ToString()
        => MessageText.Format(IsOfQuery ? nameof(Messages.UniversalRowSkipped) : nameof(Messages.SourceRowSkipped), FilePath, Line, Message);
}
