using System;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Services;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>
/// The work of the service, in the background or in a console: log in to the server, then import by the schedule until it is stopped. What was due
/// while the server was away or another import ran is tried again with growing pauses, and caught up in one import.
/// </summary>
public sealed class ImportService
{
    private static readonly Duration ShortestPause = Duration.FromSeconds(5);

    // The schedule is looked at that often, so that an edited configuration and a changed clock are noticed.
    private static readonly Duration LongestSleep = Duration.FromSeconds(30);

    private readonly XlinkInstallation installation;
    private readonly ILog log;
    private readonly IClock clock;
    private readonly DateTimeZone zone;
    private readonly Func<Duration, CancellationToken, Task> sleep;

    /// <summary>Makes a service with a clock of its own.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="log">Gets what the service does.</param>
    /// <param name="clock">The time.</param>
    /// <param name="zone">The zone that the schedule's times are in.</param>
    /// <param name="sleep">Lets time pass.</param>
    internal ImportService(XlinkInstallation installation, ILog log, IClock clock, DateTimeZone zone, Func<Duration, CancellationToken, Task> sleep)
    {
        this.installation = installation;
        this.log = log;
        this.clock = clock;
        this.zone = zone;
        this.sleep = sleep;
    }

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="log">Gets what the service does: isps_uls.log.</param>
    /// <param name="cancellationToken">Stops it; an import that runs ends first at a point from which it can be repeated.</param>
    /// <returns>The running service; it ends by cancellation only.</returns>
    public static Task RunAsync(XlinkInstallation installation, ILog log, CancellationToken cancellationToken)
        => new ImportService(
            installation,
            log,
            SystemClock.Instance,
            DateTimeZoneProviders.Bcl.GetSystemDefault(),
            (duration, token) => Task.Delay(duration.ToTimeSpan(), token)).RunAsync(cancellationToken);

    /// <inheritdoc cref="RunAsync(XlinkInstallation, ILog, CancellationToken)"/>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        log.Info(XlinkService.StartedText);
        try
        {
            // Everything that was due before has been imported, as far as this process is concerned.
            var done = clock.GetCurrentInstant();
            await ConnectAsync(cancellationToken);
            await AutomaticMappingCorrection.RunAsync(installation.Path, log, cancellationToken);
            await ImportByScheduleAsync(done, cancellationToken);
        }
        finally
        {
            log.Info(Messages.ServiceStopped);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        for (var pause = ShortestPause; ; pause = ScheduledImport.Grow(pause))
        {
            var test = await ConnectionTest.RunAsync(installation.Path, serverEntry: null, progress: null, cancellationToken);
            var last = test.Steps[test.Steps.Count - 1];
            if (test.Success)
            {
                log.Info(MessageText.Format(nameof(Messages.ServiceConnected), test.Url, last.Message));
                return;
            }

            log.Error(last.Message + " " + last.Remedy);
            await sleep(pause, cancellationToken);
        }
    }

    private async Task ImportByScheduleAsync(Instant done, CancellationToken cancellationToken)
    {
        ScheduledImport[] imports = [new(ImportKind.CallData, done), new(ImportKind.AgentData, done)];
        while (true)
        {
            var wait = LongestSleep;
            foreach (var import in imports)
            {
                wait = Duration.Min(wait, await ImportIfDueAsync(import, cancellationToken));
            }

            await sleep(wait, cancellationToken);
        }
    }

    /// <summary>Imports if it is time.</summary>
    /// <returns>How long nothing is to be done.</returns>
    private async Task<Duration> ImportIfDueAsync(ScheduledImport import, CancellationToken cancellationToken)
    {
        if (import.ReadSchedule(installation.Path) is { } error)
        {
            log.Error(error.Message + " " + error.Remedy);
        }

        var now = clock.GetCurrentInstant();
        if (import.FindDaysDue(now, zone) is { } days)
        {
            if (await ImportAsync(import.Kind, days, cancellationToken))
            {
                import.Succeeded(now);
            }
            else
            {
                import.Failed(clock.GetCurrentInstant());
            }

            now = clock.GetCurrentInstant();
        }

        return Duration.Max(import.GetWait(now, zone) ?? LongestSleep, Duration.Zero);
    }

    /// <summary>Imports some days.</summary>
    /// <returns>Whether there was an import; external systems that failed in it are in the log.</returns>
    private async Task<bool> ImportAsync(ImportKind kind, DateInterval days, CancellationToken cancellationToken)
    {
        try
        {
            if (kind == ImportKind.CallData)
            {
                var options = new CallDataImportOptions { StartDate = days.Start, Days = days.Length };
                await CallDataImport.RunAsync(installation.Path, options, new UnwatchedImport(), log, cancellationToken);
            }
            else
            {
                var options = new ImportOptions { StartDate = days.Start, Days = days.Length };
                await AgentDataImport.RunAsync(installation.Path, options, new UnwatchedImport(), log, cancellationToken);
            }

            return true;
        }
        catch (XlinkException exception)
        {
            log.Error(exception.Message + " " + exception.Remedy);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect must not end the service: the next import may not meet it.
            log.Error(exception.ToString());
        }

        return false;
    }
}
