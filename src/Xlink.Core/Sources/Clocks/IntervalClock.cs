using System;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Sources.Clocks;

/// <summary>
/// Finds the day and the interval of a source's times: the zone's rules are looked up once per day, and a row costs a few integer operations.
/// </summary>
internal sealed class IntervalClock
{
    // No two zones are further apart.
    private const int MarginDays = 2;
    private const int SecondsPerDay = 24 * 3600;

    private readonly IntervalCalendar calendar;
    private readonly DateTimeZone zone;
    private readonly int offsetSeconds;
    private readonly bool isServerZone;
    private readonly long firstMidnight;

    // One per day of the calendar and its margins. Of an ordinary day in the server's zone the calendar itself knows all: null.
    private readonly ClockDay?[] days;
    private ClockDay? otherDay;
    private int otherDayIndex;

    /// <summary>Makes the clock.</summary>
    /// <param name="sourceZone">What the source's times are.</param>
    /// <param name="calendar">The days and intervals of the server.</param>
    internal IntervalClock(SourceTimeZone sourceZone, IntervalCalendar calendar)
    {
        this.calendar = calendar;
        zone = sourceZone.Zone ?? calendar.Zone;
        isServerZone = zone.Equals(calendar.Zone);
        offsetSeconds = sourceZone.Offset.Seconds;
        firstMidnight = calendar.Dates.Start.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
        this.days = new ClockDay?[calendar.Days.Count + (2 * MarginDays)];
        for (var i = 0; i < this.days.Length; i++)
        {
            var index = i - MarginDays;
            if (!isServerZone || (index >= 0 && index < calendar.Days.Count && !calendar.Days[index].IsOrdinary))
            {
                this.days[i] = new ClockDay(calendar.GetDate(index), zone);
                RepeatsTimes |= this.days[i]!.HasRepeatedTimes;
            }
        }
    }

    /// <summary>Whether the clock shows times twice on any of the days.</summary>
    internal bool RepeatsTimes { get; }

    /// <summary>A clock for another thread; it shares what never changes.</summary>
    internal IntervalClock Copy() => (IntervalClock)MemberwiseClone();

    /// <summary>Turns a time of the source into one of its zone's clock: adds the offset and moves what lies outside the day into the day it belongs to.</summary>
    /// <param name="dayIndex">The day, as <see cref="IntervalCalendar.GetDayIndex"/> gives it.</param>
    /// <param name="second">Seconds after midnight.</param>
    internal void Adjust(ref int dayIndex, ref int second)
    {
        second += offsetSeconds;
        while (second < 0)
        {
            second += SecondsPerDay;
            dayIndex--;
        }

        while (second >= SecondsPerDay)
        {
            second -= SecondsPerDay;
            dayIndex++;
        }
    }

    /// <summary>The day, if the clock shows times of it twice.</summary>
    internal ClockDay? FindDayWithRepeatedTimes(int dayIndex) => RepeatsTimes && FindDay(dayIndex) is { HasRepeatedTimes: true } day ? day : null;

    /// <summary>Finds where a time belongs.</summary>
    /// <param name="dayIndex">The day, after <see cref="Adjust"/>.</param>
    /// <param name="second">Seconds after midnight by the clock, after <see cref="Adjust"/>.</param>
    /// <param name="later">Which of the two moments, where the clock shows the time twice.</param>
    /// <param name="slot">Day and interval. Outside the calendar the day is right nevertheless.</param>
    /// <returns>Whether it is in the calendar.</returns>
    internal bool TryLocate(int dayIndex, int second, bool later, out IntervalSlot slot)
    {
        var day = FindDay(dayIndex);
        if (day is null && isServerZone)
        {
            return calendar.TryLocate(dayIndex, second, out slot);
        }

        return calendar.TryLocate((day ?? GetOtherDay(dayIndex)).ToUnixSeconds(second, later), out slot);
    }

    /// <summary>Finds where a time with an offset from UTC belongs, whatever the source's zone.</summary>
    /// <inheritdoc cref="TryLocate(int, int, bool, out IntervalSlot)"/>
    internal bool TryLocate(int dayIndex, int second, Offset offset, out IntervalSlot slot)
        => calendar.TryLocate(firstMidnight + ((long)dayIndex * SecondsPerDay) + second - offset.Seconds, out slot);

    /// <summary>Finds the times of a day, as the source has them, that are in the same interval as one of them; none if that is not easily said.</summary>
    /// <param name="dayIndex">The day, before <see cref="Adjust"/>.</param>
    /// <param name="second">Seconds after midnight, before <see cref="Adjust"/>.</param>
    /// <param name="first">The first of them, in seconds after midnight.</param>
    /// <param name="end">The first one behind them.</param>
    internal void FindInterval(int dayIndex, int second, out int first, out int end)
    {
        var (day, own) = (dayIndex, second);
        Adjust(ref day, ref own);
        var length = calendar.Days[0].IntervalMinutes * 60;
        if (isServerZone && FindDay(day) is null && day >= 0 && day < calendar.Days.Count)
        {
            first = second - (own % length);
            end = Math.Min(first + length, second - own + SecondsPerDay);
        }
        else
        {
            (first, end) = (0, 0);
        }
    }

    private ClockDay? FindDay(int dayIndex)
    {
        var index = dayIndex + MarginDays;
        return (uint)index < (uint)this.days.Length ? this.days[index] : null;
    }

    // Neighbouring rows mostly have the same date.
    private ClockDay GetOtherDay(int dayIndex)
    {
        if (otherDay is null || otherDayIndex != dayIndex)
        {
            (otherDay, otherDayIndex) = (new ClockDay(calendar.GetDate(dayIndex), zone), dayIndex);
        }

        return otherDay;
    }
}
