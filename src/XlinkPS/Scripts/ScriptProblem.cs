using System.Runtime.CompilerServices;
using Xlink;
using Xlink.Scripting;

namespace XlinkPS.Scripts;

/// <summary>Something that is wrong with a script, or probably not meant as it is written.</summary>
public sealed class ScriptProblem
{
    private readonly StrongBox<ScriptSeverity> severity;

    internal ScriptProblem(string? file, ScriptDiagnostic diagnostic)
    {
        File = file;
        severity = new StrongBox<ScriptSeverity>(diagnostic.Severity);
        Id = diagnostic.Id;
        Line = diagnostic.Line;
        Column = diagnostic.Column;
        LineText = diagnostic.LineText;
        Message = diagnostic.Message;
        Remedy = diagnostic.Remedy;
    }

    internal ScriptProblem(string? file, XlinkException error)
    {
        File = file;
        severity = new StrongBox<ScriptSeverity>(ScriptSeverity.Error);
        Id = error.ErrorId;
        Line = error.Line;
        LineText = string.Empty;
        Message = error.Line is null ? error.Message : error.Detail;
        Remedy = error.Remedy;
    }

    internal ScriptProblem(string? file, ScriptError error)
    {
        File = file;
        severity = new StrongBox<ScriptSeverity>(ScriptSeverity.Error);
        Id = error.ErrorId;
        Line = error.Line;
        Column = error.Column;
        LineText = error.LineText;
        Message = error.Column is { } column ? MessageText.Format(nameof(Messages.ScriptErrorInColumn), column, error.Message) : error.Message;
        Remedy = error.ToException().Remedy;
    }

    /// <summary>Full path of the script's file; <see langword="null"/> for a text.</summary>
    public string? File { get; }

    /// <summary>Whether the script can run in spite of it.</summary>
    public ScriptSeverity Severity => severity.Value;

    /// <summary>The stable ID, for example <c>ScriptThenMissing</c>.</summary>
    public string Id { get; }

    /// <summary>The line, counted from 1; <see langword="null"/> if it is about the whole script.</summary>
    public int? Line { get; }

    /// <summary>The column in that line, counted from 1; <see langword="null"/> if it is about the whole line or script.</summary>
    public int? Column { get; }

    /// <summary>Text of the line.</summary>
    public string LineText { get; }

    /// <summary>What is wrong, as a sentence; it begins with the column, if there is one.</summary>
    public string Message { get; }

    /// <summary>What to do about it; may be empty.</summary>
    public string Remedy { get; }

    /// <summary>Line, column and message.</summary>
    public override string ToString() => Line is { } line ? MessageText.Format(nameof(Messages.ScriptProblemInLine), line, Message) : Message;
}
