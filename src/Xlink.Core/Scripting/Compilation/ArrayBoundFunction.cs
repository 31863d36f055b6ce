using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>LBound and UBound: the functions that take an array.</summary>
internal static class ArrayBoundFunction
{
    /// <summary>The runtime method of such a function; nothing if the name is another.</summary>
    internal static string? Find(string name)
    {
        if (Names.Comparer.Equals(name, "LBound"))
        {
            return nameof(ScriptArray.LowerBound);
        }

        return Names.Comparer.Equals(name, "UBound") ? nameof(ScriptArray.UpperBound) : null;
    }
}
