using System.Runtime.CompilerServices;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Sources.Agents;

/// <summary>
/// Turns the dates and times of rows into moments, as seconds of Unix time, by the rules of <see cref="SourceTimeZone"/>. Neighbouring rows of one
/// day cost a few integer operations.
/// </summary>
internal sealed class SourceClock
{
    private readonly SourceTimeZone source;
    private readonly DateTimeZone serverZone;
    private readonly DateTimeZone zone;
    private IntervalDay day;
    private long dayStart;

    /// <summary>Makes the clock of a source.</summary>
    /// <param name="source">What its times are.</param>
    /// <param name="serverZone">The time zone of the server.</param>
    internal SourceClock(SourceTimeZone source, DateTimeZone serverZone)
    {
        this.source = source;
        this.serverZone = serverZone;
        this.zone = source.Zone ?? serverZone;
        day = new IntervalDay(NodaConstants.UnixEpoch.InUtc().Date, 60, this.zone);
        dayStart = day.Start.ToUnixTimeSeconds();
    }

    /// <summary>The moment of a time by the source's clock.</summary>
    /// <param name="date">The date.</param>
    /// <param name="seconds">Seconds after midnight by the clock.</param>
    [MethodImpl(HotCode.Optimized)]
    internal long ToMoment(LocalDate date, int seconds)
        => IsOrdinary(date, seconds)
            ? dayStart + seconds + this.source.Offset.Seconds
            : this.source.ToInstant(date.AtMidnight().PlusSeconds(seconds), this.serverZone).ToUnixTimeSeconds();

    /// <summary>Whether the source's clock shows a time twice.</summary>
    /// <param name="date">The date.</param>
    /// <param name="seconds">Seconds after midnight by the clock.</param>
    [MethodImpl(HotCode.Optimized)]
    internal bool IsRepeated(LocalDate date, int seconds)
        => !IsOrdinary(date, seconds) && this.zone.MapLocal(date.AtMidnight().PlusSeconds(seconds + this.source.Offset.Seconds)).Count > 1;

    /// <summary>The moment an activity ends: of a time that the clock shows twice, the one that is not before its start.</summary>
    /// <param name="start">When it begins.</param>
    /// <param name="date">The date of its end.</param>
    /// <param name="seconds">Seconds after midnight by the clock.</param>
    internal long ToEnd(long start, LocalDate date, int seconds)
    {
        var end = ToMoment(date, seconds);
        return end >= start
            ? end
            : this.source.ToInstant(date.AtMidnight().PlusSeconds(seconds), this.serverZone, Instant.FromUnixTimeSeconds(start)).ToUnixTimeSeconds();
    }

    /// <summary>The moment of a time that says its offset from UTC itself.</summary>
    internal static long ToMoment(LocalDate date, int seconds, Offset offset)
        => date.AtMidnight().PlusSeconds(seconds).WithOffset(offset).ToInstant().ToUnixTimeSeconds();

    /// <summary>Whether nothing changes the clock on a day.</summary>
    /// <param name="date">The date.</param>
    /// <param name="midnight">The moment of its first second by the source's clock, in seconds of Unix time.</param>
    /// <param name="firstSecond">The seconds after midnight, by the source's clock, from which that holds for the length of a day.</param>
    internal bool IsOrdinary(LocalDate date, out long midnight, out int firstSecond)
    {
        firstSecond = -this.source.Offset.Seconds;
        var isOrdinary = IsOrdinary(date, firstSecond);
        midnight = dayStart - firstSecond;
        return isOrdinary;
    }

    /// <summary>Whether nothing changes the clock on the day of a time.</summary>
    [MethodImpl(HotCode.Optimized)]
    private bool IsOrdinary(LocalDate date, int seconds)
    {
        if (date != day.Date)
        {
            day = new IntervalDay(date, 60, this.zone);
            dayStart = day.Start.ToUnixTimeSeconds();
        }

        var second = seconds + this.source.Offset.Seconds;
        return day.IsOrdinary && second >= 0 && second < NodaConstants.SecondsPerDay;
    }
}
