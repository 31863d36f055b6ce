using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>The agent data of one external system on their way into one server: read, then upload day by day.</summary>
internal sealed class AgentSystemImport
{
    private const double ReadingShare = 0.5;
    private const int MaximumNamesShown = 20;

    private readonly string installationPath;
    private readonly string entry;
    private readonly PlannedAgentSource source;
    private readonly IImportTarget server;
    private readonly ImportOptions options;
    private readonly ImportReport report;
    private readonly List<string> warnings = [];
    private readonly SortedSet<string> unknownAgents = new(StringComparer.Ordinal);
    private readonly List<ExternalActivity> newActivities = [];
    private readonly List<ImportedAgentDay> storedDays = [];
    private AgentStatusPreview? preview;

    internal AgentSystemImport(
        string installationPath, string entry, PlannedAgentSource source, IImportTarget server, ImportOptions options, ImportReport report)
    {
        this.installationPath = installationPath;
        this.entry = entry;
        this.source = source;
        this.server = server;
        this.options = options;
        this.report = report;
    }

    /// <summary>Runs it.</summary>
    /// <param name="now">The moment of the import.</param>
    /// <param name="filesLeftOut">Files that are not to be read.</param>
    /// <param name="isDone">Whether the server has a day of a file already.</param>
    /// <param name="share">Its share of the whole import.</param>
    /// <param name="cancellationToken">Stops it between two days.</param>
    /// <returns>What it did, and the files that were read.</returns>
    /// <exception cref="XlinkException">It failed; what the server has confirmed until then stays.</exception>
    internal async Task<(AgentImportResult Result, IReadOnlyList<SourceFile> Files)> RunAsync(
        Instant now, IReadOnlyCollection<string> filesLeftOut, Func<SourceFile, LocalDate, bool> isDone, ProgressShare share, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        report.StepDone(MessageText.Format(nameof(Messages.ImportReading), source.ExternalSystem, ToDateTime(options.StartDate), options.Days));
        var reading = Read(now, filesLeftOut, share.Between(0, ReadingShare), cancellationToken);
        warnings.AddRange(ReadingWarnings.Tell(report, reading.Warnings, reading.SkippedRows, reading.RowsSkipped));
        for (var i = 0; i < reading.Days.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await StoreAsync(reading, reading.Days[i], isDone, cancellationToken);
            report.Progressed(new ImportProgress
            {
                ExternalSystem = source.ExternalSystem,
                Activity = MessageText.Format(nameof(Messages.ImportWriting), ToDateTime(reading.Days[i].Day)),
                Fraction = share.Between(ReadingShare, 1).At((i + 1.0) / reading.Days.Count),
            });
        }

        WarnOfUnknownNames();
        var stored = storedDays.Sum(day => day.Activities);
        report.StepDone(MessageText.Format(
            nameof(Messages.AgentImportDone), source.ExternalSystem, reading.RowsRead, reading.RowsSkipped, stored, ToDateTime(options.StartDate), options.Days));
        var result = new AgentImportResult
        {
            InstallationPath = installationPath,
            ServerEntry = entry,
            ExternalSystem = source.ExternalSystem,
            StartDate = ToDateTime(options.StartDate),
            Days = options.Days,
            RowsRead = reading.RowsRead,
            RowsSkipped = reading.RowsSkipped,
            RowsOutsideDays = reading.RowsOfOtherDays,
            ActivitiesStored = stored,
            UnknownAgents = [.. unknownAgents],
            NewActivities = newActivities,
            StoredDays = storedDays,
            Files = [],
            Warnings = warnings,
            IsDryRun = options.DryRun,
            Duration = watch.Elapsed,
        };
        return (result, reading.Files);
    }

    private AgentDataReading Read(Instant now, IReadOnlyCollection<string> filesLeftOut, ProgressShare share, CancellationToken cancellationToken)
    {
        var request = new AgentDataRequest
        {
            Days = options.DateInterval,
            Zone = server.TimeZone,
            Now = now,
            FilesLeftOut = filesLeftOut,
            RowSkipped = row => report.Log.Warning(row.ToString()),
        };
        return source.Source.Read(request, report.ReadingOf(source.ExternalSystem, share), cancellationToken);
    }

