using System;
using NodaTime;

namespace Xlink.Sources.Formats;

/// <summary>
/// Reads the dates of call data: <c>02/09/2019</c>, <c>02/09/19</c>, <c>2/9/19</c>, <c>020919</c>, <c>02092019</c> in the order of
/// <see cref="DateOrder"/>, with the separators <c>.</c>, <c>-</c>, <c>/</c> or none [documented].
/// </summary>
/// <remarks>
/// [Our reading] Both separators of a date are the same. Two digits of a year mean 1980 to 2079. A four-digit year lies from
/// <see cref="FirstYear"/> to <see cref="LastYear"/>: anything else is a typing error, not call data.
/// </remarks>
public sealed class DateFormat
{
    /// <summary>The first year that is taken for one.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last year that is taken for one.</summary>
    public const int LastYear = 2199;

    // Two-digit years below this are of this century.
    private const int CenturyPivot = 80;

    /// <summary>Makes the format for one order.</summary>
    /// <param name="order">The order of day, month and year.</param>
    public DateFormat(DateOrder order) => Order = order;

    /// <summary>The order of day, month and year.</summary>
    public DateOrder Order { get; }

    /// <summary>Reads a date. Allocates nothing.</summary>
    /// <param name="text">The date as ASCII bytes, possibly with blanks around it.</param>
    /// <param name="date">The date, if there is one.</param>
    /// <returns>Whether the text is a date in this order.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out LocalDate date)
    {
        text = AsciiText.Trim(text);
        return AsciiText.AreDigits(text) ? TryParseDigits(text, out date) : TryParseSeparated(text, out date);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out LocalDate)"/>
    public bool TryParse(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        return AsciiText.TryNarrow(text, stackalloc byte[AsciiText.MaximumLength], out var ascii) && TryParse(ascii, out date);
    }

    private bool TryParseDigits(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length is not (6 or 8))
        {
            return false;
        }

        var yearDigits = text.Length - 4;
        var yearFirst = Order == DateOrder.Ymd;
        var year = yearFirst ? text.Slice(0, yearDigits) : text.Slice(4);
        var rest = yearFirst ? text.Slice(yearDigits) : text.Slice(0, 4);
        return TryMake(
            AsciiText.ToNumber(year), yearDigits, AsciiText.ToNumber(rest.Slice(0, 2)), AsciiText.ToNumber(rest.Slice(2)), out date);
    }

    private bool TryParseSeparated(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        var firstDigits = AsciiText.TakeDigits(ref text, 4, out var first);
        if (firstDigits == 0 || text.IsEmpty || text[0] is not ((byte)'.' or (byte)'-' or (byte)'/'))
        {
            return false;
        }

        var separator = text[0];
        text = text.Slice(1);
        var secondDigits = AsciiText.TakeDigits(ref text, 2, out var second);
        if (secondDigits == 0 || !AsciiText.TakeByte(ref text, separator))
        {
            return false;
        }

        var thirdDigits = AsciiText.TakeDigits(ref text, 4, out var third);
        if (thirdDigits == 0 || !text.IsEmpty)
        {
            return false;
        }

        return Order == DateOrder.Ymd
            ? thirdDigits <= 2 && TryMake(first, firstDigits, second, third, out date)
            : firstDigits <= 2 && TryMake(third, thirdDigits, first, second, out date);
    }

    /// <summary>Makes the date from its year and the two other parts in file order.</summary>
    private bool TryMake(int year, int yearDigits, int part1, int part2, out LocalDate date)
    {
        date = default;
        if (yearDigits == 2)
        {
            year += year < CenturyPivot ? 2000 : 1900;
        }
        else if (yearDigits != 4 || year is < FirstYear or > LastYear)
        {
            return false;
        }

        var (month, day) = Order == DateOrder.Dmy ? (part2, part1) : (part1, part2);
        if (month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        date = new LocalDate(year, month, day);
        return true;
    }
}
