using System;
using System.Linq;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// A local day cut into intervals. Interval <c>i</c> begins <c>i × IntervalMinutes</c> elapsed minutes after local midnight, as in
/// <see cref="DayVector.Values"/>: a day with a clock change has fewer or more intervals.
/// </summary>
public sealed class IntervalDay
{
    private const long OrdinarySeconds = 24 * 3600;

    private readonly long start;
    private readonly long end;
    private readonly int intervalSeconds;

    /// <summary>Cuts a day into intervals.</summary>
    /// <param name="date">The local day.</param>
    /// <param name="intervalMinutes">Length of an interval in minutes; see <see cref="DayVector.IsIntervalLength"/>.</param>
    /// <param name="zone">The time zone of the server.</param>
    /// <exception cref="ArgumentOutOfRangeException">That is not an interval length.</exception>
    public IntervalDay(LocalDate date, int intervalMinutes, DateTimeZone zone)
    {
        if (!DayVector.IsIntervalLength(intervalMinutes))
        {
            throw new ArgumentOutOfRangeException(nameof(intervalMinutes), intervalMinutes, message: null);
        }

        Date = date;
        IntervalMinutes = intervalMinutes;
        Zone = zone ?? throw new ArgumentNullException(nameof(zone));
        intervalSeconds = intervalMinutes * 60;
        start = StartOf(date, zone);
        end = StartOf(date.PlusDays(1), zone);
        Count = (int)((end - start + intervalSeconds - 1) / intervalSeconds);
        IsOrdinary = end - start == OrdinarySeconds && HasOneOffset();
    }

    /// <summary>The local day.</summary>
    public LocalDate Date { get; }

    /// <summary>Length of an interval in minutes.</summary>
    public int IntervalMinutes { get; }

    /// <summary>The time zone the day is local in.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Number of intervals; the last one is cut short where the day is not a multiple of them. 0 for a day that the calendar of a zone left out.</summary>
    public int Count { get; }

    /// <summary>Whether the clock does not change on this day: it has 24 hours, and the time of day tells the interval.</summary>
    public bool IsOrdinary { get; }

    /// <summary>The moment the day begins.</summary>
    public Instant Start => Instant.FromUnixTimeSeconds(start);

    /// <summary>The moment the day ends and the next begins.</summary>
    public Instant End => Instant.FromUnixTimeSeconds(end);

    /// <summary>When an interval begins, in local time.</summary>
    /// <param name="index">The interval, 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The time with its offset from UTC.</returns>
    public OffsetDateTime GetStart(int index)
        => index >= 0 && index < Count ? AtElapsed((long)index * intervalSeconds) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>When an interval begins, in minutes after midnight by the clock.</summary>
    internal int GetStartMinute(int index)
    {
        // Of an ordinary day without asking the zone: it is asked for every value of an import.
        if (IsOrdinary)
        {
            return index * IntervalMinutes;
        }

        var time = GetStart(index);
        return (time.Hour * 60) + time.Minute;
    }

    /// <summary>When an interval ends, in local time.</summary>
    /// <param name="index">The interval, 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The time with its offset from UTC.</returns>
    public OffsetDateTime GetEnd(int index)
        => index >= 0 && index < Count
            ? AtElapsed(Math.Min((index + 1L) * intervalSeconds, end - start))
            : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The interval a moment falls into.</summary>
    /// <param name="instant">The moment.</param>
    /// <returns>The interval, or -1 if the moment is not on this day.</returns>
    public int IndexOf(Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return seconds >= start && seconds < end ? (int)((seconds - start) / intervalSeconds) : -1;
    }

    /// <summary>
    /// The interval a local time falls into. [Our reading] A time that the clock shows twice is the earlier one; a time that it leaves out is
    /// moved forward by as much as the clock was.
    /// </summary>
    /// <param name="time">The local time.</param>
    /// <returns>The interval, or -1 if the time is not on this day.</returns>
    public int IndexOf(LocalDateTime time)
    {
        if (IsOrdinary)
        {
            return time.Date == Date ? (int)(time.TimeOfDay.NanosecondOfDay / NodaConstants.NanosecondsPerSecond) / intervalSeconds : -1;
        }

        return IndexOf(time.InZoneLeniently(Zone).ToInstant());
    }

    // A midnight that the clock leaves out is moved forward, one that it shows twice is the earlier.
    private static long StartOf(LocalDate date, DateTimeZone zone) => date.AtMidnight().InZoneLeniently(zone).ToInstant().ToUnixTimeSeconds();

    // A zone may also change its name only, or its clock twice.
    private bool HasOneOffset()
    {
        var offset = Zone.GetUtcOffset(Start);
        return Zone.GetZoneIntervals(Start, End).All(interval => interval.WallOffset == offset);
    }

    private OffsetDateTime AtElapsed(long seconds) => Instant.FromUnixTimeSeconds(start + seconds).InZone(Zone).ToOffsetDateTime();
}