    private async Task StoreAsync(AgentDataReading reading, AgentDay day, Func<SourceFile, LocalDate, bool> isDone, CancellationToken cancellationToken)
    {
        if (!IsWorthStoring(reading, day, isDone))
        {
            return;
        }

        var stored = await UploadAsync(reading, day, cancellationToken);
        storedDays.Add(stored);
        report.StepDone(stored.ToString());
    }

    /// <summary>
    /// An upload replaces what is stored of a day: a day of which the source has nothing stays as it is on the server [our reading], and so does one
    /// whose files the server all has already, or that has only activities from the day before that it has: its other files may be gone.
    /// </summary>
    private static bool IsWorthStoring(AgentDataReading reading, AgentDay day, Func<SourceFile, LocalDate, bool> isDone)
    {
        if (!day.HasRows)
        {
            return day.Activities.Count > 0 && !reading.Files.Any(file => isDone(file, day.Day));
        }

        var files = reading.Files.Where(file => file.FirstDay <= day.Day && day.Day <= file.LastDay).ToList();
        return files.Count == 0 || !files.TrueForAll(file => isDone(file, day.Day));
    }

    private async Task<ImportedAgentDay> UploadAsync(AgentDataReading reading, AgentDay day, CancellationToken cancellationToken)
    {
        var upload = new AgentStatusUpload
        {
            ExternalSystem = source.ExternalSystem,
            Day = day.Day,
            ExternalActivities = reading.ExternalActivities,
            Activities = day.Activities,
        };

        var receipt = options.DryRun ? await PreviewAsync(upload, cancellationToken) : await SendAsync(upload, cancellationToken);
        unknownAgents.UnionWith(receipt.UnknownAgents);
        newActivities.AddRange(receipt.NewActivities);
        return new ImportedAgentDay
        {
            ServerEntry = entry,
            ExternalSystem = source.ExternalSystem,
            Day = ToDateTime(day.Day),
            Activities = receipt.ActivitiesStored,
            Employees = receipt.Employees,
        };
    }

    // One key per upload: repeating it within this run is harmless, and another run writes again.
    private Task<AgentStatusReceipt> SendAsync(AgentStatusUpload upload, CancellationToken cancellationToken)
        => server.WriteAsync(upload, Guid.NewGuid().ToString("N"), cancellationToken);

    private async Task<AgentStatusReceipt> PreviewAsync(AgentStatusUpload upload, CancellationToken cancellationToken)
    {
        if (server is ImportTargets targets && !targets.HasServer(source.ExternalSystem))
        {
            return new AgentStatusReceipt { ActivitiesStored = upload.Activities.Count, Employees = upload.Activities.Select(activity => activity.AgentId).Distinct(StringComparer.Ordinal).Count(), UnknownAgents = [], NewActivities = [] };
        }

        preview ??= await AgentStatusPreview.LoadAsync(server, source.ExternalSystem, cancellationToken);
        return preview.Receive(upload);
    }

    private void WarnOfUnknownNames()
    {
        if (unknownAgents.Count > 0)
        {
            Warn(MessageText.Format(nameof(Messages.AgentImportUnknownAgents), source.ExternalSystem, unknownAgents.Count, Show(unknownAgents)));
        }

        if (newActivities.Count > 0)
        {
            Warn(MessageText.Format(
                nameof(Messages.AgentImportNewActivities), source.ExternalSystem, newActivities.Count, Show(newActivities.Select(activity => activity.ExternalId))));
        }
    }

    private static string Show(IEnumerable<string> names)
    {
        var shown = names.Take(MaximumNamesShown + 1).ToList();
        return string.Join(", ", shown.Take(MaximumNamesShown)) + (shown.Count > MaximumNamesShown ? ", …" : string.Empty);
    }

    private void Warn(string message)
    {
        warnings.Add(message);
        report.Warned(message);
    }

    private static DateTime ToDateTime(LocalDate day) => day.ToDateTimeUnspecified();
}
