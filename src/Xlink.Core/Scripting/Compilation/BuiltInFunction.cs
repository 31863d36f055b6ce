using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>A function of the language that is a runtime method, with one overload for each number of arguments.</summary>
internal sealed class BuiltInFunction
{
    private readonly Dictionary<int, MethodInfo> overloads;

    internal BuiltInFunction(string name, ScriptType returnType, IEnumerable<MethodInfo> methods)
    {
        Name = name;
        ReturnType = returnType;
        overloads = methods.ToDictionary(method => GetParameterTypes(method).Count);
    }

    internal string Name { get; }

    internal ScriptType ReturnType { get; }

    internal int LeastArguments => overloads.Keys.Min();

    internal int MostArguments => overloads.Keys.Max();

    /// <summary>The method for so many arguments.</summary>
    internal MethodInfo GetMethod(int arguments) => overloads[arguments];

    /// <summary>Whether the method may record an error, and so takes the state first.</summary>
    internal static bool TakesState(MethodInfo method) => method.GetParameters()[0].ParameterType == typeof(ScriptState);

    /// <summary>The types of its arguments as the language sees them.</summary>
    internal static IReadOnlyList<ScriptType> GetParameterTypes(MethodInfo method)
        => method.GetParameters().Skip(TakesState(method) ? 1 : 0).Select(parameter => GetScriptType(parameter.ParameterType)).ToList();

    private static ScriptType GetScriptType(System.Type type)
    {
        if (type == typeof(int))
        {
            return ScriptType.Long;
        }

        if (type == typeof(double))
        {
            return ScriptType.Double;
        }

        return type == typeof(string) ? ScriptType.String : ScriptType.Variant;
    }
}
