using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>A Sub or Function.</summary>
internal sealed class ProcedureSymbol(ProcedureSyntax syntax, IReadOnlyList<ParameterSymbol> parameters, ScriptType returnType, int index)
    : Symbol(syntax.Name.Name, syntax.Name.Position)
{
    private Type? delegateType;

    internal ProcedureSyntax Syntax { get; } = syntax;

    internal IReadOnlyList<ParameterSymbol> Parameters { get; } = parameters;

    /// <summary>Type of its value; Empty for a Sub.</summary>
    internal ScriptType ReturnType { get; } = returnType;

    internal bool IsFunction => ReturnType != ScriptType.Empty;

    /// <summary>Whether it is what the import runs [documented]; the script itself cannot call it [our reading].</summary>
    internal bool IsMain => Index < 0;

    /// <summary>Its place among the compiled procedures; negative for Main.</summary>
    internal int Index { get; } = index;

    internal Type DelegateType => delegateType ??= Expression.GetDelegateType(
    [
        typeof(ScriptState),
        .. Parameters.Select(GetParameterType),
        IsFunction ? ScriptTypes.GetClrType(ReturnType) : typeof(void),
    ]);

    internal static Type GetParameterType(ParameterSymbol parameter)
    {
        var type = parameter.CreateVariable().ClrType;
        return parameter.IsReference ? type.MakeByRefType() : type;
    }
}
