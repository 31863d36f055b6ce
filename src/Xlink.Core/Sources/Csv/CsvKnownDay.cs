using System.Runtime.CompilerServices;
using NodaTime;
using Xlink.Sources.Agents;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Reads the moments of rows that are of the same day as the last one, if nothing changes the clock on it: that takes a few integer operations.</summary>
/// <param name="where">The columns.</param>
internal sealed class CsvKnownDay(CsvTimeColumns where)
{
    private readonly int timeStampColumn = where.TimeStampColumn.GetValueOrDefault();
    private readonly int dateColumn = where.DateColumn.GetValueOrDefault();
    private readonly int timeColumn = where.TimeColumn.GetValueOrDefault();
    private readonly CsvDayText text = new();
    private long midnight;
    private int firstSecond;

    /// <summary>The day.</summary>
    internal LocalDate Date { get; private set; }

    /// <summary>Reads a moment.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="moment">The moment, in seconds of Unix time.</param>
    /// <returns><see langword="false"/> if it is of another day, or written in another way, or wrong.</returns>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryRead<TFields>(TFields fields, out long moment)
        where TFields : struct, ICsvFields
    {
        moment = 0;
        int seconds;
        if (timeStampColumn != 0)
        {
            var field = fields.Get(timeStampColumn);
            if (field.Length < text.Length || !text.IsStartOf(field) || !TimeFormat.TryParse(field.Slice(text.Length), out seconds))
            {
                return false;
            }
        }
        else if (dateColumn == 0 || !text.Is(fields.Get(dateColumn)) || !TimeFormat.TryParse(fields.Get(timeColumn), out seconds))
        {
            return false;
        }

        moment = midnight + seconds;
        return (uint)(seconds - firstSecond) < NodaConstants.SecondsPerDay;
    }

    /// <summary>Remembers the day of a row.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="time">What was read from it.</param>
    /// <param name="clock">The clock of its times.</param>
    internal void Keep<TFields>(TFields fields, CsvTimeReader.Time time, SourceClock clock)
        where TFields : struct, ICsvFields
    {
        if (!time.HasDate || time.Offset is not null || !clock.IsOrdinary(time.Date, out var start, out var first))
        {
            return;
        }

        var field = fields.Get(timeStampColumn != 0 ? timeStampColumn : dateColumn);
        if (text.TryKeep(timeStampColumn != 0 ? CsvTimeReader.FindDate(field) : field))
        {
            (midnight, firstSecond, Date) = (start, first, time.Date);
        }
    }
}
