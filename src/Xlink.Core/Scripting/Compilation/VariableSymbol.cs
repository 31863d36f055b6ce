using System;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>A variable, parameter or array.</summary>
internal sealed class VariableSymbol(string name, int position, ScriptType type) : Symbol(name, position)
{
    /// <summary>Its type, or that of an array's elements.</summary>
    internal ScriptType Type { get; } = type;

    internal VariableRole Role { get; init; }

    /// <summary>The n of Para n.</summary>
    internal int ParaNumber { get; init; }

    internal bool IsArray { get; init; }

    /// <summary>Bounds of an array that is declared with them; empty for a parameter.</summary>
    internal (int Lower, int Upper)[] Bounds { get; init; } = [];

    /// <summary>Where its value is kept: a local variable, a parameter, or a place in the state.</summary>
    internal Expression Storage { get; set; } = Expression.Empty();

    /// <summary>Where it is read first, if it is.</summary>
    internal int? FirstRead { get; set; }

    internal bool IsAssigned { get; set; }

    /// <summary>Whether the number of its elements counts somewhere: its declaration says it, so nothing has to be assigned to it.</summary>
    internal bool IsMeasured { get; set; }

    internal bool IsUsed => FirstRead is not null || IsAssigned || IsMeasured;

    /// <summary>What it is kept in.</summary>
    internal Type ClrType
        => IsArray ? typeof(ScriptArray<>).MakeGenericType(ScriptTypes.GetClrType(Type)) : ScriptTypes.GetClrType(Type);
}
