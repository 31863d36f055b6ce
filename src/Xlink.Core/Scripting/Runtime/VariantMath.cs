namespace Xlink.Scripting.Runtime;

/// <summary>
/// Operators on values whose types are known at run time only. The result has the wider of both types; unlike declared variables,
/// an Integer that overflows becomes a Long, and a Long a Double [documented for VBA].
/// </summary>
internal static class VariantMath
{
    internal static Variant Add(ScriptState state, Variant left, Variant right)
    {
        if (IsText(left) && IsText(right) && (left.IsString || right.IsString))
        {
            return Variant.FromString(TextFunctions.Concat(state, Conversion.ToText(left), Conversion.ToText(right)));
        }

        var type = Wider(left, right);
        return Narrow(state, Conversion.ToDouble(state, left) + Conversion.ToDouble(state, right), type);
    }

    internal static Variant Subtract(ScriptState state, Variant left, Variant right)
        => Narrow(state, Conversion.ToDouble(state, left) - Conversion.ToDouble(state, right), Wider(left, right));

    internal static Variant Multiply(ScriptState state, Variant left, Variant right)
        => Narrow(state, Conversion.ToDouble(state, left) * Conversion.ToDouble(state, right), Wider(left, right));

    internal static Variant Divide(ScriptState state, Variant left, Variant right)
    {
        var dividend = Conversion.ToDouble(state, left);
        var divisor = Conversion.ToDouble(state, right);
        if (divisor == 0)
        {
            state.Fail(ScriptErrorCode.DivisionByZero);
            return default;
        }

        return Narrow(state, dividend / divisor, Wider(left, right) == ScriptType.Single ? ScriptType.Single : ScriptType.Double);
    }

    internal static Variant IntegerDivide(ScriptState state, Variant left, Variant right)
        => TryWholeNumbers(state, left, right, out var dividend, out var divisor) ? Narrow(state, dividend / divisor, WholeType(left, right)) : default;

    internal static Variant Modulo(ScriptState state, Variant left, Variant right)
        => TryWholeNumbers(state, left, right, out var dividend, out var divisor) ? Narrow(state, dividend % divisor, WholeType(left, right)) : default;

    internal static Variant Negate(ScriptState state, Variant value)
        => Narrow(state, -Conversion.ToDouble(state, value), NumericType(value));

    internal static Variant Not(ScriptState state, Variant value)
        => Bits(~Conversion.ToLong(state, value), LogicalType(value, value));

    internal static Variant And(ScriptState state, Variant left, Variant right)
        => Bits(Conversion.ToLong(state, left) & Conversion.ToLong(state, right), LogicalType(left, right));

    internal static Variant Or(ScriptState state, Variant left, Variant right)
        => Bits(Conversion.ToLong(state, left) | Conversion.ToLong(state, right), LogicalType(left, right));

    internal static Variant Xor(ScriptState state, Variant left, Variant right)
        => Bits(Conversion.ToLong(state, left) ^ Conversion.ToLong(state, right), LogicalType(left, right));

    /// <summary>
    /// Less than 0, 0, or more than 0. Two Variants: a number comes before a text. A Variant against something declared takes the
    /// declared side's kind of comparison [documented for VBA].
    /// </summary>
    internal static int Compare(ScriptState state, Variant left, Variant right, bool leftIsDeclared, bool rightIsDeclared)
    {
        if (left.IsString || right.IsString)
        {
            var bothText = IsText(left) && IsText(right);
            if (bothText || (leftIsDeclared && left.IsString) || (rightIsDeclared && right.IsString))
            {
                return string.CompareOrdinal(Conversion.ToText(left), Conversion.ToText(right));
            }

            if (!leftIsDeclared && !rightIsDeclared)
            {
                return left.IsString ? 1 : -1;
            }
        }

        var first = Conversion.ToDouble(state, left);
        var second = Conversion.ToDouble(state, right);
        return Wider(left, right) == ScriptType.Double && (left.Type == ScriptType.Single || right.Type == ScriptType.Single)
            ? ((float)first).CompareTo((float)second)
            : first.CompareTo(second);
    }

    /// <summary>Whether a For loop has ended: beyond the limit in the direction of the step.</summary>
    internal static bool IsPast(ScriptState state, Variant value, Variant limit, Variant step)
    {
        var order = Conversion.ToDouble(state, value).CompareTo(Conversion.ToDouble(state, limit));
        return Conversion.ToDouble(state, step) < 0 ? order < 0 : order > 0;
    }

    internal static bool IsNumeric(ScriptState state, Variant value)
    {
        if (!value.IsString)
        {
            return true;
        }

        state.Charge(value.Text.Length / TextFunctions.CharactersPerStep);
        return NumberText.TryParse(value.Text, out _);
    }

    /// <summary>The type a value has in arithmetic.</summary>
    internal static ScriptType NumericType(Variant value) => value.Type switch
    {
        ScriptType.Empty or ScriptType.Boolean => ScriptType.Integer,
        ScriptType.String => ScriptType.Double,
        var type => type,
    };

    /// <summary>A number in the given type, or in the next wider one that it fits.</summary>
    internal static Variant Narrow(ScriptState state, double value, ScriptType type)
    {
        switch (type)
        {
            case ScriptType.Integer when value is >= short.MinValue and <= short.MaxValue:
                return Variant.FromInteger((int)value);
            case ScriptType.Integer or ScriptType.Long when value is >= int.MinValue and <= int.MaxValue:
                return Variant.FromLong((int)value);
            case ScriptType.Single:
                return Variant.FromSingle(Conversion.ToSingle(state, value));
            default:
                return Variant.FromDouble(Arithmetic.Finite(state, value));
        }
    }

    private static ScriptType Wider(Variant left, Variant right)
        => ScriptTypes.Wider(NumericType(left), NumericType(right));

    private static ScriptType WholeType(Variant left, Variant right)
        => Wider(left, right) == ScriptType.Integer ? ScriptType.Integer : ScriptType.Long;

    private static ScriptType LogicalType(Variant left, Variant right)
        => left.Type == ScriptType.Boolean && right.Type == ScriptType.Boolean ? ScriptType.Boolean : WholeType(left, right);

    private static Variant Bits(int value, ScriptType type) => type switch
    {
        ScriptType.Boolean => Variant.FromBoolean(value != 0),
        ScriptType.Integer => Variant.FromInteger(value),
        _ => Variant.FromLong(value),
    };

    private static bool TryWholeNumbers(ScriptState state, Variant left, Variant right, out long dividend, out long divisor)
    {
        dividend = Conversion.ToLong(state, left);
        divisor = Conversion.ToLong(state, right);
        if (divisor == 0)
        {
            state.Fail(ScriptErrorCode.DivisionByZero);
        }

        return divisor != 0;
    }

    private static bool IsText(Variant value) => value.Type is ScriptType.String or ScriptType.Empty;
}
