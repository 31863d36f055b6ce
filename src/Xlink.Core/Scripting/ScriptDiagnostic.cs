using System.Linq;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting;

/// <summary>A finding about a script's text, with its place.</summary>
public sealed class ScriptDiagnostic
{
    private readonly string filePath;
    private readonly object?[] arguments;

    internal ScriptDiagnostic(SourceText source, ScriptSeverity severity, string id, int position, object?[] details)
    {
        filePath = source.FilePath;
        Severity = severity;
        Id = id;
        Position = position;
        (Line, Column) = source.GetPlace(position);
        LineText = source.GetExcerpt(position);
        arguments = [Column, LineText, .. details];
    }

    /// <summary>Whether the script can run.</summary>
    public ScriptSeverity Severity { get; }

    /// <summary>The stable ID, for example <c>ScriptThenMissing</c>.</summary>
    public string Id { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column in that line, counted from 1; a tab counts as one.</summary>
    public int Column { get; }

    /// <summary>Text of the line; a very long one is shortened.</summary>
    public string LineText { get; }

    /// <summary>What is wrong, with column and text of the line, in the user's language.</summary>
    public string Message => MessageText.Format(Id, arguments);

    /// <summary>What to do about it, in the user's language; may be empty.</summary>
    public string Remedy => MessageText.FormatRemedy(Id, arguments);

    internal int Position { get; }

    /// <summary>The finding as an exception that names file and line.</summary>
    /// <returns>The exception, to be thrown.</returns>
    public XlinkException ToException()
        => XlinkException.InFile(filePath, Line, Id, XlinkErrorCategory.InvalidData, arguments.ToArray());

    /// <summary>Line and message.</summary>
    public override string ToString()
        => MessageText.Format(nameof(Messages.PlaceFileLine), filePath, Line) + Message;
}
