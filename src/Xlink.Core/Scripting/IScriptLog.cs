namespace Xlink.Scripting;

/// <summary>Takes what scripts write with <c>MsgBox</c> and <c>Print</c>; neither of them halts anything [our reading].</summary>
public interface IScriptLog
{
    /// <summary>Takes one text.</summary>
    /// <param name="line">Line of the statement in the script, counted from 1.</param>
    /// <param name="text">The text, without a line end.</param>
    void Write(int line, string text);
}
