using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Targets;

namespace Xlink.Services.AutomaticImports;

/// <summary>
/// The work of the service, in the background or in a console: log in to the server, then import by the schedule until it is stopped. What was due
/// while the server was away, another import ran or no service did is tried again with growing pauses, and caught up in one import. What repeats itself
/// is logged once an hour; start, end, errors and recovery also go to the system's log.
/// </summary>
public sealed class ImportService
{
    // The schedule is looked at that often, so that an edited configuration and a changed clock are noticed.
    private static readonly Duration LongestSleep = Duration.FromSeconds(30);

    private readonly XlinkInstallation installation;
    private readonly ServiceLog serviceLog;
    private readonly ILog log;
    private readonly IClock clock;
    private readonly DateTimeZone zone;
    private readonly Func<Duration, CancellationToken, Task> sleep;
    private readonly Func<double>? chance;
    private readonly SignsOfLife life;
    private readonly ServiceActivityFile activity;
    private readonly LastGoodConfiguration configurations;
    private Instant? troubleSince;
    private bool makesWay;

    /// <summary>Makes a service with a clock of its own.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="log">Gets what the service does.</param>
    /// <param name="clock">The time.</param>
    /// <param name="zone">The zone that the schedule's times are in.</param>
    /// <param name="sleep">Lets time pass.</param>
    /// <param name="systemLog">The system's log.</param>
    /// <param name="chance">Makes pauses a little different, see <see cref="RetryPause"/>.</param>
    /// <param name="life">Gets a sign whenever the work has come further.</param>
    internal ImportService(
        XlinkInstallation installation, ILog log, IClock clock, DateTimeZone zone, Func<Duration, CancellationToken, Task> sleep, ISystemLog? systemLog = null, Func<double>? chance = null,
        SignsOfLife? life = null)
    {
        this.life = life ?? new SignsOfLife();
        this.chance = chance;
        this.installation = installation;
        serviceLog = new ServiceLog(log, systemLog ?? SystemLog.None);
        this.log = new RepeatedEntriesLog(serviceLog, clock);
        this.clock = clock;
        this.zone = zone;
        this.sleep = sleep;
        configurations = new LastGoodConfiguration(installation.Path);
        activity = new ServiceActivityFile(installation.Path, clock, this.life);
    }

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="log">Gets what the service does: isps_uls.log.</param>
    /// <param name="systemLog">Gets start, end, errors and recovery.</param>
    /// <param name="life">Gets a sign whenever the work has come further: at least every few minutes, except in a long query or upload.</param>
    /// <param name="cancellationToken">Stops it; an import that runs ends first at a point from which it can be repeated.</param>
    /// <returns>The running service; it ends by cancellation only.</returns>
    public static Task RunAsync(XlinkInstallation installation, ILog log, ISystemLog systemLog, SignsOfLife life, CancellationToken cancellationToken)
        => new ImportService(
            installation,
            log,
            SystemClock.Instance,
            DateTimeZoneProviders.Bcl.GetSystemDefault(),
            (duration, token) => Task.Delay(duration.ToTimeSpan(), token),
            systemLog,
            life: life).RunAsync(cancellationToken);

    /// <inheritdoc cref="RunAsync(XlinkInstallation, ILog, ISystemLog, SignsOfLife, CancellationToken)"/>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        serviceLog.Milestone(XlinkService.StartedText);
        try
        {
            var journal = LoadJournal();
            var imports = FindProgress(journal);
            await ConnectAsync(cancellationToken);
            await AutomaticMappingCorrection.RunAsync(installation.Path, log, cancellationToken);
            await ImportByScheduleAsync(journal, imports, cancellationToken);
        }
        finally
        {
            activity.Stop();
            serviceLog.Milestone(Messages.ServiceStopped);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var (needsServer, canWait) = FindNeeds();
        if (!needsServer)
        {
            return;
        }

        var pause = RetryPause.ForServer(chance);
        while (true)
        {
            life.Give();
            var test = await ConnectionTest.RunAsync(installation.Path, serverEntry: null, progress: null, cancellationToken);
            var last = test.Steps[test.Steps.Count - 1];
            if (test.Success)
            {
                log.Info(MessageText.Format(nameof(Messages.ServiceConnected), test.Url, last.Message));
                activity.Connected();
                TellRecovery();
                return;
            }

            TellTrouble(kind: null, last.Message + " " + last.Remedy);
            if (!canWait)
            {
                return;
            }

            await sleep(pause.Next(), cancellationToken);
        }
    }

    /// <summary>Whether a server is needed, and whether nothing can be imported without it.</summary>
    private (bool NeedsServer, bool CanWait) FindNeeds()
    {
        try
        {
            var configuration = new ImportConfiguration(installation.Path);
            return (configuration.NeedsServer, !configuration.HasCloudLink);
        }
        catch (XlinkException)
        {
            // The test of the connection says what is wrong with the file.
            return (true, true);
        }
    }

    /// <summary>Goes on where the last process has stopped. Without a journal this is the first start, and nothing was due before.</summary>
    private IReadOnlyList<ScheduledImport> FindProgress(ScheduleJournal journal)
    {
        var start = clock.GetCurrentInstant().ToDateTimeUtc();
        ScheduledImport[] imports =
        [
            .. new[] { ImportKind.CallData, ImportKind.AgentData }
                .Select(kind => new ScheduledImport(journal.Find(kind) ?? new ScheduleProgress(kind, start, MissingFrom: null, MissingTo: null), chance)),
        ];
        Save(journal, imports, isImportant: false);
        return imports;
    }

