using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Scripting;

namespace XlinkPS.Scripts;

/// <summary>
/// Checks scripts: a file, all scripts of an installation, or a text. With -Para, -Weekday or -Minutes they are evaluated for one interval
/// too. Nothing is changed.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkScript", DefaultParameterSetName = "Path")]
[OutputType(typeof(ScriptTestResult))]
public sealed class TestXlinkScriptCommand : XlinkCmdlet
{
    /// <summary>A script file, or the folder of an installation, whose mapped scripts are checked; with wildcards, all that they find.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    [Alias("ScriptPath", "FullName", "InstallationPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The same, taken as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = string.Empty;

    /// <summary>The script itself.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Text")]
    [AllowEmptyString]
    public string Text { get; set; } = string.Empty;

    /// <summary>The metrics of the interval: Para1, Para2 … in this order.</summary>
    [Parameter]
    [ValidateNotNull]
    public double[] Para { get; set; } = [];

    /// <summary>The day of the week, 1 = Sunday to 7 = Saturday. Default: 1.</summary>
    [Parameter]
    [ValidateRange(1, 7)]
    public int Weekday { get; set; } = 1;

    /// <summary>When the interval begins, in minutes after midnight. Default: 0.</summary>
    [Parameter]
    [ValidateRange(0, 1439)]
    public int Minutes { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => ParameterSetName switch
    {
        "Text" => null,
        "LiteralPath" => LiteralPath,
        _ => Path,
    };

    private bool IsEvaluation
        => new[] { nameof(Para), nameof(Weekday), nameof(Minutes) }.Any(MyInvocation.BoundParameters.ContainsKey);

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (ParameterSetName == "Text")
        {
            WriteObject(Test(path: null, CheckedScript.FromText(Text, path: null)));
            return;
        }

        foreach (var path in FindPaths())
        {
            var files = Directory.Exists(path) ? FindScripts(XlinkInstallation.Open(path)) : [path];
            WriteObject(files.Select(file => Test(file, CheckedScript.FromFile(file))), enumerateCollection: true);
        }
    }

    // What is called like a pattern is meant itself: objects in the pipeline bring their path in this parameter.
    private IReadOnlyList<string> FindPaths()
    {
        var literal = ResolvePath(ParameterSetName == "LiteralPath" ? LiteralPath : Path);
        if (ParameterSetName == "LiteralPath" || !WildcardPattern.ContainsWildcardCharacters(Path) || File.Exists(literal) || Directory.Exists(literal))
        {
            return [literal];
        }

        var found = SessionState.Path.GetResolvedProviderPathFromPSPath(Path, out _);
        return found.Count > 0 ? found : [literal];
    }

    private static IEnumerable<string> FindScripts(XlinkInstallation installation)
        => AcdMap.Load(installation.Path).Mappings
            .Select(mapping => mapping.ScriptFile)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(file => XlinkScript.FindPath(installation.Path, file));

    private ScriptTestResult Test(string? path, CheckedScript script)
    {
        var log = new Output();
        ScriptResult? evaluated = IsEvaluation
            ? script.Script?.Evaluate(new ScriptInput(Para, Weekday, Minutes), log, CancellationToken)
            : null;
        return new ScriptTestResult(path, script, evaluated, log.Lines);
    }

    private sealed class Output : IScriptLog
    {
        internal List<string> Lines { get; } = [];

        public void Write(int line, string text) => Lines.Add(text);
    }
}
