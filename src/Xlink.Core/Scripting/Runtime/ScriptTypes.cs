using System;

namespace Xlink.Scripting.Runtime;

/// <summary>What the types of the language have in common with those of .NET and with each other.</summary>
internal static class ScriptTypes
{
    /// <summary>What a value of the type is kept in.</summary>
    internal static Type GetClrType(ScriptType type) => type switch
    {
        ScriptType.Boolean => typeof(bool),
        ScriptType.Integer or ScriptType.Long => typeof(int),
        ScriptType.Single => typeof(float),
        ScriptType.Double => typeof(double),
        ScriptType.String => typeof(string),
        _ => typeof(Variant),
    };

    /// <summary>The type of the result of arithmetic on two numbers: a Long and a Single make a Double [documented for VBA].</summary>
    internal static ScriptType Wider(ScriptType left, ScriptType right)
    {
        var wider = left > right ? left : right;
        var other = left > right ? right : left;
        return wider == ScriptType.Single && other == ScriptType.Long ? ScriptType.Double : wider;
    }
}
