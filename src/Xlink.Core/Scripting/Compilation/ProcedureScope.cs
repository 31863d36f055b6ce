using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>The names inside one procedure: its own, then those of the script.</summary>
internal sealed class ProcedureScope(ModuleScope module, CodeWriter writer, Diagnostics diagnostics, bool mustDeclare)
{
    private readonly Dictionary<string, Symbol> symbols = new(Names.Comparer);

    internal IEnumerable<VariableSymbol> Variables => symbols.Values.OfType<VariableSymbol>();

    /// <summary>The variable that holds a function's value while it runs; nothing in a Sub.</summary>
    internal VariableSymbol? ReturnVariable { get; private set; }

    internal Symbol? Find(string name) => symbols.TryGetValue(name, out var symbol) ? symbol : module.Find(name);

    internal ProcedureSymbol? FindProcedure(string name) => module.Find(name) as ProcedureSymbol;

    /// <summary>Adds a name of this procedure.</summary>
    internal void Add(Symbol symbol)
    {
        if (symbols.ContainsKey(symbol.Name))
        {
            throw diagnostics.Error(symbol.Position, nameof(Messages.ScriptDeclaredTwice), symbol.Name);
        }

        symbols.Add(symbol.Name, symbol);
    }

    internal void AddLocal(VariableSymbol variable)
    {
        variable.Storage = writer.NewLocal(variable.ClrType);
        Add(variable);
    }

    internal void AddReturnVariable(ProcedureSymbol function)
    {
        ReturnVariable = new(function.Name, function.Position, function.ReturnType);
        AddLocal(ReturnVariable);
    }

    /// <summary>A variable that is used without being declared: a Variant of this procedure, unless a type mark says otherwise.</summary>
    internal VariableSymbol AddUndeclared(NameSyntax name)
    {
        if (mustDeclare)
        {
            throw diagnostics.Error(name.Position, nameof(Messages.ScriptNotDeclared), name.Name);
        }

        var type = name.MarkedType == ScriptType.Empty ? ScriptType.Variant : name.MarkedType;
        var variable = new VariableSymbol(name.Name, name.Position, type);
        AddLocal(variable);
        return variable;
    }

    /// <summary>Whether computing an expression calls one of the script's procedures, which may change any variable.</summary>
    internal bool Calls(ExpressionSyntax expression)
        => module.HasProcedures && ExpressionNames.GetNames(expression).Any(name => FindProcedure(name) is not null);
}
