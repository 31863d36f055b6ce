using System;
using System.Collections.Generic;
using System.Globalization;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>The names of a script outside its procedures: predefined ones, declared ones, procedures.</summary>
internal sealed class ModuleScope
{
    private const int LargestPara = 9999;

    private readonly Dictionary<string, Symbol> symbols = new(Names.Comparer);
    private readonly List<VariableSymbol> variables = [];

    /// <summary>Whether there is more than Main.</summary>
    internal bool HasProcedures { get; private set; }

    /// <summary>Gives a variable its storage as soon as it appears.</summary>
    internal required Action<VariableSymbol> Place { get; init; }

    /// <summary>All variables in the order of their first appearance.</summary>
    internal IReadOnlyList<VariableSymbol> Variables => variables;

    internal Symbol? Find(string name) => symbols.TryGetValue(name, out var symbol) ? symbol : FindPredefined(name);

    /// <summary>Adds a name.</summary>
    /// <returns>Whether the name was free.</returns>
    internal bool TryAdd(Symbol symbol)
    {
        if (symbols.ContainsKey(symbol.Name))
        {
            return false;
        }

        symbols.Add(symbol.Name, symbol);
        HasProcedures |= symbol is ProcedureSymbol { IsMain: false };
        if (symbol is VariableSymbol variable)
        {
            Place(variable);
            variables.Add(variable);
        }

        return true;
    }

    /// <summary>What a name means to the import, whether it is declared or not.</summary>
    internal static (VariableRole Role, int ParaNumber) GetRole(string name)
    {
        if (Names.Comparer.Equals(name, nameof(VariableRole.Result)))
        {
            return (VariableRole.Result, 0);
        }

        if (Names.Comparer.Equals(name, nameof(VariableRole.Weekday)))
        {
            return (VariableRole.Weekday, 0);
        }

        if (Names.Comparer.Equals(name, nameof(VariableRole.Minutes)))
        {
            return (VariableRole.Minutes, 0);
        }

        var number = GetParaNumber(name);
        return number > 0 ? (VariableRole.Para, number) : (VariableRole.None, 0);
    }

    private static int GetParaNumber(string name)
    {
        const int PrefixLength = 4;
        return name.StartsWith(nameof(VariableRole.Para), StringComparison.OrdinalIgnoreCase)
            && name.Length > PrefixLength
            && name[PrefixLength] != '0'
            && int.TryParse(name.Substring(PrefixLength), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= LargestPara
                ? number
                : 0;
    }

    /// <summary>A predefined name that the script does not declare: a metric is a Double, the others are Long [our reading].</summary>
    private VariableSymbol? FindPredefined(string name)
    {
        var (role, number) = GetRole(name);
        if (role == VariableRole.None)
        {
            return null;
        }

        var type = role == VariableRole.Para ? ScriptType.Double : ScriptType.Long;
        var variable = new VariableSymbol(name, position: 0, type) { Role = role, ParaNumber = number };
        TryAdd(variable);
        return variable;
    }
}