    private async Task ImportByScheduleAsync(ScheduleJournal journal, IReadOnlyList<ScheduledImport> imports, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                life.Give();
                var wait = LongestSleep;
                var general = new Lazy<IConfigurationSection?>(() => IspsUlConfiguration.Load(installation.Path).Document.FindSection(GeneralSettings.SectionName));
                foreach (var import in imports)
                {
                    wait = Duration.Min(wait, await ImportIfDueAsync(import, general, imports, journal, cancellationToken));
                }

                Save(journal, imports, isImportant: false);
                await sleep(wait, cancellationToken);
            }
        }
        finally
        {
            Save(journal, imports, isImportant: true);
        }
    }

    private ScheduleJournal LoadJournal()
    {
        try
        {
            return ScheduleJournal.Load(installation.Path);
        }
        catch (XlinkException exception)
        {
            log.Error(exception.Message + " " + exception.Remedy);
            return ScheduleJournal.Empty(installation.Path);
        }
    }

    private void Save(ScheduleJournal journal, IEnumerable<ScheduledImport> imports, bool isImportant)
    {
        try
        {
            journal.Save([.. imports.Select(import => import.Progress)], isImportant);
        }
        catch (XlinkException exception)
        {
            // It goes on without: only a restart would repeat what is not noted.
            log.Error(exception.Message + " " + exception.Remedy);
        }
    }

    /// <summary>Imports if it is time.</summary>
    /// <returns>How long nothing is to be done.</returns>
    private async Task<Duration> ImportIfDueAsync(
        ScheduledImport import,
        Lazy<IConfigurationSection?> general,
        IEnumerable<ScheduledImport> all,
        ScheduleJournal journal,
        CancellationToken cancellationToken)
    {
        if (import.ReadSchedule(general) is { } error)
        {
            log.Error(error.Message + " " + error.Remedy);
        }

        var now = clock.GetCurrentInstant();
        if (import.FindDaysDue(now, zone) is { } days)
        {
            activity.Schedule(import.Kind, import.GetNext(now, zone), import.ScheduleError ?? configurations.Error);
            if (await ImportAsync(import.Kind, days, cancellationToken) is { } report)
            {
                import.Ended(now, days, report.IsComplete);
                Save(journal, all, isImportant: true);
            }
            else
            {
                import.Failed(clock.GetCurrentInstant());
            }

            now = clock.GetCurrentInstant();
        }

        if (import.TakeDropped() is { } dropped)
        {
            var text = MessageText.Format(
                nameof(Messages.ServiceDaysDropped), dropped.Start.ToDateTimeUnspecified(), dropped.End.ToDateTimeUnspecified(), ImportSchedule.LongestCatchUpDays, import.Kind);
            log.Warning(text);
            activity.Trouble(import.Kind, text);
        }

        var wait = import.GetWait(now, zone);
        activity.Schedule(import.Kind, now + wait, import.ScheduleError ?? configurations.Error);
        return Duration.Max(wait ?? LongestSleep, Duration.Zero);
    }

    /// <summary>Imports some days.</summary>
    /// <returns>What was missing; <see langword="null"/> if there was no import, or not to its end.</returns>
    private async Task<ImportReport?> ImportAsync(ImportKind kind, DateInterval days, CancellationToken cancellationToken)
    {
        if (ManualImport.IsAtWork(installation.Path))
        {
            TellManualImport();
            return null;
        }

        var report = new ImportReport(activity, log);
        activity.Begin(kind);
        var isDone = false;
        using var watch = new ManualImportWatch(installation.Path, cancellationToken);
        try
        {
            var configuration = ReadConfiguration();
            if (kind == ImportKind.CallData)
            {
                var options = new CallDataImportOptions { StartDate = days.Start, Days = days.Length };
                await CallDataImport.RunAsync(configuration, options, report, watch.Token);
            }
            else
            {
                var options = new ImportOptions { StartDate = days.Start, Days = days.Length };
                await AgentDataImport.RunAsync(configuration, options, report, watch.Token);
            }

            isDone = true;
            makesWay = false;
            TellRecovery();
            return report;
        }
        catch (XlinkException exception) when (exception.ErrorId is nameof(Messages.ImportRunning))
        {
            TellManualImport();
        }
        catch (OperationCanceledException) when (watch.HasSeen && !cancellationToken.IsCancellationRequested)
        {
            TellManualImport();
        }
        catch (XlinkException exception)
        {
            TellTrouble(kind, exception.Message + " " + exception.Remedy);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect must not end the service: the next import may not meet it.
            TellTrouble(kind, exception.ToString());
        }
        finally
        {
            activity.End(kind, isDone, isDone && report.IsComplete);
        }

        return null;
    }

    /// <summary>Reads the configuration anew; a broken edit leaves the last good one in force.</summary>
    private ImportConfiguration ReadConfiguration()
    {
        var configuration = configurations.Read(out var news);
        life.Expect(configuration.LongestQuery);
        if (configurations.Error is not null && news is not null)
        {
            log.Error(news);
        }
        else if (news is not null)
        {
            log.Info(news);
        }

        return configuration;
    }

    /// <summary>Says once that an import by hand goes first: that is no trouble.</summary>
    private void TellManualImport()
    {
        if (!makesWay)
        {
            makesWay = true;
            log.Info(Messages.ServiceMakesWay);
        }
    }

    private void TellTrouble(ImportKind? kind, string text)
    {
        troubleSince ??= clock.GetCurrentInstant();
        log.Error(text);
        activity.Trouble(kind, text);
    }

    private void TellRecovery()
    {
        if (troubleSince is { } since)
        {
            troubleSince = null;
            serviceLog.Milestone(MessageText.Format(nameof(Messages.ServiceRecovered), since.InZone(zone).ToDateTimeUnspecified()));
        }
    }
}
