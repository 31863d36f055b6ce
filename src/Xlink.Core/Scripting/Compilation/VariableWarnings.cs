using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Finds variables that are read although nothing is ever assigned to them: most often a slip of the pen.</summary>
internal static class VariableWarnings
{
    internal static void Report(IEnumerable<VariableSymbol> variables, Diagnostics diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            // The assignment may stand in the line that has the error.
            return;
        }

        foreach (var variable in variables.Where(variable => variable is { Role: VariableRole.None, IsAssigned: false, FirstRead: not null }))
        {
            diagnostics.Warn(variable.FirstRead!.Value, nameof(Messages.ScriptNeverAssigned), variable.Name);
        }
    }
}
