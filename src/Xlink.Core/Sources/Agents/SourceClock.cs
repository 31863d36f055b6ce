using NodaTime;
using Xlink.Importing;

namespace Xlink.Sources.Agents;

/// <summary>Turns the dates and times of rows into moments, as seconds of Unix time. Neighbouring rows of one day cost a few integer operations.</summary>
/// <remarks>[Our reading] A time that the clock shows twice is the earlier one; a time that it leaves out is moved forward by as much as the clock was.</remarks>
internal sealed class SourceClock
{
    private const int SecondsPerDay = 24 * 3600;

    private readonly DateTimeZone zone;
    private readonly int offsetSeconds;
    private IntervalDay day;
    private long dayStart;

    /// <summary>Makes the clock of a source.</summary>
    /// <param name="settings">How its time differs from local time.</param>
    /// <param name="serverZone">The zone of local time.</param>
    internal SourceClock(ActivitySettings settings, DateTimeZone serverZone)
    {
        this.zone = settings.TimeZone ?? serverZone;
        offsetSeconds = settings.TimeZone is null ? settings.TimeOffset.Seconds : 0;
        day = new IntervalDay(NodaConstants.UnixEpoch.InUtc().Date, 60, this.zone);
        dayStart = day.Start.ToUnixTimeSeconds();
    }

    /// <summary>The moment of a time by the source's clock.</summary>
    /// <param name="date">The date.</param>
    /// <param name="seconds">Seconds after midnight by the clock.</param>
    internal long ToMoment(LocalDate date, int seconds)
    {
        if (date != day.Date)
        {
            day = new IntervalDay(date, 60, this.zone);
            dayStart = day.Start.ToUnixTimeSeconds();
        }

        var second = seconds + offsetSeconds;
        return day.IsOrdinary && (uint)second < SecondsPerDay
            ? dayStart + second
            : ToLocal(date, seconds).InZoneLeniently(this.zone).ToInstant().ToUnixTimeSeconds();
    }

    /// <summary>The moment an activity ends. [Our reading] A time that the clock shows twice is the later one if the earlier is before the start.</summary>
    /// <param name="start">When it begins.</param>
    /// <param name="date">The date of its end.</param>
    /// <param name="seconds">Seconds after midnight by the clock.</param>
    internal long ToEnd(long start, LocalDate date, int seconds)
    {
        var end = ToMoment(date, seconds);
        if (end >= start)
        {
            return end;
        }

        var moments = this.zone.MapLocal(ToLocal(date, seconds));
        return moments.Count > 1 ? moments.Last().ToInstant().ToUnixTimeSeconds() : end;
    }

    /// <summary>The moment of a time that says its offset from UTC itself.</summary>
    internal static long ToMoment(LocalDate date, int seconds, Offset offset)
        => date.AtMidnight().PlusSeconds(seconds).WithOffset(offset).ToInstant().ToUnixTimeSeconds();

    private LocalDateTime ToLocal(LocalDate date, int seconds) => date.AtMidnight().PlusSeconds(seconds + offsetSeconds);
}
