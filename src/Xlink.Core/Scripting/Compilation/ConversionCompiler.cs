using System;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes the conversions between types.</summary>
internal sealed class ConversionCompiler(CodeWriter writer)
{
    /// <summary>A value in another type; the old one is released.</summary>
    internal TypedExpression Convert(TypedExpression value, ScriptType target)
    {
        if (value.Type == target || (value.Type == ScriptType.Integer && target == ScriptType.Long))
        {
            return value with { Type = target };
        }

        var code = target switch
        {
            ScriptType.Boolean => ToBoolean(value),
            ScriptType.Integer or ScriptType.Long => ToWhole(value, target),
            ScriptType.Single => ToSingle(value),
            ScriptType.Double => ToDouble(value),
            ScriptType.String => Call(nameof(Conversion.ToText), value.Code),
            _ => ToVariant(value),
        };
        if (code != value.Code)
        {
            writer.Release(value.Code);
        }

        var kept = writer.Flatten(code);
        if (CanFailInCall(value.Type, target))
        {
            writer.FailIfError();
        }

        return new(kept, target);
    }

    /// <summary>What is assigned to <c>Result</c> loses its decimals instead of being rounded [documented].</summary>
    internal TypedExpression ConvertResult(TypedExpression value, ScriptType target)
    {
        if (value.Type is ScriptType.Boolean or ScriptType.Integer or ScriptType.Long)
        {
            return Convert(value, target);
        }

        var number = Convert(value, ScriptType.Double);
        var cut = writer.Keep(Expression.Call(typeof(ResultValue), nameof(ResultValue.CutDecimals), typeArguments: null, number.Code));
        writer.Release(number.Code);
        return Convert(new(cut, ScriptType.Double), target);
    }

    /// <summary>A value as a condition: not flat, to be used at once.</summary>
    internal Expression ToCondition(TypedExpression value) => value.Type switch
    {
        ScriptType.Boolean => value.Code,
        ScriptType.String or ScriptType.Variant => Convert(value, ScriptType.Boolean).Code,
        _ => ToBoolean(value),
    };

    /// <summary>Ends the procedure if a whole number does not fit the type.</summary>
    internal Expression Narrow(ParameterExpression wide, ScriptType type)
    {
        Expression fits = type == ScriptType.Integer
            ? Expression.Convert(Expression.Convert(wide, typeof(short)), typeof(long))
            : Expression.Convert(Expression.Convert(wide, typeof(int)), typeof(long));
        writer.FailIf(Expression.NotEqual(wide, fits), ScriptErrorCode.Overflow);
        return Expression.Convert(wide, typeof(int));
    }

    private static bool CanFailInCall(ScriptType from, ScriptType to)
        => from is ScriptType.String or ScriptType.Variant && to is not (ScriptType.String or ScriptType.Variant);

    private static MethodCallExpression Call(string name, params Expression[] arguments)
        => Expression.Call(typeof(Conversion), name, typeArguments: null, arguments);

    private Expression ToBoolean(TypedExpression value) => value.Type switch
    {
        ScriptType.String or ScriptType.Variant => Call(nameof(Conversion.ToBoolean), writer.State, value.Code),
        _ => Expression.NotEqual(value.Code, Zero(value.Code.Type)),
    };

    private Expression ToWhole(TypedExpression value, ScriptType target)
    {
        switch (value.Type)
        {
            case ScriptType.Boolean:
                return FromBoolean(value.Code, -1, 0);
            case ScriptType.Long:
                writer.FailIf(
                    Expression.NotEqual(value.Code, Expression.Convert(Expression.Convert(value.Code, typeof(short)), typeof(int))),
                    ScriptErrorCode.Overflow);
                return value.Code;
            case ScriptType.Single or ScriptType.Double:
                return Round(value, target);
            default:
                return Call(target == ScriptType.Integer ? nameof(Conversion.ToInteger) : nameof(Conversion.ToLong), writer.State, value.Code);
        }
    }

    /// <summary>Half to even [documented for VBA].</summary>
    private UnaryExpression Round(TypedExpression value, ScriptType target)
    {
        var rounded = writer.Keep(Call(nameof(Conversion.RoundHalfToEven), AsDouble(value.Code)));
        (double lowest, double highest) = target == ScriptType.Integer ? (short.MinValue, short.MaxValue) : (int.MinValue, int.MaxValue);
        writer.FailIf(Expression.LessThan(rounded, Expression.Constant(lowest)), ScriptErrorCode.Overflow);
        writer.FailIf(Expression.GreaterThan(rounded, Expression.Constant(highest)), ScriptErrorCode.Overflow);
        writer.Release(rounded);
        return Expression.Convert(rounded, typeof(int));
    }

    private Expression ToSingle(TypedExpression value)
    {
        switch (value.Type)
        {
            case ScriptType.Boolean:
                return FromBoolean(value.Code, -1f, 0f);
            case ScriptType.Double:
                var single = writer.Keep(Expression.Convert(value.Code, typeof(float)));
                writer.FailIf(Expression.Call(typeof(float), nameof(float.IsInfinity), typeArguments: null, single), ScriptErrorCode.Overflow);
                return single;
            case ScriptType.String or ScriptType.Variant:
                return Call(nameof(Conversion.ToSingle), writer.State, value.Code);
            default:
                return Expression.Convert(value.Code, typeof(float));
        }
    }

    private Expression ToDouble(TypedExpression value) => value.Type switch
    {
        ScriptType.Boolean => FromBoolean(value.Code, -1d, 0d),
        ScriptType.String or ScriptType.Variant => Call(nameof(Conversion.ToDouble), writer.State, value.Code),
        _ => AsDouble(value.Code),
    };

    private static MethodCallExpression ToVariant(TypedExpression value)
        => Expression.Call(typeof(Variant), "From" + value.Type, typeArguments: null, value.Code);

    private static ConditionalExpression FromBoolean<T>(Expression value, T whenTrue, T whenFalse)
        => Expression.Condition(value, Expression.Constant(whenTrue), Expression.Constant(whenFalse));

    private static Expression AsDouble(Expression value) => value.Type == typeof(double) ? value : Expression.Convert(value, typeof(double));

    private static ConstantExpression Zero(Type type) => Expression.Constant(System.Convert.ChangeType(0, type, provider: null));
}
