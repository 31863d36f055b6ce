using System.Collections.Generic;
using System.Linq;
using Xlink;
using Xlink.Scripting;

namespace XlinkPS.Scripts;

/// <summary>A script's text with all that can be said about it without running it.</summary>
internal sealed class CheckedScript
{
    private CheckedScript(string? text, Script? script, IReadOnlyList<ScriptProblem> problems)
    {
        Text = text;
        Script = script;
        Problems = problems;
    }

    /// <summary>The text; <see langword="null"/> if the file cannot be read.</summary>
    internal string? Text { get; }

    /// <summary>The compiled script; <see langword="null"/> if it has an error.</summary>
    internal Script? Script { get; }

    internal IReadOnlyList<ScriptProblem> Problems { get; }

    /// <summary>Checks a file. One that cannot be read is a problem of the script.</summary>
    internal static CheckedScript FromFile(string path)
    {
        try
        {
            return FromText(Script.ReadText(path), path);
        }
        catch (XlinkException exception)
        {
            return new CheckedScript(text: null, script: null, [new ScriptProblem(path, exception)]);
        }
    }

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its file, if it is from one.</param>
    internal static CheckedScript FromText(string text, string? path)
    {
        var found = Script.Check(text, path ?? Messages.ScriptTextName);
        var script = found.Any(diagnostic => diagnostic.Severity == ScriptSeverity.Error) ? null : Script.Compile(text, path ?? Messages.ScriptTextName);
        return new CheckedScript(text, script, [.. found.Select(diagnostic => new ScriptProblem(path, diagnostic))]);
    }
}
