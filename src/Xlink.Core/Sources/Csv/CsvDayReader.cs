using System;
using System.Runtime.CompilerServices;
using Xlink.Importing;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Finds which day a date column means. Neighbouring rows mostly have the same date, so the last one is remembered as text.</summary>
/// <param name="order">The order of a date.</param>
/// <param name="calendar">The days that are wanted.</param>
internal sealed class CsvDayReader(DateOrder order, IntervalCalendar calendar)
{
    private readonly DateFormat dates = new(order);

    // Longer dates are blanks for the most part, and not worth remembering.
    private readonly byte[] lastDate = new byte[16];
    private int lastDateLength;
    private int lastDayIndex;

    /// <summary>Reads a date.</summary>
    /// <param name="field">The date as the file has it.</param>
    /// <param name="dayIndex">The day, as <see cref="IntervalCalendar.GetDayIndex"/> gives it.</param>
    /// <returns>Whether it is a date.</returns>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryRead(ReadOnlySpan<byte> field, out int dayIndex)
    {
        if (!field.IsEmpty && field.SequenceEqual(lastDate.AsSpan(0, lastDateLength)))
        {
            dayIndex = lastDayIndex;
            return true;
        }

        dayIndex = 0;
        if (!dates.TryParse(field, out var date))
        {
            return false;
        }

        dayIndex = calendar.GetDayIndex(date);
        if (field.Length <= lastDate.Length)
        {
            field.CopyTo(lastDate);
            lastDateLength = field.Length;
            lastDayIndex = dayIndex;
        }

        return true;
    }
}
