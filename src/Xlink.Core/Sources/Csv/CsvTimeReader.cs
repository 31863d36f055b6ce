using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Reads when an activity begins or ends from the columns of a row.</summary>
/// <param name="where">The columns.</param>
/// <param name="order">The order of the parts of a date.</param>
/// <param name="orderKey">The key that the order comes from, for messages.</param>
internal sealed class CsvTimeReader(CsvTimeColumns where, DateOrder order, string orderKey)
{
    private readonly DateFormat dates = new(order);
    private readonly TimeStampFormat timeStamps = new(order);

    // The last date; of a timestamp, what parts it from the time is the last byte.
    private readonly byte[] lastText = new byte[16];
    private int lastTextLength;
    private LocalDate lastDate;

    /// <summary>The column of the time, counted from 1.</summary>
    internal int MainColumn { get; } = (where.TimeStampColumn ?? where.TimeColumn).GetValueOrDefault();

    /// <summary>Whether the row says nothing.</summary>
    internal bool IsEmpty<TFields>(TFields fields)
        where TFields : struct, ICsvFields => fields.Get(MainColumn).IsEmpty;

    /// <summary>Reads the time.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="defaultDate">The date of a row that has no column for it.</param>
    /// <param name="time">The time, as written.</param>
    /// <param name="mistake">What is wrong, if it is none.</param>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryRead<TFields>(TFields fields, LocalDate defaultDate, out Time time, out CsvMistake mistake)
        where TFields : struct, ICsvFields
    {
        mistake = default;
        if (where.TimeStampColumn is not null)
        {
            if (TryReadTimeStamp(fields.Get(MainColumn), out time))
            {
                return true;
            }

            mistake = new CsvMistake(MainColumn, SkipReason.TimeStamp, nameof(Messages.SourceSkipTimeStamp), orderKey);
            return false;
        }

        time = default;
        var date = defaultDate;
        if (where.DateColumn is { } dateColumn && !TryReadDate(fields.Get(dateColumn), out date))
        {
            mistake = new CsvMistake(dateColumn, SkipReason.Date, nameof(Messages.SourceSkipDate), orderKey);
            return false;
        }

        if (!TimeFormat.TryParse(fields.Get(MainColumn), out var seconds))
        {
            mistake = new CsvMistake(MainColumn, SkipReason.Time, nameof(Messages.SourceSkipTime));
            return false;
        }

        time = new Time(date, seconds, Offset: null, where.DateColumn is not null);
        return true;
    }

    /// <summary>The date of a timestamp with what parts it from the time.</summary>
    internal static ReadOnlySpan<byte> FindDate(ReadOnlySpan<byte> timeStamp) => timeStamp.Slice(0, timeStamp.IndexOfAny((byte)'T', (byte)' ', (byte)'t') + 1);

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadTimeStamp(ReadOnlySpan<byte> field, out Time time)
    {
        // Neighbouring rows mostly have the same date, and a time without an offset is read like any other time.
        if (lastTextLength != 0
            && field.StartsWith(lastText.AsSpan(0, lastTextLength))
            && TimeFormat.TryParse(field.Slice(lastTextLength), out var seconds))
        {
            time = new Time(lastDate, seconds, Offset: null, HasDate: true);
            return true;
        }

        var found = timeStamps.TryParse(field, out var date, out seconds, out var offset);
        time = new Time(date, seconds, offset, HasDate: true);
        if (found)
        {
            Keep(FindDate(field), date);
        }

        return found;
    }

    [MethodImpl(HotCode.Optimized)]
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

        Keep(field, date);
        return true;
    }

    private void Keep(ReadOnlySpan<byte> field, LocalDate date)
    {
        if (field.Length <= lastText.Length)
        {
            field.CopyTo(lastText);
            (lastTextLength, lastDate) = (field.Length, date);
        }
    }

    /// <summary>A time as written.</summary>
    /// <param name="Date">The date.</param>
    /// <param name="Seconds">Seconds after midnight by the clock.</param>
    /// <param name="Offset">Its offset from UTC, if the row says it.</param>
    /// <param name="HasDate">Whether the row says the date.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Time(LocalDate Date, int Seconds, Offset? Offset, bool HasDate);
}
