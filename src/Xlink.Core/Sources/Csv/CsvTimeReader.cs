using System;
using System.Runtime.InteropServices;
using CsvHelper;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Reads when an activity begins or ends from the columns of a row.</summary>
/// <param name="where">The columns.</param>
/// <param name="order">The order of the parts of a date.</param>
/// <param name="orderKey">The key that the order comes from, for messages.</param>
/// <param name="columns">The columns that rows have.</param>
internal sealed class CsvTimeReader(CsvTimeColumns where, DateOrder order, string orderKey, CsvColumns columns)
{
    private readonly DateFormat dates = new(order);
    private readonly TimeStampFormat timeStamps = new(order);
    private readonly byte[] lastText = new byte[16];
    private int lastTextLength;
    private LocalDate lastDate;

    /// <summary>Whether the row says nothing.</summary>
    internal bool IsEmpty(CsvReader row) => row.GetSpan((where.TimeStampColumn ?? where.TimeColumn.GetValueOrDefault()) - 1).IsEmpty;

    /// <summary>Reads the time; what is none is reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="defaultDate">The date of a row that has no column for it.</param>
    /// <param name="time">The time, as written.</param>
    internal bool TryRead(CsvReader row, LocalDate defaultDate, out Time time)
        => where.TimeStampColumn is { } column ? TryReadTimeStamp(row, column, out time) : TryReadDateAndTime(row, defaultDate, out time);

    private bool TryReadTimeStamp(CsvReader row, int column, out Time time)
    {
        var found = timeStamps.TryParse(row.GetSpan(column - 1), out var date, out var seconds, out var offset);
        time = new Time(date, seconds, offset, HasDate: true);
        if (!found)
        {
            columns.Skip(row, column, SkipReason.TimeStamp, nameof(Messages.SourceSkipTimeStamp), orderKey);
        }

        return found;
    }

    private bool TryReadDateAndTime(CsvReader row, LocalDate defaultDate, out Time time)
    {
        time = default;
        var date = defaultDate;
        if (where.DateColumn is { } dateColumn && !TryReadDate(row.GetSpan(dateColumn - 1), out date))
        {
            columns.Skip(row, dateColumn, SkipReason.Date, nameof(Messages.SourceSkipDate), orderKey);
            return false;
        }

        var timeColumn = where.TimeColumn.GetValueOrDefault();
        if (!TimeFormat.TryParse(row.GetSpan(timeColumn - 1), out var seconds))
        {
            columns.Skip(row, timeColumn, SkipReason.Time, nameof(Messages.SourceSkipTime));
            return false;
        }

        time = new Time(date, seconds, Offset: null, where.DateColumn is not null);
        return true;
    }

    private bool TryReadDate(ReadOnlySpan<byte> field, out LocalDate date)
    {
        // Neighbouring rows mostly have the same date.
        if (lastTextLength != 0 && field.SequenceEqual(lastText.AsSpan(0, lastTextLength)))
        {
            date = lastDate;
            return true;
        }

        if (!dates.TryParse(field, out date))
        {
            return false;
        }

        if (field.Length <= lastText.Length)
        {
            field.CopyTo(lastText);
            (lastTextLength, lastDate) = (field.Length, date);
        }

        return true;
    }

    /// <summary>A time as written.</summary>
    /// <param name="Date">The date.</param>
    /// <param name="Seconds">Seconds after midnight by the clock.</param>
    /// <param name="Offset">Its offset from UTC, if the row says it.</param>
    /// <param name="HasDate">Whether the row says the date.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Time(LocalDate Date, int Seconds, Offset? Offset, bool HasDate);
}
