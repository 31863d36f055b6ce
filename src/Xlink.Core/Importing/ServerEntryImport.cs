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

/// <summary>The part of an import that goes into one server: reads the external systems that feed it, computes and uploads day by day.</summary>
internal sealed class ServerEntryImport
{
    // Uploading is the larger part of an import: see docs/performance.md.
    private const double ReadingShare = 0.25;

    private readonly string installationPath;
    private readonly string entry;
    private readonly ImportPlan plan;
    private readonly IImportTarget server;
    private readonly CallDataImportOptions options;
    private readonly bool writeAlways;
    private readonly ImportReport report;

    internal ServerEntryImport(
        string installationPath, string entry, ImportPlan plan, IImportTarget server, CallDataImportOptions options, bool writeAlways, ImportReport report)
    {
        this.installationPath = installationPath;
        this.entry = entry;
        this.plan = plan;
        this.server = server;
        this.options = options;
        this.writeAlways = writeAlways;
        this.report = report;
    }

    /// <summary>Runs it. A failure that concerns one external system only is reported, and the others go on.</summary>
    /// <param name="share">Its share of the whole import.</param>
    /// <param name="filesLeftOut">Files that are not to be read.</param>
    /// <param name="cancellationToken">Stops it between two days.</param>
    /// <returns>One result per external system that was imported.</returns>
    internal async Task<IReadOnlyList<ImportResult>> RunAsync(ProgressShare share, IReadOnlyCollection<string> filesLeftOut, CancellationToken cancellationToken)
    {
        var sources = plan.Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            Read(sources[i], share.Between(0, ReadingShare).Part(i, sources.Count), filesLeftOut, cancellationToken);
        }

        foreach (var target in plan.Targets.Where(target => !target.CanBeComputed))
        {
            report.Incomplete(SystemsOf([target]));
        }

