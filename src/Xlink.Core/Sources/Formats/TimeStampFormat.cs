using System;
using NodaTime;

namespace Xlink.Sources.Formats;

/// <summary>
/// Reads timestamps: a date, <c>T</c> or a blank, a time, and optionally <c>Z</c> or an offset such as <c>+00:00</c> [documented].
/// </summary>
/// <remarks>
/// [Our reading] <c>Z</c> and an offset make the timestamp a moment in time, which is converted to the server's time zone; the key
/// <c>TimeZone</c> applies only to timestamps without either.
/// </remarks>
public sealed class TimeStampFormat
{
    private readonly DateFormat dates;

    /// <summary>Makes the format for one order of day, month and year.</summary>
    /// <param name="order">The order.</param>
    public TimeStampFormat(DateOrder order) => dates = new DateFormat(order);

    /// <summary>Reads a timestamp. Allocates nothing.</summary>
    /// <param name="text">The timestamp as ASCII bytes, possibly with blanks around it.</param>
    /// <param name="date">Its date, as written.</param>
    /// <param name="seconds">Its time, as written, in seconds after midnight, 0 to <see cref="TimeFormat.SecondsPerDay"/>.</param>
    /// <param name="offset">Its offset from UTC, or <see langword="null"/> if it has none.</param>
    /// <returns>Whether the text is a timestamp.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out LocalDate date, out int seconds, out Offset? offset)
    {
        date = default;
        seconds = 0;
        offset = null;
        text = AsciiText.Trim(text);
        var end = text.IndexOfAny((byte)'T', (byte)' ', (byte)'t');
        if (end < 0)
        {
            return false;
        }

        var time = text.Slice(end + 1);
        if (TryTakeOffset(ref time, out var found) && dates.TryParse(text.Slice(0, end), out date) && TimeFormat.TryParse(time, out seconds))
        {
            offset = found;
            return true;
        }

        return false;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out LocalDate, out int, out Offset?)"/>
    public bool TryParse(ReadOnlySpan<char> text, out LocalDate date, out int seconds, out Offset? offset)
    {
        date = default;
        seconds = 0;
        offset = null;
        return AsciiText.TryNarrow(text, stackalloc byte[AsciiText.MaximumLength], out var ascii)
            && TryParse(ascii, out date, out seconds, out offset);
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<byte> time, out Offset? offset)
    {
        offset = null;
        if (!time.IsEmpty && (time[time.Length - 1] | 0x20) == 'z')
        {
            time = time.Slice(0, time.Length - 1);
            offset = Offset.Zero;
            return true;
        }

        var sign = time.IndexOfAny((byte)'+', (byte)'-');
        if (sign < 0)
        {
            return true;
        }

        var found = TimeOffsetFormat.TryParse(time.Slice(sign), out var value);
        offset = value;
        time = time.Slice(0, sign);
        return found;
    }
}
