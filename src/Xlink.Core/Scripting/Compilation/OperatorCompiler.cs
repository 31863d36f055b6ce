using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes operators. Which type the result has follows VBA's tables; an overflow of declared types is an error.</summary>
internal sealed class OperatorCompiler(CodeWriter writer, ConversionCompiler conversions)
{
    /// <summary>Any operator between two flat values, which are released.</summary>
    internal TypedExpression Binary(TokenKind kind, TypedExpression left, TypedExpression right) => kind switch
    {
        TokenKind.Ampersand => Concat(left, right),
        TokenKind.And or TokenKind.Or or TokenKind.Xor => Logical(kind, left, right),
        _ when ExpressionParser.IsComparison(kind) => new(writer.Keep(Compare(kind, left, right)), ScriptType.Boolean),
        TokenKind.Plus when left.Type == ScriptType.String && right.Type == ScriptType.String => Concat(left, right),
        _ => Arithmetical(kind, left, right),
    };

    internal TypedExpression Unary(TokenKind kind, TypedExpression operand) => kind switch
    {
        TokenKind.Not => Not(operand),
        TokenKind.Minus => Negate(operand),
        _ => operand.Type is ScriptType.String or ScriptType.Boolean ? conversions.Convert(operand, GetNumericType(operand.Type)) : operand,
    };

    /// <summary>A comparison of two values, which are released: not flat, to be used at once.</summary>
    internal Expression Compare(TokenKind kind, TypedExpression left, TypedExpression right)
    {
        if (left.Type == ScriptType.Variant || right.Type == ScriptType.Variant)
        {
            return CompareVariants(kind, left, right);
        }

        var areTexts = left.Type == ScriptType.String && right.Type == ScriptType.String;
        var type = areTexts ? ScriptType.String : GetComparisonType(left.Type, right.Type);
        var first = conversions.Convert(left, type).Code;
        var second = conversions.Convert(right, type).Code;
        Release(first, second);
        return areTexts
            ? ToComparison(
                kind, Expression.Call(typeof(string), nameof(string.CompareOrdinal), typeArguments: null, first, second), Expression.Constant(0))
            : ToComparison(kind, first, second);
    }

    internal TypedExpression Concat(TypedExpression left, TypedExpression right)
    {
        var first = conversions.Convert(left, ScriptType.String).Code;
        var second = conversions.Convert(right, ScriptType.String).Code;
        return CallChecked(typeof(TextFunctions), nameof(TextFunctions.Concat), ScriptType.String, first, second);
    }

    /// <summary>A call of a runtime method that takes the state first and may record an error; the arguments are released.</summary>
    internal TypedExpression CallChecked(System.Type type, string method, ScriptType result, params Expression[] arguments)
    {
        var call = Expression.Call(type, method, typeArguments: null, [writer.State, .. arguments]);
        Release(arguments);
        var kept = writer.Keep(call);
        writer.FailIfError();
        return new(kept, result);
    }

    private static ScriptType GetNumericType(ScriptType type) => type switch
    {
        ScriptType.Boolean => ScriptType.Integer,
        ScriptType.String => ScriptType.Double,
        _ => type,
    };

    private static ScriptType GetWholeType(ScriptType left, ScriptType right)
        => GetNumericType(left) == ScriptType.Integer && GetNumericType(right) == ScriptType.Integer ? ScriptType.Integer : ScriptType.Long;

    /// <summary>A Single against a Double is compared as Single [documented for VBA].</summary>
    private static ScriptType GetComparisonType(ScriptType left, ScriptType right)
    {
        var type = ScriptTypes.Wider(GetNumericType(left), GetNumericType(right));
        var hasSingle = left == ScriptType.Single || right == ScriptType.Single;
        var hasDouble = left == ScriptType.Double || right == ScriptType.Double;
        return hasSingle && hasDouble ? ScriptType.Single : type;
    }

    private static BinaryExpression ToComparison(TokenKind kind, Expression left, Expression right) => kind switch
    {
        TokenKind.Equal => Expression.Equal(left, right),
        TokenKind.NotEqual => Expression.NotEqual(left, right),
        TokenKind.Less => Expression.LessThan(left, right),
        TokenKind.LessOrEqual => Expression.LessThanOrEqual(left, right),
        TokenKind.Greater => Expression.GreaterThan(left, right),
        _ => Expression.GreaterThanOrEqual(left, right),
    };

    private static UnaryExpression ToLong(Expression value) => Expression.Convert(value, typeof(long));

    private static string GetRuntimeName(TokenKind kind) => kind switch
    {
        TokenKind.Plus => nameof(VariantMath.Add),
        TokenKind.Minus => nameof(VariantMath.Subtract),
        TokenKind.Times => nameof(VariantMath.Multiply),
        TokenKind.Divide => nameof(VariantMath.Divide),
        TokenKind.IntegerDivide => nameof(VariantMath.IntegerDivide),
        TokenKind.Mod => nameof(VariantMath.Modulo),
        TokenKind.And => nameof(VariantMath.And),
        TokenKind.Or => nameof(VariantMath.Or),
        _ => nameof(VariantMath.Xor),
    };

    private BinaryExpression CompareVariants(TokenKind kind, TypedExpression left, TypedExpression right)
    {
        var first = conversions.Convert(left, ScriptType.Variant).Code;
        var second = conversions.Convert(right, ScriptType.Variant).Code;
        var leftIsDeclared = Expression.Constant(left.Type != ScriptType.Variant);
        var rightIsDeclared = Expression.Constant(right.Type != ScriptType.Variant);
        var order = CallChecked(
            typeof(VariantMath), nameof(VariantMath.Compare), ScriptType.Long, first, second, leftIsDeclared, rightIsDeclared);
        Release(order.Code);
        return ToComparison(kind, order.Code, Expression.Constant(0));
    }

