using System;

namespace Xlink.Scripting.Runtime;

/// <summary>Hexadecimal and octal numbers: <c>&amp;HFF</c>, <c>&amp;O17</c>. One of 16 bits is an Integer, so <c>&amp;HFFFF</c> is -1 [documented for VBA].</summary>
internal static class RadixNumber
{
    /// <summary>Reads the number that begins at a place.</summary>
    /// <returns>Whether the place has the mark of such a number with at least one digit behind it; <paramref name="value"/> is empty if it has more than 32 bits.</returns>
    internal static bool TryRead(string text, int start, out int end, out Variant value)
    {
        value = default;
        end = start;
        var radix = GetRadix(text, start);
        if (radix == 0)
        {
            return false;
        }

        long number = 0;
        for (end = start + 2; end < text.Length && GetDigit(text[end]) < radix; end++)
        {
            number = Math.Min((number * radix) + GetDigit(text[end]), 1L << 33);
        }

        if (number <= ushort.MaxValue)
        {
            value = Variant.FromInteger((short)(ushort)number);
        }
        else if (number <= uint.MaxValue)
        {
            value = Variant.FromLong((int)(uint)number);
        }

        return end > start + 2;
    }

    private static int GetRadix(string text, int start)
    {
        if (start + 2 >= text.Length || text[start] != '&')
        {
            return 0;
        }

        return text[start + 1] switch { 'H' or 'h' => 16, 'O' or 'o' => 8, _ => 0 };
    }

    private static int GetDigit(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'F' => character - 'A' + 10,
        >= 'a' and <= 'f' => character - 'a' + 10,
        _ => int.MaxValue,
    };
}
