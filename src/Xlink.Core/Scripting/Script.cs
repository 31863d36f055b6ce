using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Scripting.Compilation;

namespace Xlink.Scripting;

/// <summary>
/// A script in the BASIC dialect of mappings ("Enable Basic") [documented], compiled: it turns the metrics of one interval into the value
/// that is stored. Thread-safe.
/// </summary>
/// <remarks>
/// Meaning and rounding are those of VBA; where the public documents are silent, that is our reading. A script reaches no file, program,
/// network or clock; MsgBox and Print go to a log.
/// </remarks>
public abstract class Script
{
    private protected Script()
    {
    }

    /// <summary>The highest n of the Para n that the script uses; 0 if it uses none. A declaration alone is no use.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>What is probably not meant as it is written, in the order of the text.</summary>
    public IReadOnlyList<ScriptDiagnostic> Warnings { get; private set; } = [];

    /// <summary>The documented default: the sum of all parameters × 100, decimals cut off.</summary>
    /// <param name="parameterCount">How many metrics the mapping has, 0 or more.</param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Script Default(int parameterCount)
        => parameterCount >= 0 ? new DefaultScript(parameterCount) : throw new ArgumentOutOfRangeException(nameof(parameterCount));

    /// <summary>Compiles a script.</summary>
    /// <param name="text">Its text; lines end with CRLF, LF or CR.</param>
    /// <param name="filePath">The file it is from, for messages.</param>
    /// <returns>The script.</returns>
    /// <exception cref="XlinkException">The first error of the script, with file, line, column and the line's text.</exception>
    public static Script Compile(string text, string filePath)
    {
        var script = ScriptCompiler.Compile(text ?? throw new ArgumentNullException(nameof(text)), filePath, out var found);
        if (script is null)
        {
            throw found.First(diagnostic => diagnostic.Severity == ScriptSeverity.Error).ToException();
        }

        script.Warnings = found;
        return script;
    }

    /// <summary>Everything that can be said about a script's text, in its order; empty for a faultless one. It is not run.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="filePath">The file it is from, for messages.</param>
    /// <returns>The findings, of each severity no more than 100.</returns>
    public static IReadOnlyList<ScriptDiagnostic> Check(string text, string filePath)
    {
        ScriptCompiler.Compile(text ?? throw new ArgumentNullException(nameof(text)), filePath, out var found);
        return found;
    }

    /// <summary>Reads and compiles a script file: by its mark, else UTF-8, else Windows-1252.</summary>
    /// <param name="filePath">The file.</param>
    /// <returns>The script.</returns>
    /// <exception cref="XlinkException">The file cannot be read, or <see cref="Compile"/> fails.</exception>
    public static Script Load(string filePath) => Compile(ReadText(filePath), filePath);

    /// <summary>The text of a script file: by its mark, else UTF-8, else Windows-1252.</summary>
    /// <param name="filePath">The file.</param>
    /// <returns>The text.</returns>
    /// <exception cref="XlinkException">The file cannot be read.</exception>
    public static string ReadText(string filePath)
    {
        try
        {
            return ScriptText.Read(filePath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(filePath, error);
        }
    }

    /// <summary>Evaluates the script for one interval. Each evaluation begins with fresh variables [our reading].</summary>
    /// <param name="input">The metrics and the interval. More metrics than the script uses are fine.</param>
    /// <param name="log">Takes what MsgBox and Print write; without one it is dropped.</param>
    /// <param name="cancellationToken">Ends a long evaluation.</param>
    /// <returns>The value, or the run-time error of this interval, which is not thrown.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract ScriptResult Evaluate(in ScriptInput input, IScriptLog? log = null, CancellationToken cancellationToken = default);

    /// <summary>Makes sure, before an import, that a mapping has all the metrics the script uses.</summary>
    /// <param name="count">How many metrics the mapping has.</param>
    /// <exception cref="XlinkException">The script uses a Para n beyond them; with file and line.</exception>
    public void EnsureParameters(int count)
    {
        if (count < ParameterCount)
        {
            throw CreateMissing(count).ToException();
        }
    }

    private protected abstract ScriptError CreateMissing(int count);
}
