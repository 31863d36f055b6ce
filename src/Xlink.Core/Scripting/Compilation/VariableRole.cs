namespace Xlink.Scripting.Compilation;

/// <summary>What a variable means to the import [documented].</summary>
internal enum VariableRole
{
    /// <summary>The script's own.</summary>
    None,

    /// <summary>The value × 100 that the script computes.</summary>
    Result,

    /// <summary>1 = Sunday … 7 = Saturday.</summary>
    Weekday,

    /// <summary>The interval's start in minutes after midnight.</summary>
    Minutes,

    /// <summary>A metric.</summary>
    Para,
}
