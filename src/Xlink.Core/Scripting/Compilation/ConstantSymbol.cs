using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>A name for a value.</summary>
internal sealed class ConstantSymbol(string name, int position, Variant value) : Symbol(name, position)
{
    internal Variant Value { get; } = value;
}
