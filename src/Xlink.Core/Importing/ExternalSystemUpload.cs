using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Scripting;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>Computes and uploads the days of the targets that belong to one external system, and counts what becomes of them.</summary>
internal sealed class ExternalSystemUpload
{
    private readonly PlannedSource source;
    private readonly CallDataImportOptions options;
    private readonly string entry;
    private readonly ImportReport report;
    private readonly List<TargetCalculation> calculations;
    private readonly List<string> warnings = [];
    private readonly ScriptFailures scripts;
    private readonly ScriptOutput scriptLog;
    private readonly StoredValues stored;
    private readonly OverwrittenDays overwritten;
    private readonly ImportedDays days;
    private readonly DayUploads uploads;
    private readonly Dictionary<LocalDate, int> written = [];
    private readonly Stopwatch watch = new();

    internal ExternalSystemUpload(
        PlannedSource source, ImportPlan plan, IImportTarget server, CallDataImportOptions options, string entry, bool writeAlways, ImportReport report)
    {
        this.source = source;
        this.options = options;
        this.entry = entry;
        this.report = report;
        calculations = [.. plan.Targets.Where(target => target.Owner == source).Select(target => new TargetCalculation(target, writeAlways))];
        scripts = new ScriptFailures(Warn, report.Log);
        scriptLog = new ScriptOutput(report.Log);
        stored = new StoredValues(
            server is ImportTargets all ? (queue, first, last, token) => all.ReadStoredAsync(source.ExternalSystem, queue, first, last, token) : server.ReadAsync,
            [.. calculations.Select(calculation => calculation.Target.Queue.Id).Distinct()],
            options.DateInterval);
        overwritten = new OverwrittenDays(Warn, report.Log);
        days = new ImportedDays(entry);
        uploads = new DayUploads(server, source.ExternalSystem);
    }

    /// <summary>The external system that is read.</summary>
    internal PlannedSource Source => source;

    /// <summary>The targets that can be computed.</summary>
    internal IReadOnlyList<MappedTarget> Targets => [.. calculations.Select(calculation => calculation.Target).Where(target => target.CanBeComputed)];

    /// <summary>Whether nothing more is uploaded, because an upload has failed.</summary>
    internal bool HasFailed { get; set; }

    /// <summary>Tells what the reading has to say, when it is complete.</summary>
    internal void TellReading(CallDataReading reading)
        => warnings.InsertRange(0, ReadingWarnings.Tell(report, reading.Warnings, reading.SkippedRows, reading.RowsSkipped));

    /// <summary>Computes days and sends them.</summary>
    /// <param name="positions">The days, as positions in the range.</param>
    /// <param name="isRepeated">Whether they were sent before, and rows of them were found since.</param>
    /// <param name="dayDone">Is called after each day.</param>
    /// <param name="cancellationToken">Stops it between two days.</param>
    /// <exception cref="XlinkException">A day could not be uploaded.</exception>
    internal async Task WriteAsync(IEnumerable<int> positions, bool isRepeated, Action<int> dayDone, CancellationToken cancellationToken)
    {
        watch.Start();
        try
        {
            if (isRepeated)
            {
                // What was sent first must be there first.
                Count(await uploads.CompleteAsync());
            }

            var ready = calculations.FindAll(calculation => calculation.Target.CanBeComputed);
            foreach (var position in positions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(source.Values!.Calendar.Days[position], position, ready, isRepeated, cancellationToken);
                dayDone(position);
            }
        }
        finally
        {
            watch.Stop();
        }
    }

    /// <summary>Waits until everything has arrived.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="XlinkException">A day could not be uploaded.</exception>
    internal async Task<ImportResult> CompleteAsync(CallDataReading reading, string installationPath)
    {
        watch.Start();
        Count(await uploads.CompleteAsync());
        watch.Stop();
        overwritten.TellRest();
        scripts.TellRest();
        var values = written.Values.Sum();
        report.StepDone(MessageText.Format(
            nameof(Messages.ImportDone), source.ExternalSystem, reading.RowsRead, reading.RowsSkipped, values, ToDateTime(options.StartDate), options.Days));
        return new ImportResult
        {
            InstallationPath = installationPath,
            ServerEntry = entry,
            ExternalSystem = source.ExternalSystem,
            StartDate = ToDateTime(options.StartDate),
            Days = options.Days,
            RowsRead = reading.RowsRead,
            RowsSkipped = reading.RowsSkipped,
            RowsOutsideDays = reading.RowsOfOtherDays,
            ValuesWritten = values,
            ScriptErrors = scripts.Count,
            Targets = days,
            Overwritten = overwritten.All,
            Files = [],
            Warnings = warnings,
            IsDryRun = options.DryRun,
            Duration = source.ReadingTime + watch.Elapsed,
        };
    }

    /// <summary>Waits until nothing is on its way, whatever becomes of it.</summary>
    internal Task EndAsync() => uploads.EndAsync();

    private async Task WriteAsync(IntervalDay day, int position, List<TargetCalculation> ready, bool isRepeated, CancellationToken cancellationToken)
    {
        if (isRepeated)
        {
            scripts.Forget(day.Date);
            overwritten.Forget(ToDateTime(day.Date));
            written.Remove(day.Date);
        }

        Action<MappedTarget, OffsetDateTime, ScriptError> scriptFailed = scripts.Add;
        var computed = new List<(MappedTarget Target, ComputedDay Day)>(ready.Count);
        foreach (var calculation in ready)
        {
            var own = calculation.Compute(position, scriptFailed, scriptLog);
            if (Array.Exists(own.Vector.Values, value => value != DayVector.NoData))
            {
                computed.Add((calculation.Target, own));
            }
        }

        days.Set(day.Date, computed);
        foreach (var item in computed)
        {
            if (item.Day.Zeros.Count > 0 && await stored.FindOverwrittenAsync(item.Target, day, item.Day, entry, cancellationToken) is { } lost)
            {
                overwritten.Add(lost, isRepeated);
            }
        }

        if (options.DryRun)
        {
            written[day.Date] = computed.Sum(item => item.Day.Vector.Values.Count(value => value != DayVector.NoData));
        }
        else if (computed.Count > 0)
        {
            Count(await uploads.AddAsync([.. computed.Select(item => item.Day.Vector)], cancellationToken));
        }
    }

    private void Count(IEnumerable<DayUploads.Arrived> arrived)
    {
        foreach (var (first, receipt) in arrived)
        {
            written[first.Day] = receipt.ValuesWritten;
            if (receipt.VectorsReplaced > 0)
            {
                Warn(MessageText.Format(nameof(Messages.ImportReplacedVectors), ToDateTime(first.Day), receipt.VectorsReplaced, first.IntervalMinutes));
            }
        }
    }

    private void Warn(string message)
    {
        warnings.Add(message);
        report.Warned(message);
    }

    private static DateTime ToDateTime(LocalDate day) => day.ToDateTimeUnspecified();
}
