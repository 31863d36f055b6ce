using System;

namespace Xlink.Scripting.Runtime;

/// <summary>Operators and functions on numbers whose error cases need more than a comparison.</summary>
internal static class Arithmetic
{
    private const int LargestRounding = 15;

    /// <summary><c>^</c>: 0 to a negative power and a negative number to a broken one are invalid [documented for VBA].</summary>
    internal static double Power(ScriptState state, double number, double exponent)
    {
        if ((number == 0 && exponent < 0) || (number < 0 && exponent != Math.Floor(exponent)))
        {
            state.Fail(ScriptErrorCode.InvalidArgument, "^");
            return 0;
        }

        return Finite(state, Math.Pow(number, exponent));
    }

    internal static double Sqr(ScriptState state, double number)
    {
        if (number < 0)
        {
            state.Fail(ScriptErrorCode.InvalidArgument, "Sqr");
            return 0;
        }

        return Math.Sqrt(number);
    }

    internal static double Exp(ScriptState state, double number) => Finite(state, Math.Exp(number));

    internal static double Log(ScriptState state, double number)
    {
        if (number <= 0)
        {
            state.Fail(ScriptErrorCode.InvalidArgument, "Log");
            return 0;
        }

        return Math.Log(number);
    }

    internal static int Sgn(double number) => Math.Sign(number);

    internal static double Round(double number) => Math.Round(number);

    /// <summary>Rounds half to even, as VBA does.</summary>
    internal static double Round(ScriptState state, double number, int digits)
    {
        if (digits is < 0 or > LargestRounding)
        {
            state.Fail(ScriptErrorCode.InvalidArgument, "Round");
            return 0;
        }

        return Math.Round(number, digits);
    }

    internal static double Int(double number) => Math.Floor(number);

    internal static double Fix(double number) => Math.Truncate(number);

    internal static Variant Abs(ScriptState state, Variant value) => Map(state, value, Math.Abs);

    internal static Variant Int(ScriptState state, Variant value) => Map(state, value, Math.Floor);

    internal static Variant Fix(ScriptState state, Variant value) => Map(state, value, Math.Truncate);

    internal static double Finite(ScriptState state, double value)
    {
        if (!double.IsInfinity(value))
        {
            return value;
        }

        state.Fail(ScriptErrorCode.Overflow);
        return 0;
    }

    private static Variant Map(ScriptState state, Variant value, Func<double, double> function)
        => VariantMath.Narrow(state, function(Conversion.ToDouble(state, value)), VariantMath.NumericType(value));
}
