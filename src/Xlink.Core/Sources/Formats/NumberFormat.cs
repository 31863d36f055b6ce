using System;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Formats;

/// <summary>Reads the values of call data as exact numbers in millionths, so that sums do not depend on the order of the rows.</summary>
/// <remarks>
/// Without <c>AHTColumn</c> values are whole numbers without decimals [documented]: decimals are cut off. [Our reading] With it they may have
/// decimals behind <c>.</c> or <c>,</c>, of which six count. A sign may stand in front. Thousands separators are not read, because
/// <c>1.234</c> would then have two meanings; neither are exponents. Values have at most nine digits before the decimals, more than a
/// stored value can hold.
/// </remarks>
public static class NumberFormat
{
    /// <summary>What 1 is read as.</summary>
    public const long One = 1_000_000;

    private const int MaximumWholeDigits = 9;
    private const int FractionDigits = 6;

    /// <summary>Reads a number. Allocates nothing.</summary>
    /// <param name="text">The number as ASCII bytes, possibly with blanks around it.</param>
    /// <param name="wholeNumber">Whether decimals are cut off.</param>
    /// <param name="millionths">The number × 1,000,000.</param>
    /// <returns>Whether the text is a number.</returns>
    [MethodImpl(HotCode.Optimized)]
    public static bool TryParse(ReadOnlySpan<byte> text, bool wholeNumber, out long millionths)
    {
        // Nearly all values are a few digits and nothing else.
        if ((uint)(text.Length - 1) < MaximumWholeDigits && AsciiText.TryToNumber(text, out var number))
        {
            millionths = number * One;
            return true;
        }

        millionths = 0;
        text = AsciiText.Trim(text);
        var negative = AsciiText.TakeByte(ref text, (byte)'-');
        if (!negative)
        {
            AsciiText.TakeByte(ref text, (byte)'+');
        }

        var separator = text.IndexOfAny((byte)'.', (byte)',');
        var whole = separator < 0 ? text : text.Slice(0, separator);
        var fraction = separator < 0 ? default : text.Slice(separator + 1);
        if (whole.Length + fraction.Length == 0 || !AsciiText.AreDigits(whole) || !AsciiText.AreDigits(fraction))
        {
            return false;
        }

        while (!whole.IsEmpty && whole[0] == '0')
        {
            whole = whole.Slice(1);
        }

        if (whole.Length > MaximumWholeDigits)
        {
            return false;
        }

        millionths = AsciiText.ToNumber(whole) * One;
        if (!wholeNumber)
        {
            millionths += ToMillionths(fraction);
        }

        if (negative)
        {
            millionths = -millionths;
        }

        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, bool, out long)"/>
    [MethodImpl(HotCode.Optimized)]
    public static bool TryParse(ReadOnlySpan<char> text, bool wholeNumber, out long millionths)
    {
        millionths = 0;
        return AsciiText.TryNarrow(text, stackalloc byte[AsciiText.MaximumLength], out var ascii)
            && TryParse(ascii, wholeNumber, out millionths);
    }

    private static int ToMillionths(ReadOnlySpan<byte> fraction)
    {
        var value = 0;
        for (var i = 0; i < FractionDigits; i++)
        {
            value = (value * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        }

        return value;
    }
}
