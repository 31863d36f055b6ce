using System.Collections.Generic;
using System.Runtime.InteropServices;
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
    internal Found Find(UniversalTimeReader.Time time)
    {
        IntervalSlot slot;
        LocalDate? repeatedDate = null;
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

        return new Found(slot, repeatedDate);
    }

    /// <summary>Notes that rows of a time are used.</summary>
    internal void Use(Found found, long rows)
    {
        if (found.RepeatedDate is { } date)
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

    /// <summary>Where a time belongs.</summary>
    /// <param name="Slot">Its day and interval.</param>
    /// <param name="RepeatedDate">The day, if its clock shows the time twice.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Found(IntervalSlot Slot, LocalDate? RepeatedDate);
}
