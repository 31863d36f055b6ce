using System;
using NodaTime;

namespace Xlink.Sources.Formats;

/// <summary>Reads the offsets of the key <c>TimeZone</c>: <c>-2</c>, <c>2</c>, <c>-3.5</c>, <c>-08:00</c>, <c>06:30</c> [documented].</summary>
/// <remarks>[Our reading] Four digits (<c>+0530</c>) are hours and minutes, a decimal comma is one too, and no offset exceeds 18 hours.</remarks>
public static class TimeOffsetFormat
{
    private const int MaximumSeconds = 18 * 3600;

    /// <summary>Reads an offset. Allocates nothing.</summary>
    /// <param name="text">The offset as ASCII bytes, possibly with blanks around it.</param>
    /// <param name="offset">The offset.</param>
    /// <returns>Whether the text is an offset.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out Offset offset)
    {
        offset = default;
        text = AsciiText.Trim(text);
        var negative = AsciiText.TakeByte(ref text, (byte)'-');
        if (!negative)
        {
            AsciiText.TakeByte(ref text, (byte)'+');
        }

        // Hours with and without minutes or decimals are written like times of day.
        if (text.IsEmpty || !AsciiText.IsDigit(text[text.Length - 1])
            || !TimeFormat.TryParse(text, out var seconds) || seconds > MaximumSeconds)
        {
            return false;
        }

        offset = Offset.FromSeconds(negative ? -seconds : seconds);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Offset)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Offset offset)
    {
        offset = default;
        return AsciiText.TryNarrow(text, stackalloc byte[AsciiText.MaximumLength], out var ascii) && TryParse(ascii, out offset);
    }
}
