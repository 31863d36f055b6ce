using System;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Services;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>
/// The work of the service, in the background or in a console: log in to the server, then import by the schedule until it is stopped. A server
/// that is away is tried again with growing pauses; what fails is in the log, and the next scheduled import goes on.
/// </summary>
public sealed class ImportService
{
    private static readonly Duration ShortestPause = Duration.FromSeconds(5);
    private static readonly Duration LongestPause = Duration.FromMinutes(5);

    // The schedule is looked at that often, so that an edited configuration and a changed clock are noticed.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly XlinkInstallation installation;
    private readonly IClock clock;
    private readonly DateTimeZone zone;
    private readonly ILog log;

    private ImportService(XlinkInstallation installation, ILog log, IClock clock, DateTimeZone zone)
    {
        this.installation = installation;
        this.log = log;
        this.clock = clock;
        this.zone = zone;
    }

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="log">Gets what the service does: isps_uls.log.</param>
    /// <param name="cancellationToken">Stops it; an import that runs ends first at a point from which it can be repeated.</param>
    /// <returns>The running service; it ends by cancellation only.</returns>
    public static Task RunAsync(XlinkInstallation installation, ILog log, CancellationToken cancellationToken)
        => new ImportService(installation, log, SystemClock.Instance, DateTimeZoneProviders.Bcl.GetSystemDefault()).RunAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        log.Info(XlinkService.StartedText);
        try
        {
            await ConnectAsync(cancellationToken);
            var last = Now();
            while (true)
            {
                var due = ReadSchedule() is { } schedule ? schedule.GetNext(last) : null;
                if (due is { } moment && moment <= Now())
                {
                    last = Now();
                    await ImportAsync(ReadSchedule()!.GetDays(moment), cancellationToken);
                }
                else
                {
                    await Task.Delay(SleepUntil(due), cancellationToken);
                }
            }
        }
        finally
        {
            log.Info(Messages.ServiceStopped);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        for (var pause = ShortestPause; ; pause = Duration.Min(pause + pause, LongestPause))
        {
            var test = await ConnectionTest.RunAsync(installation.Path, serverEntry: null, progress: null, cancellationToken);
            var last = test.Steps[test.Steps.Count - 1];
            if (test.Success)
            {
                log.Info(MessageText.Format(nameof(Messages.ServiceConnected), test.Url, last.Message));
                return;
            }

            log.Error(last.Message + " " + last.Remedy);
            await Task.Delay(pause.ToTimeSpan(), cancellationToken);
        }
    }

    private ImportSchedule? ReadSchedule()
    {
        try
        {
            return ImportSchedule.Read(IspsUlConfiguration.Load(installation.Path).Document.FindSection(GeneralSettings.SectionName));
        }
        catch (XlinkException exception)
        {
            log.Error(exception.Message);
            return null;
        }
    }

    private async Task ImportAsync(DateInterval days, CancellationToken cancellationToken)
    {
        var options = new CallDataImportOptions { StartDate = days.Start, Days = days.Length };
        try
        {
            await CallDataImport.RunAsync(installation.Path, options, new LogObserver(log), log, cancellationToken);
        }
        catch (XlinkException exception)
        {
            log.Error(exception.Message);
        }
    }

    private LocalDateTime Now() => clock.GetCurrentInstant().InZone(zone).LocalDateTime;

    private TimeSpan SleepUntil(LocalDateTime? due)
    {
        if (due is not { } moment)
        {
            return LongestSleep;
        }

        var wait = (moment.InZoneLeniently(zone).ToInstant() - clock.GetCurrentInstant()).ToTimeSpan();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait : LongestSleep;
    }
}
