namespace Xlink.Scripting;

/// <summary>How large a script may be and how long it may run [our reading: the original's limits are not public].</summary>
internal static class ScriptLimits
{
    /// <summary>Characters of a script's text.</summary>
    internal const int TextLength = 1_000_000;

    /// <summary>Operators, names, literals and statements of a script: what compiling costs.</summary>
    internal const int Nodes = 20_000;

    /// <summary>Blocks and parentheses within each other: what the compiler's own stack costs.</summary>
    internal const int Nesting = 100;

    /// <summary>Variables of a procedure and parameters of all: what a stack frame costs.</summary>
    internal const int VariablesPerProcedure = 500;

    /// <summary>Elements of one array.</summary>
    internal const int ArrayElements = 100_000;

    /// <summary>Characters of a text at run time.</summary>
    internal const int RuntimeTextLength = 32_767;

    /// <summary>Steps of one evaluation: jumps backwards, calls, and a share of every long text or array.</summary>
    internal const int Steps = 1_000_000;

    /// <summary>Steps between two looks at the cancellation token.</summary>
    internal const int StepsPerCheck = 4096;

    /// <summary>Procedures within each other at run time; fewer if they have more than 16 variables, or the thread's stack is nearly used up.</summary>
    internal const int CallDepth = 256;

    /// <summary>Texts that one evaluation may write to the log, and characters of each.</summary>
    internal const int LogTexts = 100;

    /// <summary>Characters of one text in the log.</summary>
    internal const int LogTextLength = 1000;

    /// <summary>Findings that are reported of one script.</summary>
    internal const int Diagnostics = 100;
}
