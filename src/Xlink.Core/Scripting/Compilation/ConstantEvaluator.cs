using System;
using System.Threading;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>
/// Computes the values of Const and the bounds of arrays: literals, other constants and operators. An Integer that overflows becomes a
/// Long here [our reading].
/// </summary>
internal sealed class ConstantEvaluator
{
    private readonly Func<string, Symbol?> find;
    private readonly Diagnostics diagnostics;
    private readonly ScriptState state = new([], parameterCount: 0, new SharedVariables(), _ => 0);

    internal ConstantEvaluator(Func<string, Symbol?> find, Diagnostics diagnostics)
    {
        this.find = find;
        this.diagnostics = diagnostics;
        state.Begin(default, writeTo: null, CancellationToken.None);
    }

    /// <summary>The value in a type; in its own if the type is Variant.</summary>
    internal Variant Evaluate(ExpressionSyntax expression, ScriptType type)
    {
        var value = Compute(expression);
        var converted = type switch
        {
            ScriptType.Boolean => Variant.FromBoolean(Conversion.ToBoolean(state, value)),
            ScriptType.Integer => Variant.FromInteger(Conversion.ToInteger(state, value)),
            ScriptType.Long => Variant.FromLong(Conversion.ToLong(state, value)),
            ScriptType.Single => Variant.FromSingle(Conversion.ToSingle(state, value)),
            ScriptType.Double => Variant.FromDouble(Conversion.ToDouble(state, value)),
            ScriptType.String => Variant.FromString(Conversion.ToText(value)),
            _ => value,
        };
        return state.Error == ScriptErrorCode.None
            ? converted
            : throw diagnostics.Error(expression.Position, nameof(Messages.ScriptConstantInvalid));
    }

    private Variant Compute(ExpressionSyntax expression) => expression switch
    {
        LiteralSyntax literal => literal.Value,
        ParenthesisSyntax parenthesis => Compute(parenthesis.Inner),
        NameSyntax name when find(name.Name) is ConstantSymbol constant => constant.Value,
        UnarySyntax unary => Compute(unary),
        BinarySyntax binary => ComputeChain(binary),
        _ => throw diagnostics.Error(expression.Position, nameof(Messages.ScriptNotConstant)),
    };

    private Variant Compute(UnarySyntax unary)
    {
        var operand = Compute(unary.Operand);
        return unary.Operator switch
        {
            TokenKind.Not => VariantMath.Not(state, operand),
            TokenKind.Minus => VariantMath.Negate(state, operand),
            _ => operand,
        };
    }

    private Variant ComputeChain(BinarySyntax last)
    {
        var chain = last.GetChain(out var first);
        var value = Compute(first);
        foreach (var binary in chain)
        {
            value = Compute(binary.Operator, value, Compute(binary.Right));
        }

        return value;
    }

    private Variant Compute(TokenKind kind, Variant left, Variant right) => kind switch
    {
        TokenKind.Plus => VariantMath.Add(state, left, right),
        TokenKind.Minus => VariantMath.Subtract(state, left, right),
        TokenKind.Times => VariantMath.Multiply(state, left, right),
        TokenKind.Divide => VariantMath.Divide(state, left, right),
        TokenKind.IntegerDivide => VariantMath.IntegerDivide(state, left, right),
        TokenKind.Mod => VariantMath.Modulo(state, left, right),
        TokenKind.Power => Variant.FromDouble(
            Arithmetic.Power(state, Conversion.ToDouble(state, left), Conversion.ToDouble(state, right))),
        TokenKind.Ampersand => Variant.FromString(TextFunctions.Concat(state, Conversion.ToText(left), Conversion.ToText(right))),
        TokenKind.And => VariantMath.And(state, left, right),
        TokenKind.Or => VariantMath.Or(state, left, right),
        TokenKind.Xor => VariantMath.Xor(state, left, right),
        _ => Variant.FromBoolean(Holds(kind, VariantMath.Compare(state, left, right, leftIsDeclared: true, rightIsDeclared: true))),
    };

    private static bool Holds(TokenKind comparison, int order) => comparison switch
    {
        TokenKind.Equal => order == 0,
        TokenKind.NotEqual => order != 0,
        TokenKind.Less => order < 0,
        TokenKind.LessOrEqual => order <= 0,
        TokenKind.Greater => order > 0,
        _ => order >= 0,
    };
}
