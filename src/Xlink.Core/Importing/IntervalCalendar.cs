using System;
using System.Collections.Generic;
using NodaTime;

namespace Xlink.Importing;

/// <summary>Consecutive local days cut into intervals: finds the day and the interval of a row with a few integer operations.</summary>
public sealed class IntervalCalendar
{
    private const int SecondsPerDay = 24 * 3600;

    private readonly IntervalDay[] days;
    private readonly int intervalSeconds;

    // Seconds since 1970 at which each day begins, and the last one ends.
    private readonly long[] starts;

    /// <summary>Cuts the days of a range into intervals.</summary>
    /// <param name="days">The days, both ends included.</param>
    /// <param name="intervalMinutes">Length of an interval in minutes.</param>
    /// <param name="zone">The time zone of the server.</param>
    public IntervalCalendar(DateInterval days, int intervalMinutes, DateTimeZone zone)
    {
        Dates = days ?? throw new ArgumentNullException(nameof(days));
        Zone = zone ?? throw new ArgumentNullException(nameof(zone));
        intervalSeconds = intervalMinutes * 60;
        this.days = new IntervalDay[days.Length];
        starts = new long[days.Length + 1];
        for (var i = 0; i < this.days.Length; i++)
        {
            this.days[i] = new IntervalDay(days.Start.PlusDays(i), intervalMinutes, zone);
            starts[i] = this.days[i].Start.ToUnixTimeSeconds();
        }

        starts[days.Length] = this.days[days.Length - 1].End.ToUnixTimeSeconds();
    }

    /// <summary>The range of days.</summary>
    public DateInterval Dates { get; }

    /// <summary>The time zone the days are local in.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The days in order.</summary>
    public IReadOnlyList<IntervalDay> Days => this.days;

    /// <summary>The position of a day, counted from the first; negative or too large outside the range.</summary>
    /// <param name="date">The day.</param>
    /// <returns>The position, for <see cref="TryLocate(int, int, out IntervalSlot)"/> and to be kept for the next row of the same day.</returns>
    public int GetDayIndex(LocalDate date) => Period.DaysBetween(Dates.Start, date);

    /// <summary>The day at a position that <see cref="GetDayIndex"/> gave, also outside the range.</summary>
    /// <param name="dayIndex">The position.</param>
    /// <returns>The day.</returns>
    public LocalDate GetDate(int dayIndex) => Dates.Start.PlusDays(dayIndex);

    /// <summary>Finds where a local time belongs; see <see cref="IntervalDay.IndexOf(LocalDateTime)"/> for clock changes.</summary>
    /// <param name="dayIndex">The day, as <see cref="GetDayIndex"/> gave it.</param>
    /// <param name="second">Seconds after midnight by the clock. Negative ones belong to the day before, 86,400 and more to the next.</param>
    /// <param name="slot">Day and interval. Outside the range the day is right nevertheless.</param>
    /// <returns>Whether it is in the range.</returns>
    public bool TryLocate(int dayIndex, int second, out IntervalSlot slot)
    {
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

        if ((uint)dayIndex >= (uint)this.days.Length)
        {
            slot = new IntervalSlot(dayIndex, -1);
            return false;
        }

        var day = this.days[dayIndex];
        slot = new IntervalSlot(dayIndex, day.IsOrdinary ? second / intervalSeconds : day.IndexOf(day.Date.AtMidnight().PlusSeconds(second)));
        return slot.Interval >= 0;
    }

    /// <summary>Finds where a moment belongs.</summary>
    /// <param name="instant">The moment.</param>
    /// <param name="slot">Day and interval. Outside the range the day is right nevertheless.</param>
    /// <returns>Whether it is in the range.</returns>
    public bool TryLocate(Instant instant, out IntervalSlot slot) => TryLocate(instant.ToUnixTimeSeconds(), out slot);

    /// <summary>Finds where a moment belongs. Allocates nothing.</summary>
    /// <param name="unixSeconds">The moment, in seconds since 1970 in UTC.</param>
    /// <param name="slot">Day and interval. Outside the range the day is right nevertheless.</param>
    /// <returns>Whether it is in the range.</returns>
    public bool TryLocate(long unixSeconds, out IntervalSlot slot)
    {
        if (unixSeconds < starts[0] || unixSeconds >= starts[this.days.Length])
        {
            slot = new IntervalSlot(GetDayIndex(Instant.FromUnixTimeSeconds(unixSeconds).InZone(Zone).Date), -1);
            return false;
        }

        // No day is far from 24 hours, so the guess is off by one at most near a clock change.
        var guess = Math.Min((int)((unixSeconds - starts[0]) / SecondsPerDay), this.days.Length - 1);
        while (unixSeconds < starts[guess])
        {
            guess--;
        }

        while (unixSeconds >= starts[guess + 1])
        {
            guess++;
        }

        slot = new IntervalSlot(guess, (int)(unixSeconds - starts[guess]) / intervalSeconds);
        return true;
    }
}
