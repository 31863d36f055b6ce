using System.Collections.Generic;
using Xlink.Scripting;

namespace XlinkPS.Scripts;

/// <summary>What the check of a script found, and what the script came to if it was evaluated.</summary>
public sealed class ScriptTestResult
{
    internal ScriptTestResult(string? path, CheckedScript script, ScriptResult? evaluated, IReadOnlyList<string> output)
    {
        ScriptPath = path;
        IsValid = script.Script is not null;
        ParameterCount = script.Script?.ParameterCount;
        Result = evaluated is { Error: null } result ? result.Value : null;
        Output = [.. output];
        Problem = evaluated?.Error is { } error ? [.. script.Problems, new ScriptProblem(path, error)] : [.. script.Problems];
    }

    /// <summary>Full path of the script's file; <see langword="null"/> for a text.</summary>
    public string? ScriptPath { get; }

    /// <summary>Whether the script can run: it has no error of syntax.</summary>
    public bool IsValid { get; }

    /// <summary>The highest n of the Para n that the script uses; <see langword="null"/> if it cannot run.</summary>
    public int? ParameterCount { get; }

    /// <summary>Result of the evaluation: the value × 100 as an integer. <see langword="null"/> if it was not evaluated, or failed.</summary>
    public int? Result { get; }

    /// <summary>What the script wrote with MsgBox and Print.</summary>
    public string[] Output { get; }

    /// <summary>Errors and warnings in the order of the text, then the error of the evaluation.</summary>
    public ScriptProblem[] Problem { get; }
}
