using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>What a caller has to know of a parameter.</summary>
internal sealed class ParameterSymbol(string name, int position, ScriptType type, bool isByValue, bool isArray) : Symbol(name, position)
{
    internal ScriptType Type { get; } = type;

    internal bool IsArray { get; } = isArray;

    /// <summary>Whether the caller's variable itself is passed. An array always is, as an object.</summary>
    internal bool IsReference => !isByValue && !IsArray;

    internal VariableSymbol CreateVariable() => new(Name, Position, Type) { IsArray = IsArray, IsAssigned = true };
}
