namespace Xlink.Scripting;

/// <summary>How bad a finding about a script's text is.</summary>
public enum ScriptSeverity
{
    /// <summary>The script runs, but probably not as meant.</summary>
    Warning,

    /// <summary>The script cannot run.</summary>
    Error,
}
