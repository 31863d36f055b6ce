namespace Xlink.Sources;

/// <summary>A malformed row that was left out.</summary>
/// <param name="FilePath">The file it stands in.</param>
/// <param name="Line">The line it begins in, counted from 1.</param>
/// <param name="Reason">The kind of mistake.</param>
/// <param name="Message">A full sentence in the user's language, without file and line.</param>
public sealed record SkippedRow(string FilePath, int Line, SkipReason Reason, string Message)
{
    /// <summary>The key that says what the row should have had, where its message names one.</summary>
    internal string? Key { get; init; }

    /// <summary>File, line and message.</summary>
    /// <returns>The text for a log or a warning.</returns>
    public override string ToString() => MessageText.Format(nameof(Messages.SourceRowSkipped), FilePath, Line, Message);
}
