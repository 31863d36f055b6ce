using System;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources.Agents;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>Reads the times of a column of the database, as the configuration says what they are.</summary>
internal sealed class UniversalTimeReader
{
    // Beyond this, Unix time is in milliseconds or worse.
    private const long MaximumSeconds = 100_000_000_000;

    private readonly TimeStampType type;
    private readonly TimeStampFormat format;
    private (short Year, ushort Month, ushort Day) lastParts;
    private LocalDate lastDate;

    /// <summary>Makes the reader of a column.</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="time">What the configuration says.</param>
    /// <param name="column">What the driver says.</param>
    /// <exception cref="XlinkException"><c>UniversalTimeStampTypeWrong</c>: the two cannot both be right.</exception>
    internal UniversalTimeReader(string externalSystem, UniversalTime time, OdbcColumn column)
    {
        this.type = time.Type;
        format = new TimeStampFormat(time.DateOrder);
        var isNumber = column.IsInteger || column.IsFloat || column.IsDecimal;
        if (time.Type == TimeStampType.UnixSeconds ? column.IsTimeStamp : time.Type == TimeStampType.DateTime && isNumber)
        {
            throw XlinkException.Create(
                nameof(Messages.UniversalTimeStampTypeWrong),
                XlinkErrorCategory.InvalidData,
                externalSystem,
                time.Key,
                time.TypeKey,
                (int)time.Type,
                (int)(isNumber ? TimeStampType.UnixSeconds : TimeStampType.DateTime));
        }

        Column = new OdbcBoundColumn(
            column.IsTimeStamp ? OdbcBuffer.TimeStamp
            : time.Type == TimeStampType.UnixSeconds && column.IsInteger ? OdbcBuffer.Integer
            : time.Type == TimeStampType.UnixSeconds && column.IsFloat ? OdbcBuffer.Double
            : OdbcBuffer.Ascii);
    }

    /// <summary>The column to bind.</summary>
    internal OdbcBoundColumn Column { get; }

    /// <summary>Reads the time of a row.</summary>
    /// <param name="index">The row of the block.</param>
    /// <param name="time">The time.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryRead(int index, out Time time)
    {
        time = default;
        return !Column.IsNull(index) && Column.Buffer switch
        {
            OdbcBuffer.TimeStamp => TryRead(Column.GetTimeStamp(index), out time),
            OdbcBuffer.Integer => TryMake(Column.GetInteger(index), out time),
            OdbcBuffer.Double => TryMake(Column.GetDouble(index), out time),
            _ => this.type == TimeStampType.UnixSeconds ? TryReadSeconds(index, out time) : TryReadText(index, out time),
        };
    }

    private static bool TryMake(double seconds, out Time time)
    {
        var fits = Math.Abs(seconds) <= MaximumSeconds;
        time = fits ? new Time(default, 0, Offset: null, (long)Math.Floor(seconds)) : default;
        return fits;
    }

    private bool TryRead(in OdbcTimeStamp found, out Time time)
    {
        time = default;
        if ((found.Year, found.Month, found.Day) != lastParts)
        {
            if (found.Year is < DateFormat.FirstYear or > DateFormat.LastYear || found.Month is < 1 or > 12
                || found.Day < 1 || found.Day > CalendarSystem.Iso.GetDaysInMonth(found.Year, found.Month))
            {
                return false;
            }

            lastDate = new LocalDate(found.Year, found.Month, found.Day);
            lastParts = (found.Year, found.Month, found.Day);
        }

        time = new Time(lastDate, (found.Hour * 3600) + (found.Minute * 60) + found.Second, Offset: null, Moment: null);
        return true;
    }

    private bool TryReadSeconds(int index, out Time time)
    {
        time = default;
        var text = AsciiText.Trim(Column.GetBytes(index, out _));
        return Utf8Parser.TryParse(text, out double seconds, out var length) && length == text.Length && TryMake(seconds, out time);
    }

    private bool TryReadText(int index, out Time time)
    {
        time = default;
        var text = Column.GetBytes(index, out var isCut);
        if (isCut || !format.TryParse(text, out var date, out var seconds, out var offset))
        {
            return false;
        }

        time = new Time(date, seconds, offset, Moment: null);
        return true;
    }

    /// <summary>A time as the database has it.</summary>
    /// <param name="Date">Its date by the source's clock.</param>
    /// <param name="Seconds">Seconds after midnight by the source's clock.</param>
    /// <param name="Offset">Its offset from UTC, if it says one.</param>
    /// <param name="Moment">Seconds of Unix time, if it is that instead of date and time.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Time(LocalDate Date, int Seconds, Offset? Offset, long? Moment)
    {
        /// <summary>The moment, if the time says it without a clock.</summary>
        internal long? OwnMoment => Moment ?? (Offset is { } offset ? SourceClock.ToMoment(Date, Seconds, offset) : null);
    }
}
