using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xlink.Sources.Formats;

/// <summary>
/// Reads the times of call data: <c>9:50 AM</c>, <c>01:34:12 AM</c>, <c>08:48</c>, <c>8:48</c>, <c>08:48:00</c>, <c>0848</c>, <c>848</c>,
/// <c>084800</c>, <c>84800</c> and decimal hours <c>.5</c>, <c>8.5</c>, <c>12,7</c> [documented].
/// </summary>
/// <remarks>
/// [Our reading] One or two digits are whole hours, as decimal hours are written when nothing is left over. <c>24:00</c>, in any form, is the
/// end of the day, that is 00:00 of the next. AM and PM may follow without a blank and in small letters; decimal hours have none.
/// Fractions of a second are cut off, decimal hours are rounded to the second.
/// </remarks>
public static class TimeFormat
{
    /// <summary>Seconds of a day of 24 hours; as a result of <c>TryParse</c> it is the end of the day.</summary>
    public const int SecondsPerDay = 24 * SecondsPerHour;

    private const int SecondsPerHour = 3600;
    private const int MaximumFractionDigits = 9;

    private enum HalfDay
    {
        None,
        Am,
        Pm,
    }

    /// <summary>Reads a time of day. Allocates nothing.</summary>
    /// <param name="text">The time as ASCII bytes, possibly with blanks around it.</param>
    /// <param name="seconds">Seconds after midnight by the clock, 0 to <see cref="SecondsPerDay"/>.</param>
    /// <returns>Whether the text is a time.</returns>
    [MethodImpl(HotCode.Optimized)]
    public static bool TryParse(ReadOnlySpan<byte> text, out int seconds)
    {
        // 08:48:00 and 08:48, the forms that most files have.
        if (text.Length == 8 && BitConverter.IsLittleEndian)
        {
            // What is left of a digit is its number, and nothing of a colon.
            var parts = MemoryMarshal.Read<ulong>(text) ^ 0x30303A30303A3030;
            if (((parts | (parts + 0x0606000606000606)) & 0xF0F0FFF0F0FFF0F0) == 0)
            {
                var hours = ((int)(parts & 0xF) * 10) + (int)((parts >> 8) & 0xF);
                var minutes = ((int)((parts >> 24) & 0xF) * 10) + (int)((parts >> 32) & 0xF);
                return TryMake(hours, minutes, ((int)((parts >> 48) & 0xF) * 10) + (int)(parts >> 56), HalfDay.None, out seconds);
            }
        }
        else if (text.Length == 5 && text[2] == ':')
        {
            var hours = AsciiText.ToTwoDigits(text[0], text[1]);
            var minutes = AsciiText.ToTwoDigits(text[3], text[4]);
            if ((hours | minutes) >= 0)
            {
                return TryMake(hours, minutes, 0, HalfDay.None, out seconds);
            }
        }

        seconds = 0;
        text = AsciiText.Trim(text);
        var half = TakeHalfDay(ref text);
        if (text.IndexOf((byte)':') >= 0)
        {
            return TryParseClock(text, half, out seconds);
        }

        return text.IndexOfAny((byte)'.', (byte)',') >= 0
            ? half == HalfDay.None && TryParseDecimalHours(text, out seconds)
            : TryParseDigits(text, half, out seconds);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out int)"/>
    [MethodImpl(HotCode.Optimized)]
    public static bool TryParse(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        return AsciiText.TryNarrow(text, stackalloc byte[AsciiText.MaximumLength], out var ascii) && TryParse(ascii, out seconds);
    }

    [MethodImpl(HotCode.Optimized)]
    private static HalfDay TakeHalfDay(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || (text[text.Length - 1] | 0x20) != 'm')
        {
            return HalfDay.None;
        }

        var half = (text[text.Length - 2] | 0x20) switch
        {
            'a' => HalfDay.Am,
            'p' => HalfDay.Pm,
            _ => HalfDay.None,
        };
        if (half != HalfDay.None)
        {
            text = AsciiText.Trim(text.Slice(0, text.Length - 2));
        }

        return half;
    }

    [MethodImpl(HotCode.Optimized)]
    private static bool TryParseClock(ReadOnlySpan<byte> text, HalfDay half, out int seconds)
    {
        seconds = 0;
        var second = 0;
        if (AsciiText.TakeDigits(ref text, 2, out var hour) == 0
            || !AsciiText.TakeByte(ref text, (byte)':')
            || AsciiText.TakeDigits(ref text, 2, out var minute) != 2)
        {
            return false;
        }

        if (AsciiText.TakeByte(ref text, (byte)':'))
        {
            if (AsciiText.TakeDigits(ref text, 2, out second) != 2)
            {
                return false;
            }

            if (AsciiText.TakeByte(ref text, (byte)'.') || AsciiText.TakeByte(ref text, (byte)','))
            {
                return !text.IsEmpty && AsciiText.AreDigits(text) && TryMake(hour, minute, second, half, out seconds);
            }
        }

        return text.IsEmpty && TryMake(hour, minute, second, half, out seconds);
    }

    private static bool TryParseDigits(ReadOnlySpan<byte> text, HalfDay half, out int seconds)
    {
        seconds = 0;
        if (text.Length is < 1 or > 6 || !AsciiText.AreDigits(text))
        {
            return false;
        }

        var number = AsciiText.ToNumber(text);
        return text.Length switch
        {
            <= 2 => TryMake(number, 0, 0, half, out seconds),
            <= 4 => TryMake(number / 100, number % 100, 0, half, out seconds),
            _ => TryMake(number / 10000, number / 100 % 100, number % 100, half, out seconds),
        };
    }

    private static bool TryParseDecimalHours(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.IsEmpty || AsciiText.TakeDigits(ref text, 2, out var hours) == 0 && AsciiText.IsDigit(text[0]))
        {
            return false;
        }

        if (text.Length < 2 || text[0] is not ((byte)'.' or (byte)',') || !AsciiText.AreDigits(text.Slice(1)))
        {
            return false;
        }

        var digits = text.Slice(1, Math.Min(text.Length - 1, MaximumFractionDigits));
        var scale = 1L;
        for (var i = 0; i < digits.Length; i++)
        {
            scale *= 10;
        }

        var fraction = ((AsciiText.ToNumber(digits) * (long)SecondsPerHour) + (scale / 2)) / scale;
        seconds = (hours * SecondsPerHour) + (int)fraction;
        return seconds <= SecondsPerDay;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMake(int hour, int minute, int second, HalfDay half, out int seconds)
    {
        seconds = 0;
        if (minute > 59 || second > 59)
        {
            return false;
        }

        if (half != HalfDay.None)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (half == HalfDay.Pm ? 12 : 0);
        }

        seconds = (hour * SecondsPerHour) + (minute * 60) + second;
        return seconds <= SecondsPerDay;
    }
}
