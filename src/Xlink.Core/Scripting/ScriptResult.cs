using System.Runtime.InteropServices;

namespace Xlink.Scripting;

/// <summary>What one evaluation of a script came to: a value or a run-time error.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScriptResult
{
    internal ScriptResult(int value) => Value = value;

    internal ScriptResult(ScriptError error) => Error = error;

    /// <summary><c>Result</c>: the value × 100 as an integer, decimals cut off [documented]. 0 after an error.</summary>
    public int Value { get; }

    /// <summary>What went wrong, or <see langword="null"/>. The caller records it for the interval and goes on [our reading].</summary>
    public ScriptError? Error { get; }
}
