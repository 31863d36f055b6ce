using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting;

/// <summary>A run-time error: it belongs to the one interval that was evaluated.</summary>
public sealed class ScriptError
{
    private readonly SourceText source;
    private readonly object?[] arguments;

    internal ScriptError(SourceText source, int? position, ScriptErrorCode code, params object?[] details)
    {
        this.source = source;
        FilePath = source.FilePath;
        ErrorId = "Script" + code;
        if (position is { } known)
        {
            (Line, Column) = source.GetPlace(known);
            LineText = source.GetExcerpt(known);
        }

        arguments = [LineText, .. details];
    }

    /// <summary>The stable ID, for example <c>ScriptDivisionByZero</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The script's file.</summary>
    public string FilePath { get; }

    /// <summary>Line of the statement that failed, counted from 1; <see langword="null"/> if no line is to blame.</summary>
    public int? Line { get; }

    /// <summary>Column of what failed in that line, counted from 1; <see langword="null"/> if no line is to blame.</summary>
    public int? Column { get; }

    /// <summary>Text of that line; a very long one is shortened. Empty if no line is to blame.</summary>
    public string LineText { get; } = string.Empty;

    /// <summary>What went wrong, with the text of the line, in the user's language.</summary>
    public string Message => MessageText.Format(ErrorId, arguments);

    /// <summary>The error as an exception that names file and line, for a caller that evaluates just once.</summary>
    /// <returns>The exception, to be thrown.</returns>
    public XlinkException ToException()
        => XlinkException.InFile(source.FilePath, Line, ErrorId, XlinkErrorCategory.InvalidOperation, arguments);

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
