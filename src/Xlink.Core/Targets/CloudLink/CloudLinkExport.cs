using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Logging;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// Writes history for Cloud Link: any period, read from the sources as an import reads them, with the values that an import gives the WFM server, which is not
/// needed. Source files stay where they are. What was broken off goes on with the first day that is not complete, if the values still depend on the same.
/// </summary>
public sealed class CloudLinkExport
{
    // CSV files are read once for each of these parts; more of them at once would take more memory than a service should.
    private const int DaysAtOnce = 92;

    private readonly string installationPath;
    private readonly CloudLinkExportOptions options;
    private readonly IImportObserver observer;
    private readonly ImportReport report;
    private readonly ImportConfiguration configuration;
    private readonly Func<string, CancellationToken, Task<IImportTarget>>? connect;
    private readonly Instant now;
    private readonly List<CloudLinkExportResult> results = [];

    private CloudLinkExport(
        string installationPath,
        CloudLinkExportOptions options,
        IImportObserver observer,
        ILog log,
        Func<string, CancellationToken, Task<IImportTarget>>? connect,
        Instant now)
    {
        this.installationPath = installationPath;
        this.options = options;
        this.observer = observer;
        this.connect = connect;
        this.now = now;
        report = new ImportReport(observer, log);
        Log = log;
        Check();

        // One for all parts: what is edited meanwhile does not make them differ.
        configuration = ImportConfiguration.ForExport(
            installationPath,
            options.Folder,
            options.SourcePath is { } folder ? (options.ExternalSystems[0], options.CallData ? ImportKind.CallData : ImportKind.AgentData, folder) : null);
    }

    private ILog Log { get; }

    /// <summary>Runs an export.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="options">What is exported, and where to.</param>
    /// <param name="observer">Follows it.</param>
    /// <param name="log">Gets what an admin finds in isps_ul.log later.</param>
    /// <param name="cancellationToken">Stops it; the next export of the same goes on.</param>
    /// <returns>One result for each external system and kind of data; failures went to the observer.</returns>
    /// <exception cref="XlinkException">Nothing could be exported: wrong options or configuration, another import is running, <c>ServerSnapshotMissing</c>.</exception>
    public static Task<IReadOnlyList<CloudLinkExportResult>> RunAsync(
        string installationPath, CloudLinkExportOptions options, IImportObserver observer, ILog log, CancellationToken cancellationToken)
        => RunAsync(installationPath, options, observer, log, connect: null, SystemClock.Instance.GetCurrentInstant(), cancellationToken);

    /// <summary>Runs an export that asks another server for its queues, and at another moment.</summary>
    internal static async Task<IReadOnlyList<CloudLinkExportResult>> RunAsync(
        string installationPath,
        CloudLinkExportOptions options,
        IImportObserver observer,
        ILog log,
        Func<string, CancellationToken, Task<IImportTarget>>? connect,
        Instant now,
        CancellationToken cancellationToken)
    {
        var export = new CloudLinkExport(installationPath, options, observer, log, connect, now);
        using var manual = options.DryRun ? null : await ManualImport.BeginAsync(installationPath, export.report, cancellationToken);
        return await export.RunAsync(cancellationToken);
    }

    private LocalDate End => options.StartDate.PlusDays(options.Days);

    private void Check()
    {
        OptionsFor(options.StartDate, options.Days).Check();
        if (options.SourcePath is not null && (options.ExternalSystems.Count != 1 || options.CallData == options.AgentData))
        {
            throw XlinkException.Create(nameof(Messages.CloudLinkExportSource), XlinkErrorCategory.InvalidArgument);
        }
    }

    private async Task<IReadOnlyList<CloudLinkExportResult>> RunAsync(CancellationToken cancellationToken)
    {
        var settings = options.DryRun ? string.Empty : CloudLinkExportJournal.ConfigurationOf(configuration);
        string? servers = null;
        for (var start = options.DryRun ? options.StartDate : FindStart(settings); start < End; start = start.PlusDays(DaysAtOnce))
        {
            var days = Math.Min(DaysAtOnce, Period.DaysBetween(start, End));
            if (!await ExportAsync(start, days, cancellationToken))
            {
                report.Warned(MessageText.Format(nameof(Messages.CloudLinkExportStopped), start.ToDateTimeUnspecified()));
                return results;
            }

            if (!options.DryRun && start.PlusDays(days) < End)
            {
                // What is known of the servers may only be there since they were asked for this part.
                servers ??= CloudLinkExportJournal.ServersOf(installationPath);
                CloudLinkExportJournal.Save(installationPath, options, settings + servers, start.PlusDays(days));
            }
        }

        if (!options.DryRun)
        {
            CloudLinkExportJournal.Remove(installationPath);
        }

        return results;
    }

