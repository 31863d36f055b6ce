using System.Runtime.CompilerServices;
using NodaTime;
using Xlink.Sources.Agents;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Reads from the fields of a row when its activity begins and ends.</summary>
/// <remarks>[Our reading] An empty end or duration means that the activity is still running. Decimals of a duration are cut off.</remarks>
internal sealed class CsvActivityTimes
{
    private readonly SourceClock clock;
    private readonly CsvTimeReader starts;
    private readonly CsvTimeReader? ends;
    private readonly CsvKnownDay startDay;
    private readonly CsvKnownDay? endDay;
    private readonly int durationColumn;

    /// <summary>Makes a reader. It is used by one thread at a time.</summary>
    internal CsvActivityTimes(CsvAgentDataSettings settings, DateTimeZone serverZone)
    {
        durationColumn = settings.DurationColumn.GetValueOrDefault();
        clock = new SourceClock(settings.Activities.TimeZone, serverZone);
        starts = new CsvTimeReader(settings.Start, settings.StartDateOrder, settings.StartDateOrderKey);
        ends = settings.End is { } columns ? new CsvTimeReader(columns, settings.EndDateOrder, settings.EndDateOrderKey) : null;
        startDay = new CsvKnownDay(settings.Start);
        endDay = settings.End is { } end ? new CsvKnownDay(end) : null;
    }

    /// <summary>Reads a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="span">When the activity begins and ends.</param>
    /// <param name="mistake">What is wrong, if it cannot be read.</param>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryRead<TFields>(TFields fields, out CsvActivitySpan span, out CsvMistake mistake)
        where TFields : struct, ICsvFields
    {
        span = default;
        if (!startDay.TryRead(fields, out var start))
        {
            return TryReadOther(fields, out span, out mistake);
        }

        if (!TryReadEnd(fields, startDay.Date, start, out var end, out mistake))
        {
            return false;
        }

        span = new CsvActivitySpan(start, end, RepeatedOn: null);
        return true;
    }

    /// <summary>Reads a row of another day than that of the row before.</summary>
    [MethodImpl(HotCode.Optimized)]
    private bool TryReadOther<TFields>(TFields fields, out CsvActivitySpan span, out CsvMistake mistake)
        where TFields : struct, ICsvFields
    {
        span = default;
        if (!starts.TryRead(fields, default, out var time, out mistake))
        {
            return false;
        }

        startDay.Keep(fields, time, clock);
        var start = ToMoment(time);
        if (!TryReadEnd(fields, time.Date, start, out var end, out mistake))
        {
            return false;
        }

        span = new CsvActivitySpan(start, end, time.Offset is null && clock.IsRepeated(time.Date, time.Seconds) ? time.Date : null);
        return true;
    }

    private long ToMoment(CsvTimeReader.Time time)
        => time.Offset is { } offset ? SourceClock.ToMoment(time.Date, time.Seconds, offset) : clock.ToMoment(time.Date, time.Seconds);

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadEnd<TFields>(TFields fields, LocalDate startDate, long start, out long? end, out CsvMistake mistake)
        where TFields : struct, ICsvFields
    {
        end = null;
        mistake = default;
        if (durationColumn != 0)
        {
            return TryReadDuration(fields, durationColumn, start, out end, out mistake);
        }

        if (ends is null || ends.IsEmpty(fields))
        {
            return true;
        }

        if (endDay!.TryRead(fields, out var near) && near >= start)
        {
            end = near;
            return true;
        }

        if (!ends.TryRead(fields, startDate, out var time, out mistake))
        {
            return false;
        }

        endDay.Keep(fields, time, clock);

        var moment = FindEnd(time, start);
        if (moment < start)
        {
            mistake = new CsvMistake(ends.MainColumn, SkipReason.EndBeforeStart, nameof(Messages.SourceSkipEndBeforeStart));
            return false;
        }

        end = moment;
        return true;
    }

    private long FindEnd(CsvTimeReader.Time time, long start)
    {
        if (time.Offset is not null)
        {
            return ToMoment(time);
        }

        var end = clock.ToEnd(start, time.Date, time.Seconds);
        return end < start && !time.HasDate ? clock.ToEnd(start, time.Date.PlusDays(1), time.Seconds) : end;
    }

    [MethodImpl(HotCode.Optimized)]
    private static bool TryReadDuration<TFields>(TFields fields, int column, long start, out long? end, out CsvMistake mistake)
        where TFields : struct, ICsvFields
    {
        end = null;
        mistake = default;
        var field = fields.Get(column);
        if (field.IsEmpty)
        {
            return true;
        }

        if (!NumberFormat.TryParse(field, wholeNumber: true, out var millionths) || millionths < 0)
        {
            mistake = new CsvMistake(column, SkipReason.Duration, nameof(Messages.SourceSkipDuration));
            return false;
        }

        end = start + (millionths / NumberFormat.One);
        return true;
    }
}
