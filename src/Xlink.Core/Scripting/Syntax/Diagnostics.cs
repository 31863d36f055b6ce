using System.Collections.Generic;
using System.Linq;

namespace Xlink.Scripting.Syntax;

/// <summary>Collects the findings about one script.</summary>
internal sealed class Diagnostics(SourceText source)
{
    private readonly List<ScriptDiagnostic> errors = [];
    private readonly List<ScriptDiagnostic> warnings = [];

    internal bool HasErrors => errors.Count > 0;

    /// <summary>Whether enough errors have been found to stop looking.</summary>
    internal bool IsFull => errors.Count >= ScriptLimits.Diagnostics;

    internal void Warn(int position, string id, params object?[] details)
    {
        if (warnings.Count < ScriptLimits.Diagnostics)
        {
            warnings.Add(new(source, ScriptSeverity.Warning, id, position, details));
        }
    }

    internal void Report(int position, string id, params object?[] details) => Report(Error(position, id, details));

    internal void Report(DiagnosticException error)
    {
        var found = error.Diagnostic;
        var isKnown = errors.Exists(known => known.Position == found.Position && string.Equals(known.Id, found.Id, System.StringComparison.Ordinal));
        if (!IsFull && !isKnown)
        {
            errors.Add(found);
        }
    }

    /// <summary>An error that ends the statement it is in; whoever can go on after it catches it and reports it.</summary>
    internal DiagnosticException Error(int position, string id, params object?[] details)
        => new(new(source, ScriptSeverity.Error, id, position, details));

    /// <summary>The findings in the order of the text.</summary>
    internal IReadOnlyList<ScriptDiagnostic> ToList() => errors.Concat(warnings).OrderBy(diagnostic => diagnostic.Position).ToList();
}
