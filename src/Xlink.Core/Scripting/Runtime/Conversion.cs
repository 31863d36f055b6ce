using System;
using System.Runtime.CompilerServices;

namespace Xlink.Scripting.Runtime;

/// <summary>
/// VBA's conversions. Numbers become integers by rounding half to even, a text must be a number as a whole, True is -1.
/// </summary>
internal static class Conversion
{
    internal static double ToDouble(ScriptState state, string text)
    {
        state.Charge(text.Length / TextFunctions.CharactersPerStep);
        if (!NumberText.TryParse(text, out var value))
        {
            state.Fail(ScriptErrorCode.TypeMismatch, Quote(text));
        }
        else if (double.IsInfinity(value))
        {
            state.Fail(ScriptErrorCode.Overflow);
            value = 0;
        }

        return value;
    }

    internal static float ToSingle(ScriptState state, string text) => ToSingle(state, ToDouble(state, text));

    internal static int ToInteger(ScriptState state, string text) => ToInteger(state, ToDouble(state, text));

    internal static int ToLong(ScriptState state, string text) => ToLong(state, ToDouble(state, text));

    internal static bool ToBoolean(ScriptState state, string text)
    {
        if (string.Equals(text.Trim(), "True", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return !string.Equals(text.Trim(), "False", StringComparison.OrdinalIgnoreCase) && ToDouble(state, text) != 0;
    }

    internal static float ToSingle(ScriptState state, double value)
    {
        var single = (float)value;
        if (!float.IsInfinity(single))
        {
            return single;
        }

        state.Fail(ScriptErrorCode.Overflow);
        return 0;
    }

    internal static int ToInteger(ScriptState state, double value) => Round(state, value, short.MinValue, short.MaxValue);

    internal static int ToLong(ScriptState state, double value) => Round(state, value, int.MinValue, int.MaxValue);

    internal static double ToDouble(ScriptState state, Variant value) => value.IsString ? ToDouble(state, value.Text) : value.Number;

    internal static float ToSingle(ScriptState state, Variant value) => ToSingle(state, ToDouble(state, value));

    internal static int ToInteger(ScriptState state, Variant value) => ToInteger(state, ToDouble(state, value));

    internal static int ToLong(ScriptState state, Variant value) => ToLong(state, ToDouble(state, value));

    internal static bool ToBoolean(ScriptState state, Variant value) => value.IsString ? ToBoolean(state, value.Text) : value.Number != 0;

    internal static string ToText(Variant value) => value.Type switch
    {
        ScriptType.Empty => string.Empty,
        ScriptType.Boolean => ToText(value.Number != 0),
        ScriptType.Single => NumberText.Format((float)value.Number),
        ScriptType.String => value.Text,
        _ => NumberText.Format(value.Number),
    };

    internal static string ToText(bool value) => value ? "True" : "False";

    internal static string ToText(int value) => NumberText.Format(value);

    internal static string ToText(float value) => NumberText.Format(value);

    internal static string ToText(double value) => NumberText.Format(value);

    /// <summary>Not to be inlined: Mono would compute it in advance for a constant, and round half up then.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double RoundHalfToEven(double value) => Math.Round(value);

    private static int Round(ScriptState state, double value, int lowest, int highest)
    {
        var rounded = Math.Round(value);
        if (rounded >= lowest && rounded <= highest)
        {
            return (int)rounded;
        }

        state.Fail(ScriptErrorCode.Overflow);
        return 0;
    }

    private static string Quote(string text) => "'" + (text.Length > 40 ? text.Substring(0, 40) + "…" : text) + "'";
}
