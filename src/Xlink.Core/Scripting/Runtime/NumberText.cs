using System;
using System.Globalization;

namespace Xlink.Scripting.Runtime;

/// <summary>Numbers as text: always with a point, whatever the user's culture is.</summary>
internal static class NumberText
{
    /// <summary>Where a number without sign that begins at <paramref name="start"/> ends; <paramref name="start"/> itself if none begins there.</summary>
    internal static int FindEnd(string text, int start)
    {
        var end = SkipDigits(text, start);
        var digits = end - start;
        if (end < text.Length && text[end] == '.')
        {
            var fraction = SkipDigits(text, end + 1);
            digits += fraction - end - 1;
            end = fraction;
        }

        return digits == 0 ? start : SkipExponent(text, end);
    }

    /// <summary>The value of what <see cref="FindEnd"/> found, infinite if it is too large.</summary>
    internal static double Parse(string number)
        => double.TryParse(number.Replace('D', 'E').Replace('d', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : double.PositiveInfinity;

    /// <summary>A whole text as a number: blanks around it and a sign are fine, group separators and other bases are not [our reading].</summary>
    internal static bool TryParse(string text, out double value)
    {
        var trimmed = text.Trim();
        var start = trimmed.Length > 0 && trimmed[0] is '+' or '-' ? 1 : 0;
        var end = FindEnd(trimmed, start);
        var isNumber = end == trimmed.Length && end > start;
        value = isNumber ? Parse(trimmed.Substring(start)) : 0;
        if (start == 1 && trimmed[0] == '-')
        {
            value = -value;
        }

        return isNumber;
    }

    /// <summary>As <c>CStr</c> writes it: at most 15 significant digits.</summary>
    internal static string Format(double value) => value == 0 ? "0" : value.ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>As <c>CStr</c> writes it: at most 7 significant digits.</summary>
    internal static string Format(float value) => value == 0 ? "0" : value.ToString("G7", CultureInfo.InvariantCulture);

    /// <summary>As <c>CStr</c> writes it.</summary>
    internal static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As <c>Str</c> writes it: a blank in place of a plus sign, no 0 before the point.</summary>
    internal static string WithSignPlace(string number)
    {
        if (number.StartsWith("-0.", StringComparison.Ordinal))
        {
            return "-" + number.Substring(2);
        }

        return number[0] == '-' ? number : " " + (number.StartsWith("0.", StringComparison.Ordinal) ? number.Substring(1) : number);
    }

    private static int SkipDigits(string text, int position)
    {
        while (position < text.Length && text[position] is >= '0' and <= '9')
        {
            position++;
        }

        return position;
    }

    private static int SkipExponent(string text, int position)
    {
        if (position == text.Length || text[position] is not ('e' or 'E' or 'd' or 'D'))
        {
            return position;
        }

        var digits = position + 1;
        if (digits < text.Length && text[digits] is '+' or '-')
        {
            digits++;
        }

        var end = SkipDigits(text, digits);
        return end > digits ? end : position;
    }
}
