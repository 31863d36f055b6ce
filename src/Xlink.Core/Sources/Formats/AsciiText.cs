using System;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Formats;

/// <summary>What the formats share: they read ASCII bytes, the form in which files are read.</summary>
internal static class AsciiText
{
    // Longer than the longest timestamp or number that makes sense.
    internal const int MaximumLength = 64;

    /// <summary>Narrows characters to bytes, so that one set of rules serves both.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="buffer">Room for <see cref="MaximumLength"/> bytes.</param>
    /// <param name="ascii">The bytes in <paramref name="buffer"/>.</param>
    /// <returns><see langword="false"/> if the text is too long or not ASCII: no format allows that.</returns>
    internal static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> buffer, out ReadOnlySpan<byte> ascii)
    {
        ascii = default;
        if (text.Length > buffer.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7F)
            {
                return false;
            }

            buffer[i] = (byte)text[i];
        }

        ascii = buffer.Slice(0, text.Length);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    internal static bool AreDigits(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (!IsDigit(value))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
        => text.IsEmpty || (!IsBlank(text[0]) && !IsBlank(text[text.Length - 1])) ? text : TrimBlanks(text);

    /// <summary>Takes digits off the front of a text.</summary>
    /// <param name="text">The text; afterwards what follows the digits.</param>
    /// <param name="maximum">The most digits allowed, at most 9.</param>
    /// <param name="value">The number they make.</param>
    /// <returns>How many digits there were; 0 if there were none or more than <paramref name="maximum"/>.</returns>
    internal static int TakeDigits(ref ReadOnlySpan<byte> text, int maximum, out int value)
    {
        value = 0;
        var length = 0;
        while (length < text.Length && IsDigit(text[length]))
        {
            if (length == maximum)
            {
                return 0;
            }

            value = (value * 10) + (text[length] - '0');
            length++;
        }

        text = text.Slice(length);
        return length;
    }

    /// <summary>Takes one given byte off the front of a text.</summary>
    internal static bool TakeByte(ref ReadOnlySpan<byte> text, byte value)
    {
        if (text.IsEmpty || text[0] != value)
        {
            return false;
        }

        text = text.Slice(1);
        return true;
    }

    /// <summary>The number that a text of at most 9 bytes makes, if it consists of digits only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryToNumber(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var value in text)
        {
            var digit = (uint)(value - '0');
            if (digit > 9)
            {
                return false;
            }

            number = (number * 10) + (int)digit;
        }

        return true;
    }

    /// <summary>The number that the first bytes of a text make, if they are digits.</summary>
    /// <param name="text">Eight bytes of the text, the first of them lowest.</param>
    /// <param name="count">How many of them count, 1 to 8.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryToNumber(ulong text, int count, out long number)
    {
        // Zeros in front, in the place of what does not count; pairs of digits are put together, then pairs of pairs, then all.
        var digits = (text ^ 0x3030303030303030) << (8 * (sizeof(ulong) - count));
        var pairs = unchecked((digits * 10) + (digits >> 8));
        number = unchecked((uint)((((pairs & 0x000000FF000000FF) * 0x000F424000000064) + (((pairs >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32));
        return ((digits | (digits + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0) == 0;
    }

    /// <summary>The number that two digits make; negative if they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ToTwoDigits(byte first, byte second)
        => IsDigit(first) && IsDigit(second) ? ((first - '0') * 10) + second - '0' : int.MinValue;

    /// <summary>The number that some digits make; at most 9 of them.</summary>
    internal static int ToNumber(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text.Slice(start, end - start);
    }
}
