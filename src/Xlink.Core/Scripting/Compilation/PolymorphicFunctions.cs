using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes the functions whose result has the type of their arguments, the conversions, and MsgBox.</summary>
internal sealed class PolymorphicFunctions(CodeWriter writer, ConversionCompiler conversions, OperatorCompiler operators)
{
    private static readonly Dictionary<string, (int Least, int Most)> ArgumentCounts = new(Names.Comparer)
    {
        ["Abs"] = (1, 1),
        ["CBool"] = (1, 1),
        ["CDbl"] = (1, 1),
        ["CInt"] = (1, 1),
        ["CLng"] = (1, 1),
        ["CSng"] = (1, 1),
        ["CStr"] = (1, 1),
        ["Fix"] = (1, 1),
        ["IIf"] = (3, 3),
        ["Int"] = (1, 1),
        ["MsgBox"] = (1, 3),
        ["Round"] = (1, 2),
    };

    /// <summary>How many arguments a function takes; nothing if it is not one of these.</summary>
    internal static (int Least, int Most)? Find(string name) => ArgumentCounts.TryGetValue(name, out var counts) ? counts : null;

    /// <summary>A call with the right number of arguments, which are flat and released.</summary>
    internal TypedExpression Call(string name, IReadOnlyList<TypedExpression> arguments) => name.ToUpperInvariant() switch
    {
        "ABS" => Abs(arguments[0]),
        "CBOOL" => conversions.Convert(arguments[0], ScriptType.Boolean),
        "CDBL" => conversions.Convert(arguments[0], ScriptType.Double),
        "CINT" => conversions.Convert(arguments[0], ScriptType.Integer),
        "CLNG" => conversions.Convert(arguments[0], ScriptType.Long),
        "CSNG" => conversions.Convert(arguments[0], ScriptType.Single),
        "CSTR" => conversions.Convert(arguments[0], ScriptType.String),
        "FIX" => Whole(nameof(Arithmetic.Fix), arguments[0]),
        "INT" => Whole(nameof(Arithmetic.Int), arguments[0]),
        "IIF" => Choose(arguments[0], arguments[1], arguments[2]),
        "MSGBOX" => MsgBox(arguments),
        _ => arguments.Count == 1 ? Whole(nameof(Arithmetic.Round), arguments[0]) : Round(arguments[0], arguments[1]),
    };

    /// <summary>Writes a text to the log, in place of halting or printing [our reading].</summary>
    internal void Log(Expression text)
        => writer.Add(Expression.Call(writer.State, nameof(ScriptState.Write), typeArguments: null, writer.Site, text));

    private TypedExpression Abs(TypedExpression value)
    {
        switch (value.Type)
        {
            case ScriptType.Variant:
                return operators.CallChecked(typeof(Arithmetic), nameof(Arithmetic.Abs), ScriptType.Variant, value.Code);
            case ScriptType.Boolean or ScriptType.Integer or ScriptType.Long:
                var whole = operators.Unary(TokenKind.Plus, value);
                var negated = operators.Unary(TokenKind.Minus, whole with { Code = writer.Keep(whole.Code) });
                var isNegative = Expression.LessThan(whole.Code, Expression.Constant(0));
                return Keep(Expression.Condition(isNegative, negated.Code, whole.Code), whole.Type, whole.Code, negated.Code);
            default:
                var number = operators.Unary(TokenKind.Plus, value);
                return Keep(Expression.Call(typeof(Math), nameof(Math.Abs), typeArguments: null, number.Code), number.Type, number.Code);
        }
    }

    /// <summary>Int, Fix and Round without digits: nothing to do for what is whole already.</summary>
    private TypedExpression Whole(string function, TypedExpression value)
    {
        if (value.Type == ScriptType.Variant && !string.Equals(function, nameof(Arithmetic.Round), StringComparison.Ordinal))
        {
            return operators.CallChecked(typeof(Arithmetic), function, ScriptType.Variant, value.Code);
        }

        if (value.Type is ScriptType.Boolean or ScriptType.Integer or ScriptType.Long)
        {
            return operators.Unary(TokenKind.Plus, value);
        }

        var number = conversions.Convert(value, ScriptType.Double);
        return Keep(Expression.Call(typeof(Arithmetic), function, typeArguments: null, number.Code), ScriptType.Double, number.Code);
    }

    private TypedExpression Round(TypedExpression value, TypedExpression digits)
    {
        var number = conversions.Convert(value, ScriptType.Double).Code;
        var places = conversions.Convert(digits, ScriptType.Long).Code;
        return operators.CallChecked(typeof(Arithmetic), nameof(Arithmetic.Round), ScriptType.Double, number, places);
    }

    /// <summary>All three arguments are computed, whichever is taken [documented for VBA].</summary>
    private TypedExpression Choose(TypedExpression condition, TypedExpression whenTrue, TypedExpression whenFalse)
    {
        var type = whenTrue.Type == whenFalse.Type ? whenTrue.Type : ScriptType.Variant;
        var first = conversions.Convert(whenTrue, type).Code;
        var second = conversions.Convert(whenFalse, type).Code;
        var test = conversions.Convert(condition, ScriptType.Boolean).Code;
        return Keep(Expression.Condition(test, first, second), type, test, first, second);
    }

    private TypedExpression MsgBox(IReadOnlyList<TypedExpression> arguments)
    {
        const int OkPressed = 1;
        Log(conversions.Convert(arguments[0], ScriptType.String).Code);
        writer.FailIfError();
        foreach (var argument in arguments)
        {
            writer.Release(argument.Code);
        }

        return new(Expression.Constant(OkPressed), ScriptType.Integer);
    }

    private TypedExpression Keep(Expression value, ScriptType type, params Expression[] used)
    {
        foreach (var operand in used)
        {
            writer.Release(operand);
        }

        return new(writer.Keep(value), type);
    }
}
