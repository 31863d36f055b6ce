using System.Collections.Generic;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Clocks;

namespace Xlink.Sources.Universal;

/// <summary>Finds day and interval of the times of a database, and notes the rows of times that the clock shows twice.</summary>
internal sealed class UniversalPlace
{
    private readonly UniversalCallDataSettings settings;
    private readonly IntervalCalendar calendar;
    private readonly IntervalClock clock;
    private readonly RepeatedTimes repeatedTimes;
    private LocalDate lastDate;
    private int lastDayIndex;
    private LocalDate? repeatedDate;

    /// <summary>Makes the place.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="calendar">The days and intervals that are wanted.</param>
    internal UniversalPlace(UniversalCallDataSettings settings, IntervalCalendar calendar)
    {
        this.settings = settings;
        this.calendar = calendar;
        clock = new IntervalClock(settings.TimeZone, calendar);
        repeatedTimes = new RepeatedTimes(settings.TimeZone.Zone ?? calendar.Zone);
        lastDate = calendar.Dates.Start;
    }

    /// <summary>Finds where a time belongs; the interval is negative outside the calendar.</summary>
    internal IntervalSlot Find(UniversalTimeReader.Time time)
    {
        IntervalSlot slot;
        repeatedDate = null;
        if (time.OwnMoment is { } moment)
        {
            calendar.TryLocate(Instant.FromUnixTimeSeconds(moment), out slot);
        }
        else
        {
            var (dayIndex, second) = (GetDayIndex(time.Date), time.Seconds);
            clock.Adjust(ref dayIndex, ref second);
            if (clock.FindDayWithRepeatedTimes(dayIndex) is { } day && day.IsRepeated(second))
            {
                repeatedDate = calendar.GetDate(dayIndex);
            }

            clock.TryLocate(dayIndex, second, later: false, out slot);
        }

        return slot;
    }

    /// <summary>Notes that rows of the time found last are used.</summary>
    internal void Use(long rows)
    {
        if (repeatedDate is { } date)
        {
            repeatedTimes.Add(date, rows);
        }
    }

    /// <summary>What to tell about rows whose time the clock shows twice.</summary>
    internal IEnumerable<string> FindRepeatedTimes()
        => repeatedTimes.FindWarnings(
            nameof(Messages.UniversalTimesTwice),
            this.settings.ExternalSystem,
            UniversalKeys.TimeStampColumn,
            UniversalKeys.TimeZone,
            UniversalKeys.TimeStampType);

    private int GetDayIndex(LocalDate date)
    {
        // Neighbouring rows mostly have the same date.
        if (date != lastDate)
        {
            lastDate = date;
            lastDayIndex = calendar.GetDayIndex(date);
        }

        return lastDayIndex;
    }
}