    private TypedExpression Arithmetical(TokenKind kind, TypedExpression left, TypedExpression right)
    {
        if (kind == TokenKind.Power)
        {
            var number = conversions.Convert(left, ScriptType.Double).Code;
            var exponent = conversions.Convert(right, ScriptType.Double).Code;
            return CallChecked(typeof(Arithmetic), nameof(Arithmetic.Power), ScriptType.Double, number, exponent);
        }

        if (left.Type == ScriptType.Variant || right.Type == ScriptType.Variant)
        {
            return OnVariants(kind, left, right);
        }

        var type = GetArithmeticType(kind, left.Type, right.Type);
        var first = conversions.Convert(left, type).Code;
        var second = conversions.Convert(right, type).Code;
        return type is ScriptType.Integer or ScriptType.Long ? OnWholeNumbers(kind, first, second, type) : OnBroken(kind, first, second, type);
    }

    private static ScriptType GetArithmeticType(TokenKind kind, ScriptType left, ScriptType right)
    {
        var wider = ScriptTypes.Wider(GetNumericType(left), GetNumericType(right));
        return kind switch
        {
            TokenKind.Divide => wider == ScriptType.Single ? ScriptType.Single : ScriptType.Double,
            TokenKind.IntegerDivide or TokenKind.Mod => GetWholeType(left, right),
            _ => wider,
        };
    }

    private TypedExpression OnVariants(TokenKind kind, TypedExpression left, TypedExpression right)
    {
        var first = conversions.Convert(left, ScriptType.Variant).Code;
        var second = conversions.Convert(right, ScriptType.Variant).Code;
        return CallChecked(typeof(VariantMath), GetRuntimeName(kind), ScriptType.Variant, first, second);
    }

    private TypedExpression OnWholeNumbers(TokenKind kind, Expression left, Expression right, ScriptType type)
    {
        if (kind is TokenKind.IntegerDivide or TokenKind.Mod)
        {
            writer.FailIf(Expression.Equal(right, Expression.Constant(0)), ScriptErrorCode.DivisionByZero);
        }

        var wide = writer.Keep(kind switch
        {
            TokenKind.Plus => Expression.Add(ToLong(left), ToLong(right)),
            TokenKind.Minus => Expression.Subtract(ToLong(left), ToLong(right)),
            TokenKind.Times => Expression.Multiply(ToLong(left), ToLong(right)),
            TokenKind.IntegerDivide => Expression.Divide(ToLong(left), ToLong(right)),
            _ => Expression.Modulo(ToLong(left), ToLong(right)),
        });
        Release(left, right);
        var narrow = writer.Keep(conversions.Narrow(wide, type));
        Release(wide);
        return new(narrow, type);
    }

    private TypedExpression OnBroken(TokenKind kind, Expression left, Expression right, ScriptType type)
    {
        if (kind == TokenKind.Divide)
        {
            var zero = type == ScriptType.Double ? Expression.Constant(0d) : Expression.Constant(0f);
            writer.FailIf(Expression.Equal(right, zero), ScriptErrorCode.DivisionByZero);
        }

        var value = kind switch
        {
            TokenKind.Plus => Expression.Add(left, right),
            TokenKind.Minus => Expression.Subtract(left, right),
            TokenKind.Times => Expression.Multiply(left, right),
            _ => Expression.Divide(left, right),
        };
        Release(left, right);
        var kept = writer.Keep(value);
        writer.FailIf(Expression.Call(kept.Type, nameof(double.IsInfinity), typeArguments: null, kept), ScriptErrorCode.Overflow);
        return new(kept, type);
    }

    private TypedExpression Logical(TokenKind kind, TypedExpression left, TypedExpression right)
    {
        if (left.Type == ScriptType.Variant || right.Type == ScriptType.Variant)
        {
            return OnVariants(kind, left, right);
        }

        var type = left.Type == ScriptType.Boolean && right.Type == ScriptType.Boolean ? ScriptType.Boolean : GetWholeType(left.Type, right.Type);
        var first = conversions.Convert(left, type).Code;
        var second = conversions.Convert(right, type).Code;
        Release(first, second);
        var value = kind switch
        {
            TokenKind.And => Expression.And(first, second),
            TokenKind.Or => Expression.Or(first, second),
            _ => Expression.ExclusiveOr(first, second),
        };
        return new(writer.Keep(value), type);
    }

    private TypedExpression Not(TypedExpression operand)
    {
        if (operand.Type == ScriptType.Variant)
        {
            return CallChecked(typeof(VariantMath), nameof(VariantMath.Not), ScriptType.Variant, operand.Code);
        }

        var type = operand.Type == ScriptType.Boolean ? ScriptType.Boolean : GetWholeType(operand.Type, operand.Type);
        var value = conversions.Convert(operand, type).Code;
        Release(value);
        return new(writer.Keep(Expression.Not(value)), type);
    }

    private TypedExpression Negate(TypedExpression operand)
    {
        if (operand.Type == ScriptType.Variant)
        {
            return CallChecked(typeof(VariantMath), nameof(VariantMath.Negate), ScriptType.Variant, operand.Code);
        }

        var value = conversions.Convert(operand, GetNumericType(operand.Type));
        if (value.Type is ScriptType.Integer or ScriptType.Long)
        {
            return OnWholeNumbers(TokenKind.Minus, Expression.Constant(0), value.Code, value.Type);
        }

        Release(value.Code);
        return value with { Code = writer.Keep(Expression.Negate(value.Code)) };
    }

    private void Release(params Expression[] values)
    {
        foreach (var value in values)
        {
            writer.Release(value);
        }
    }
}
