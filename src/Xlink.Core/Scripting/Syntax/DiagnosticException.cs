using System;

namespace Xlink.Scripting.Syntax;

/// <summary>Carries an error from the place that found it to the place that can go on; never leaves the compiler.</summary>
internal sealed class DiagnosticException(ScriptDiagnostic diagnostic) : Exception
{
    internal ScriptDiagnostic Diagnostic { get; } = diagnostic;
}
