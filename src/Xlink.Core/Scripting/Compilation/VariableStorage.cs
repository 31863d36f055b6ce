using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>Gives the variables of a script their place in the state, where all procedures reach them.</summary>
internal sealed class VariableStorage(ParameterExpression state)
{
    /// <summary>How many places have been given away.</summary>
    internal SharedVariables Shared { get; } = new();

    internal Expression Allocate(VariableSymbol variable)
    {
        if (variable.IsArray)
        {
            return Expression.Convert(Slot(nameof(ScriptState.Arrays), Shared.Arrays++), variable.ClrType);
        }

        return variable.Type switch
        {
            ScriptType.Boolean => Slot(nameof(ScriptState.Booleans), Shared.Booleans++),
            ScriptType.Integer or ScriptType.Long => Slot(nameof(ScriptState.Integers), Shared.Integers++),
            ScriptType.Single => Slot(nameof(ScriptState.Singles), Shared.Singles++),
            ScriptType.Double => Slot(nameof(ScriptState.Doubles), Shared.Doubles++),
            ScriptType.String => Slot(nameof(ScriptState.Strings), Shared.Strings++),
            _ => Slot(nameof(ScriptState.Variants), Shared.Variants++),
        };
    }

    /// <summary>A fresh value for a variable: zero, the empty text, or a new array.</summary>
    internal static Expression Initial(VariableSymbol variable, Expression state)
    {
        var type = ScriptTypes.GetClrType(variable.Type);
        Expression empty = variable.Type == ScriptType.String ? Expression.Constant(string.Empty) : Expression.Default(type);
        if (!variable.IsArray)
        {
            return empty;
        }

        return Expression.Call(
            variable.ClrType,
            nameof(ScriptArray<int>.Create),
            typeArguments: null,
            state,
            Expression.NewArrayInit(typeof(int), variable.Bounds.Select(bound => Expression.Constant(bound.Lower))),
            Expression.NewArrayInit(typeof(int), variable.Bounds.Select(bound => Expression.Constant(bound.Upper))),
            empty);
    }

    /// <summary>Writes a value to a variable's place.</summary>
    internal static Expression Store(VariableSymbol variable, Expression value)
        => Expression.Assign(variable.Storage is UnaryExpression slot ? slot.Operand : variable.Storage, value);

    private IndexExpression Slot(string field, int index) => Expression.ArrayAccess(Expression.Field(state, field), Expression.Constant(index));
}
