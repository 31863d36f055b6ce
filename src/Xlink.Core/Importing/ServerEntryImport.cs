using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Sources;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>The part of an import that goes into one server: reads the external systems that feed it, computes and uploads day by day.</summary>
/// <remarks>
/// A long range is imported part by part, so that no more than a part is in memory. A day is complete when no file that is left seems to have rows of it; it
/// is then uploaded and given up. If a file has such rows nevertheless, the day is read from all files and uploaded once more, with all its rows.
/// </remarks>
internal sealed class ServerEntryImport
{
    // Reading again in parts costs no more than so many times reading again at once.
    private const int MaximumReadings = 2;

    private readonly string installationPath;
    private readonly ImportPlan plan;
    private readonly IImportTarget server;
    private readonly CallDataImportOptions options;
    private readonly bool writeAlways;
    private readonly ImportReport report;
    private readonly IReadOnlyList<ExternalSystemUpload> uploads;
    private readonly List<ImportResult> results = [];

    internal ServerEntryImport(
        string installationPath, string entry, ImportPlan plan, IImportTarget server, CallDataImportOptions options, bool writeAlways, ImportReport report)
    {
        this.installationPath = installationPath;
        this.plan = plan;
        this.server = server;
        this.options = options;
        this.writeAlways = writeAlways;
        this.report = report;
        uploads = [.. plan.Sources.Select(source => new ExternalSystemUpload(source, plan, server, options, entry, writeAlways, report))];
    }

    /// <summary>Runs it. A failure that concerns one external system only is reported, and the others go on.</summary>
    /// <param name="share">Its share of the whole import.</param>
    /// <param name="filesLeftOut">Files that are not to be read.</param>
    /// <param name="cancellationToken">Stops it between two days.</param>
    /// <returns>One result per external system that was imported.</returns>
    internal async Task<IReadOnlyList<ImportResult>> RunAsync(ProgressShare share, IReadOnlyCollection<string> filesLeftOut, CancellationToken cancellationToken)
    {
        var progress = new EntryProgress(report, share, uploads.Count);
        var request = new CallDataRequest
        {
            Days = options.DateInterval,
            Zone = server.TimeZone,
            Series = [],
            FilesLeftOut = filesLeftOut,
            RowSkipped = row => report.Log.Warning(row.ToString()),
        };
        try
        {
            foreach (var part in options.Parts)
            {
                Read(part, request, progress, cancellationToken);
                var isLast = part.LastDay == options.Days - 1;
                if (isLast)
                {
                    await RepeatAsync(cancellationToken);
                }

                await WriteAsync(part, isLast, progress, cancellationToken);
            }
        }
        finally
        {
            foreach (var upload in uploads)
            {
                await upload.EndAsync();
            }
        }

        return results;
    }

    private void Read(ImportPart part, CallDataRequest request, EntryProgress progress, CancellationToken cancellationToken)
    {
        for (var i = 0; i < uploads.Count; i++)
        {
            var source = uploads[i].Source;
            if (part.FirstDay == 0)
            {
                report.StepDone(MessageText.Format(
                    nameof(Messages.ImportReading), source.ExternalSystem, options.StartDate.ToDateTimeUnspecified(), options.Days));
            }

            var following = progress.ReadingOf(i, source.ExternalSystem);
            Try(source, () => source.ReadThrough(
                options.StartDate.PlusDays(part.LastDay), writeAlways, request, options.DryRun, following, cancellationToken));
            if (source.HasFailed || source.Reading is not null)
            {
                progress.HasRead(i);
            }
        }

        TellIncomplete();
    }

    private async Task WriteAsync(ImportPart part, bool isLast, EntryProgress progress, CancellationToken cancellationToken)
    {
        for (var i = 0; i < uploads.Count; i++)
        {
            var (index, upload) = (i, uploads[i]);
            if (upload.Source.HasFailed)
            {
                progress.HasWritten(i);
                continue;
            }

            var reading = isLast ? upload.Source.Reading : null;
            if (reading is not null)
            {
                upload.TellReading(reading);
            }

            await TryAsync(upload, async () =>
            {
                await upload.WriteAsync(Enumerable.Range(part.FirstDay, part.Days), isRepeated: false, day => progress.Written(
                    index, upload.Source.ExternalSystem, options.StartDate.PlusDays(day).ToDateTimeUnspecified(), (day + 1.0) / options.Days), cancellationToken);
                if (reading is not null)
                {
                    results.Add(await upload.CompleteAsync(reading, installationPath));
                }
            });
            if (upload.HasFailed)
            {
                progress.HasWritten(i);
            }
        }

        foreach (var upload in uploads)
        {
            upload.Source.Close(part.FirstDay, part.Days);
        }
    }

    /// <summary>Imports the days once more that have turned out to have more rows than they were uploaded with.</summary>
    private async Task RepeatAsync(CancellationToken cancellationToken)
    {
        var days = uploads.SelectMany(upload => upload.Source.DaysMissed).Distinct().OrderBy(day => day).ToList();
        if (days.Count == 0)
        {
            return;
        }

        report.Log.Info(MessageText.Format(nameof(Messages.ImportDaysReadAgain), days.Count, options.StartDate.PlusDays(days[0]).ToDateTimeUnspecified()));
        foreach (var together in Split(days))
        {
            foreach (var source in uploads.Select(upload => upload.Source))
            {
                Try(source, () => source.ReadAgain(together));
            }

            TellIncomplete();
            foreach (var upload in uploads.Where(upload => !upload.Source.HasFailed))
            {
                await TryAsync(upload, () => upload.WriteAsync(together, isRepeated: true, _ => { }, cancellationToken));
            }

            foreach (var upload in uploads)
            {
                upload.Source.EndReadingAgain();
            }
        }
    }

    /// <summary>Parts of days that are read again; all at once where large files have rows of many parts.</summary>
    private IReadOnlyList<IReadOnlyList<int>> Split(List<int> days)
    {
        var parts = days.Select((day, i) => (Day: day, Part: i / options.DaysOfPart))
            .GroupBy(item => item.Part, item => item.Day).Select(part => (IReadOnlyList<int>)[.. part]).ToList();
        return parts.Sum(CountBytes) > MaximumReadings * CountBytes(days) ? [days] : parts;

        long CountBytes(IReadOnlyList<int> wanted) => uploads.Sum(upload => upload.Source.CountBytesOf(wanted));
    }

    private void Try(PlannedSource source, Action read)
    {
        if (source.HasFailed)
        {
            return;
        }

        try
        {
            read();
        }
        catch (XlinkException exception)
        {
            report.Failed([source.ExternalSystem], exception);
        }
    }

    private async Task TryAsync(ExternalSystemUpload upload, Func<Task> write)
    {
        if (upload.HasFailed)
        {
            return;
        }

        try
        {
            await write();
        }
        catch (XlinkException exception)
        {
            upload.HasFailed = true;
            var targets = upload.Targets;
            report.Failed(targets.Count == 0 ? [upload.Source.ExternalSystem] : SystemsOf(targets), exception);
        }
    }

    private void TellIncomplete()
    {
        foreach (var target in plan.Targets.Where(target => !target.CanBeComputed))
        {
            report.Incomplete(SystemsOf([target]));
        }
    }

    private static IReadOnlyList<string> SystemsOf(IEnumerable<MappedTarget> targets)
        => [.. targets.SelectMany(target => target.Sources).Select(source => source.System.ExternalSystem).Distinct(StringComparer.Ordinal)];
}