        var results = new List<ImportResult>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Reading is { } reading)
            {
                await WriteAsync(sources[i], reading, share.Between(ReadingShare, 1).Part(i, sources.Count), results, cancellationToken);
            }
        }

        return results;
    }

    private void Read(PlannedSource source, ProgressShare share, IReadOnlyCollection<string> filesLeftOut, CancellationToken cancellationToken)
    {
        report.StepDone(MessageText.Format(nameof(Messages.ImportReading), source.ExternalSystem, ToDateTime(options.StartDate), options.Days));
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
            source.Read(request, options.DryRun, report.ReadingOf(source.ExternalSystem, share), cancellationToken);
        }
        catch (XlinkException exception)
        {
            report.Failed([source.ExternalSystem], exception);
        }
    }

    private async Task WriteAsync(
        PlannedSource source, CallDataReading reading, ProgressShare share, List<ImportResult> results, CancellationToken cancellationToken)
    {
        var targets = plan.Targets.Where(target => target.Owner == source && target.CanBeComputed).ToList();
        try
        {
            var result = await WriteAsync(source.ExternalSystem, reading, targets, share, cancellationToken);
            results.Add(result with { Duration = source.ReadingTime + result.Duration });
        }
        catch (XlinkException exception)
        {
            report.Failed(targets.Count == 0 ? [source.ExternalSystem] : SystemsOf(targets), exception);
        }
    }

    private async Task<ImportResult> WriteAsync(
        string externalSystem, CallDataReading reading, IReadOnlyList<MappedTarget> targets, ProgressShare share, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        List<string> warnings = [.. ReadingWarnings.Tell(report, reading.Warnings, reading.SkippedRows, reading.RowsSkipped)];
        var scripts = new ScriptFailures(Warn, report.Log);
        var scriptLog = new ScriptOutput(report.Log);
        var calculations = targets.Select(target => new TargetCalculation(target, writeAlways)).ToList();
        var stored = new StoredValues(
            server is ImportTargets all ? (queue, first, last, token) => all.ReadStoredAsync(externalSystem, queue, first, last, token) : server.ReadAsync,
            [.. targets.Select(target => target.Queue.Id).Distinct()],
            options.DateInterval);
        var days = new List<ImportedDay>();
        var overwritten = new OverwrittenDays(Warn, report.Log);
        var written = 0;
        var uploads = new DayUploads(server, externalSystem);
        try
        {
            for (var day = 0; day < reading.Days.Count; day++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var computed = calculations
                    .Select(calculation => (calculation.Target, Day: calculation.Compute(day, (start, error) => scripts.Add(calculation.Target, start, error), scriptLog)))
                    .Where(item => Array.Exists(item.Day.Vector.Values, value => value != DayVector.NoData))
                    .ToList();
                if (computed.Count > 0)
                {
                    foreach (var item in computed)
                    {
                        if (await stored.FindOverwrittenAsync(item.Target, reading.Days[day], item.Day, entry, cancellationToken) is { } lost)
                        {
                            overwritten.Add(lost);
                        }
                    }

                    days.AddRange(computed.Select(item => Describe(item.Target, item.Day.Vector)));
                    if (options.DryRun)
                    {
                        written += computed.Sum(item => item.Day.Vector.Values.Count(value => value != DayVector.NoData));
                    }
                    else
                    {
                        Count(await uploads.AddAsync([.. computed.Select(item => item.Day.Vector)], cancellationToken));
                    }
                }

                report.Progressed(new ImportProgress
                {
                    ExternalSystem = externalSystem,
                    Activity = MessageText.Format(nameof(Messages.ImportWriting), ToDateTime(reading.Days[day].Date)),
                    Fraction = share.At((day + 1.0) / reading.Days.Count),
                });
            }

            Count(await uploads.CompleteAsync());
        }
        finally
        {
            await uploads.EndAsync();
        }

        overwritten.TellRest();
        scripts.TellRest();
        report.StepDone(MessageText.Format(
            nameof(Messages.ImportDone), externalSystem, reading.RowsRead, reading.RowsSkipped, written, ToDateTime(options.StartDate), options.Days));
        return new ImportResult
        {
            InstallationPath = installationPath,
            ServerEntry = entry,
            ExternalSystem = externalSystem,
            StartDate = ToDateTime(options.StartDate),
            Days = options.Days,
            RowsRead = reading.RowsRead,
            RowsSkipped = reading.RowsSkipped,
            RowsOutsideDays = reading.RowsOfOtherDays,
            ValuesWritten = written,
            ScriptErrors = scripts.Count,
            Targets = days,
            Overwritten = overwritten.All,
            Files = [],
            Warnings = warnings,
            IsDryRun = options.DryRun,
            Duration = watch.Elapsed,
        };

        void Count(IEnumerable<DayUploads.Arrived> arrived)
        {
            foreach (var (first, receipt) in arrived)
            {
                written += receipt.ValuesWritten;
                if (receipt.VectorsReplaced > 0)
                {
                    Warn(MessageText.Format(nameof(Messages.ImportReplacedVectors), ToDateTime(first.Day), receipt.VectorsReplaced, first.IntervalMinutes));
                }
            }
        }

        void Warn(string message)
        {
            warnings.Add(message);
            report.Warned(message);
        }
    }

    private ImportedDay Describe(MappedTarget target, DayVector vector)
    {
        var (values, sum) = (0, 0L);
        foreach (var value in vector.Values)
        {
            if (value != DayVector.NoData)
            {
                values++;
                sum += value;
            }
        }

        return new ImportedDay
        {
            ServerEntry = entry,
            Queue = target.Queue.Path,
            ValueType = target.ValueType.Name,
            Day = ToDateTime(vector.Day),
            Values = values,
            Sum = (decimal)sum / DayVector.ValueScale,
        };
    }

    private static IReadOnlyList<string> SystemsOf(IEnumerable<MappedTarget> targets)
        => [.. targets.SelectMany(target => target.Sources).Select(source => source.System.ExternalSystem).Distinct(StringComparer.Ordinal)];

    private static DateTime ToDateTime(LocalDate day) => day.ToDateTimeUnspecified();
}
