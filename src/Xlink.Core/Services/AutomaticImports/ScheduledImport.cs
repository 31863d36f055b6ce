using System;
using NodaTime;
using Xlink.Configuration;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>One kind of automatic import: its schedule, how far it has come, what was missing, and when it is tried again.</summary>
/// <remarks>
/// [Our reading] Days of which something was missing – a source that could not be read, a file still being written, a script with an error – are
/// imported again, apart from the schedule, until they are complete or 31 days old. Older ones are given up, which is told.
/// </remarks>
internal sealed class ScheduledImport
{
    private readonly RetryPause pause;
    private readonly RetryPause pauseForMissing;

    private ImportSchedule schedule = ImportSchedule.None;
    private string scheduleError = string.Empty;
    private Instant done;
    private DateInterval? missing;
    private DateInterval? tooOld;
    private DateInterval? dropped;
    private Instant retryAt = Instant.MinValue;
    private Instant retryMissingAt = Instant.MinValue;

    /// <summary>Goes on from where an earlier process has come to.</summary>
    /// <param name="progress">How far that is.</param>
    /// <param name="chance">Makes pauses a little different, see <see cref="RetryPause"/>.</param>
    internal ScheduledImport(ScheduleProgress progress, Func<double>? chance = null)
    {
        pause = RetryPause.ForServer(chance);
        pauseForMissing = RetryPause.ForSources(chance);
        Kind = progress.Kind;
        done = Instant.FromDateTimeUtc(DateTime.SpecifyKind(progress.DoneUtc, DateTimeKind.Utc));
        missing = progress is { MissingFrom: { } first, MissingTo: { } last } && first <= last ? new DateInterval(first, last) : null;
    }

    internal ImportKind Kind { get; }

    /// <summary>What is wrong with the schedule in the file; <see langword="null"/> if nothing is.</summary>
    internal string? ScheduleError => scheduleError.Length == 0 ? null : scheduleError;

    /// <summary>How far it has come, for the journal.</summary>
    internal ScheduleProgress Progress => new(Kind, done.ToDateTimeUtc(), missing?.Start, missing?.End);

    /// <summary>Reads the schedule anew; a broken edit leaves the last good one in force.</summary>
    /// <param name="general">The section <c>[General]</c> of isps_ul.ini, read once for all kinds; what is wrong with the file is thrown by its value.</param>
    /// <returns>What is wrong with it; <see langword="null"/> if nothing is, or if the same was returned before.</returns>
    internal XlinkException? ReadSchedule(Lazy<IConfigurationSection?> general)
    {
        try
        {
            schedule = ImportSchedule.Read(general.Value, Kind);
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

    /// <summary>The days that are to be imported now, unless the last attempt is too short a time ago.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="zone">The zone of the schedule's times.</param>
    internal DateInterval? FindDaysDue(Instant now, DateTimeZone zone)
    {
        // A clock that was wrong, and is set back, must not put off the next import for as long.
        done = Instant.Min(done, now);
        retryAt = Instant.Min(retryAt, now + pause.Longest);
        retryMissingAt = Instant.Min(retryMissingAt, now + pauseForMissing.Longest);
        var days = schedule.GetDaysDue(done, now, zone);
        if (days is null)
        {
            done = now;
        }

        tooOld = days is null ? null : FindTooOld(days, zone);
        ForgetOldDays(now.InZone(zone).Date);
        return now < retryAt ? null : days ?? (now < retryMissingAt || schedule.Mode == ImportScheduleMode.None ? null : missing);
    }

    /// <summary>How long nothing is to be done; <see langword="null"/> without a schedule.</summary>
    internal Duration? GetWait(Instant now, DateTimeZone zone)
    {
        if (now < retryAt)
        {
            return retryAt - now;
        }

        return schedule.GetNext(done, zone) is { } next ? (missing is null ? next : Instant.Min(next, retryMissingAt)) - now : null;
    }

    /// <summary>When the schedule's next import is due; <see langword="null"/> without a schedule.</summary>
    internal Instant? GetNext(Instant after, DateTimeZone zone) => schedule.GetNext(after, zone);

    /// <summary>Days that were due and are not imported any more because they are too old; <see langword="null"/> if there are none that were not given before.</summary>
    internal DateInterval? TakeDropped()
    {
        var taken = dropped;
        dropped = null;
        return taken;
    }

    /// <summary>There was an import.</summary>
    /// <param name="now">When it began.</param>
    /// <param name="days">Its days.</param>
    /// <param name="isComplete">Whether nothing was missing.</param>
    internal void Ended(Instant now, DateInterval days, bool isComplete)
    {
        done = now;
        Drop(tooOld);
        tooOld = null;
        retryAt = Instant.MinValue;
        pause.Reset();
        if (!isComplete)
        {
            missing = Union(missing, days);
            retryMissingAt = now + pauseForMissing.Next();
        }
        else if (missing is not null && days.Contains(missing))
        {
            missing = null;
            pauseForMissing.Reset();
        }
    }

    /// <summary>There was none, or not to its end: the server is away, another import runs.</summary>
    internal void Failed(Instant now) => retryAt = now + pause.Next();

    /// <summary>The days that were due before the first of those that still are.</summary>
    private DateInterval? FindTooOld(DateInterval days, DateTimeZone zone)
        => schedule.GetNext(done, zone) is { } first && schedule.GetDays(first.InZone(zone).LocalDateTime).Start is var start && start < days.Start
            ? new DateInterval(start, days.Start.PlusDays(-1))
            : null;

    private void Drop(DateInterval? days) => dropped = days is null ? dropped : Union(dropped, days);

    private static DateInterval Union(DateInterval? some, DateInterval others)
        => some is null ? others : new DateInterval(LocalDate.Min(some.Start, others.Start), LocalDate.Max(some.End, others.End));

    private void ForgetOldDays(LocalDate today)
    {
        var oldest = today.PlusDays(-ImportSchedule.LongestCatchUpDays);
        if (missing?.Start > today)
        {
            missing = null;
        }
        else if (missing?.End < oldest)
        {
            Drop(missing);
            missing = null;
        }
        else if (missing?.Start < oldest)
        {
            Drop(new DateInterval(missing.Start, oldest.PlusDays(-1)));
            missing = new DateInterval(oldest, missing.End);
        }
    }
}
