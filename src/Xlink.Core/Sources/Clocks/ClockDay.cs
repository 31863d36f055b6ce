using System.Collections.Generic;
using System.Runtime.InteropServices;
using NodaTime;

namespace Xlink.Sources.Clocks;

/// <summary>A day as the clocks of a zone show it: from the time by the clock to the moment, with integers only.</summary>
/// <remarks>[Our reading] A time that the clock leaves out is moved forward by as much as the clock was.</remarks>
internal sealed class ClockDay
{
    private const int SecondsPerDay = 24 * 3600;

    private readonly Part[] parts;

    /// <summary>Looks a day up.</summary>
    /// <param name="date">The day.</param>
    /// <param name="zone">The zone of the clocks.</param>
    internal ClockDay(LocalDate date, DateTimeZone zone)
    {
        var midnight = date.AtMidnight().InUtc().ToInstant();
        var found = new List<Part>();
        foreach (var interval in zone.GetZoneIntervals(midnight - Duration.FromDays(1), midnight + Duration.FromDays(2)))
        {
            var offset = interval.WallOffset.Seconds;
            found.Add(new Part(
                interval.HasStart ? ToSecond(interval.Start, offset) : long.MinValue,
                interval.HasEnd ? ToSecond(interval.End, offset) : long.MaxValue,
                midnight.ToUnixTimeSeconds() - offset));
        }

        this.parts = [.. found];
        for (var i = this.parts.Length - 1; i > 0; i--)
        {
            if (this.parts[i].From < this.parts[i - 1].To && this.parts[i].From < SecondsPerDay && this.parts[i - 1].To > 0)
            {
                (RepeatedFrom, RepeatedTo) = ((int)this.parts[i].From, (int)this.parts[i - 1].To);
            }
        }

        long ToSecond(Instant instant, int offset) => instant.ToUnixTimeSeconds() + offset - midnight.ToUnixTimeSeconds();
    }

    /// <summary>The first second after midnight that the clock shows twice; not before <see cref="RepeatedTo"/> if there is none.</summary>
    internal int RepeatedFrom { get; }

    /// <summary>The second after those that the clock shows twice.</summary>
    internal int RepeatedTo { get; }

    /// <summary>Whether the clock shows times of the day twice.</summary>
    internal bool HasRepeatedTimes => RepeatedFrom < RepeatedTo;

    /// <summary>Whether the clock shows a time twice.</summary>
    /// <param name="second">Seconds after midnight by the clock, 0 to 86,399.</param>
    internal bool IsRepeated(int second) => second >= RepeatedFrom && second < RepeatedTo;

    /// <summary>The moment at which the clock shows a time.</summary>
    /// <param name="second">Seconds after midnight by the clock, 0 to 86,399.</param>
    /// <param name="later">Which of the two moments, where the clock shows the time twice.</param>
    /// <returns>Seconds since 1970 in UTC.</returns>
    internal long ToUnixSeconds(int second, bool later)
    {
        var i = 0;
        while (second >= this.parts[i].To)
        {
            i++;
        }

        if (later && i + 1 < this.parts.Length && second >= this.parts[i + 1].From)
        {
            i++;
        }

        // A time that is left out is reckoned by the clock as it was before.
        return second + (second < this.parts[i].From && i > 0 ? this.parts[i - 1] : this.parts[i]).Midnight;
    }

    /// <summary>A time in which the clock is not changed: by the clock from and to (seconds after the day's midnight), and when it would show midnight.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Part(long From, long To, long Midnight);
}