    private LocalDate FindStart(string settings)
    {
        var hasChanged = false;
        if (!options.Restart && CloudLinkExportJournal.FindNext(installationPath, options, settings + CloudLinkExportJournal.ServersOf(installationPath), out hasChanged) is { } next)
        {
            report.StepDone(MessageText.Format(nameof(Messages.CloudLinkExportResumed), next.ToDateTimeUnspecified()));
            return next;
        }

        if (hasChanged)
        {
            report.Warned(Messages.CloudLinkExportAnew);
        }

        return options.StartDate;
    }

    /// <summary>Exports some days.</summary>
    /// <returns>Whether everything of them is written.</returns>
    private async Task<bool> ExportAsync(LocalDate start, int days, CancellationToken cancellationToken)
    {
        var parts = (options.CallData ? 1 : 0) + (options.AgentData ? 1 : 0);
        var done = Fraction(start);
        var width = (Fraction(start.PlusDays(days)) - done) / parts;
        var isComplete = true;
        if (options.CallData)
        {
            var part = new ImportReport(new PartObserver(observer, done, width), Log);
            foreach (var result in await CallDataImport.RunAsync(configuration, OptionsFor(start, days), part, connect, now, cancellationToken))
            {
                Add(start, days, ImportKind.CallData, result.ExternalSystem, result.RowsRead, result.RowsSkipped, result.ValuesWritten, result.CloudLinkFiles, result.Warnings, result.Duration);
            }

            isComplete = part.IsComplete;
            done += width;
        }

        if (options.AgentData)
        {
            var part = new ImportReport(new PartObserver(observer, done, width), Log);
            foreach (var result in await AgentDataImport.RunAsync(configuration, OptionsFor(start, days), part, connect, now, cancellationToken))
            {
                Add(start, days, ImportKind.AgentData, result.ExternalSystem, result.RowsRead, result.RowsSkipped, result.ActivitiesStored, result.CloudLinkFiles, result.Warnings, result.Duration);
            }

            isComplete &= part.IsComplete;
        }

        return isComplete;
    }

    private void Add(
        LocalDate start,
        int days,
        ImportKind kind,
        string externalSystem,
        long read,
        long skipped,
        long values,
        IReadOnlyList<string> files,
        IReadOnlyList<string> warnings,
        TimeSpan duration)
    {
        var index = results.FindIndex(result => result.Kind == kind && string.Equals(result.ExternalSystem, externalSystem, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = results.Count;
            results.Add(new CloudLinkExportResult
            {
                InstallationPath = installationPath,
                ExternalSystem = externalSystem,
                Kind = kind,
                StartDate = start.ToDateTimeUnspecified(),
                Days = 0,
                RowsRead = 0,
                RowsSkipped = 0,
                ValuesWritten = 0,
                Files = [],
                Warnings = [],
                IsDryRun = options.DryRun,
                Duration = TimeSpan.Zero,
            });
        }

        var before = results[index];
        results[index] = before with
        {
            Days = before.Days + days,
            RowsRead = before.RowsRead + read,
            RowsSkipped = before.RowsSkipped + skipped,
            ValuesWritten = before.ValuesWritten + values,
            Files = [.. before.Files, .. files],
            Warnings = [.. before.Warnings.Union(warnings, StringComparer.Ordinal)],
            Duration = before.Duration + duration,
        };
    }

    private CallDataImportOptions OptionsFor(LocalDate start, int days)
        => new() { StartDate = start, Days = days, ExternalSystems = options.ExternalSystems, DryRun = options.DryRun, IsExport = true };

    private double Fraction(LocalDate day) => (double)Period.DaysBetween(options.StartDate, day) / options.Days;

    /// <summary>Shows the progress of a part as that of the whole.</summary>
    private sealed class PartObserver(IImportObserver whole, double done, double width) : IImportObserver
    {
        public void Progressed(ImportProgress progress) => whole.Progressed(progress with { Fraction = done + (progress.Fraction * width) });

        public void StepDone(string message) => whole.StepDone(message);

        public void Warned(string message) => whole.Warned(message);

        public void Failed(string externalSystem, XlinkException failure) => whole.Failed(externalSystem, failure);
    }
}
