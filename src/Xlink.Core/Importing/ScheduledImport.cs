using System;
using NodaTime;
using Xlink.Configuration;

namespace Xlink.Importing;

/// <summary>One kind of automatic import: its schedule, how far it has come, and when it is tried again after a failure.</summary>
internal sealed class ScheduledImport(ImportKind kind, Instant done)
{
    private static readonly Duration ShortestPause = Duration.FromSeconds(5);
    private static readonly Duration LongestPause = Duration.FromMinutes(5);

    private ImportSchedule schedule = ImportSchedule.None;
    private string scheduleError = string.Empty;
    private Instant done = done;
    private Instant retryAt = Instant.MinValue;
    private Duration pause = ShortestPause;

    internal ImportKind Kind => kind;

    /// <summary>Reads the schedule anew; a broken edit leaves the last good one in force.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>What is wrong with it; <see langword="null"/> if nothing is, or if the same was returned before.</returns>
    internal XlinkException? ReadSchedule(string installationPath)
    {
        try
        {
            schedule = ImportSchedule.Read(IspsUlConfiguration.Load(installationPath).Document.FindSection(GeneralSettings.SectionName), kind);
            scheduleError = string.Empty;
            return null;
        }
        catch (XlinkException exception)
        {
            var isNew = !string.Equals(scheduleError, exception.Message, StringComparison.Ordinal);
            scheduleError = exception.Message;
            return isNew ? exception : null;
        }
    }

    /// <summary>The days that are due, unless the last attempt is too short a time ago.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="zone">The zone of the schedule's times.</param>
    internal DateInterval? FindDaysDue(Instant now, DateTimeZone zone)
    {
        // A clock that was wrong, and is set back, must not put off the next import for as long.
        done = Instant.Min(done, now);
        retryAt = Instant.Min(retryAt, now + LongestPause);
        var days = schedule.GetDaysDue(done, now, zone);
        if (days is null)
        {
            done = now;
        }

        return now < retryAt ? null : days;
    }

    /// <summary>How long nothing is to be done; <see langword="null"/> without a schedule.</summary>
    internal Duration? GetWait(Instant now, DateTimeZone zone) => now < retryAt ? retryAt - now : schedule.GetNext(done, zone) - now;

    internal void Succeeded(Instant now) => (done, retryAt, pause) = (now, Instant.MinValue, ShortestPause);

    internal void Failed(Instant now)
    {
        retryAt = now + pause;
        pause = Grow(pause);
    }

    /// <summary>The pause after another failure.</summary>
    internal static Duration Grow(Duration pause) => Duration.Min(pause + pause, LongestPause);
}
