using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// An import of call data: read, aggregate, map, run the scripts, upload, and only then move or delete the source files. It can be repeated
/// at any point without doubling anything.
/// </summary>
public sealed class CallDataImport
{
    // Reading is the larger part of an import; the rest of the bar belongs to the upload.
    private const double ReadingShare = 0.7;

    // More of them would hide everything else; the log has all.
    private const int MaximumRowWarnings = 20;

    private readonly string installationPath;
    private readonly CallDataImportOptions options;
    private readonly IImportObserver observer;
    private readonly IspsUlConfiguration configuration;
    private readonly AcdMap map;
    private readonly bool writeAlways;
    private readonly ILog log;
    private readonly List<ImportResult> results = [];
    private readonly Dictionary<string, PlannedSource> sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.OrdinalIgnoreCase);

    private CallDataImport(string installationPath, CallDataImportOptions options, IImportObserver observer, ILog log)
    {
        this.log = log;
        this.installationPath = installationPath;
        this.options = options;
        this.observer = observer;
        configuration = IspsUlConfiguration.Load(installationPath);
        map = AcdMap.Load(installationPath);
        writeAlways = configuration.General.WriteAlways;
    }

    private DateInterval ImportedDays => new(options.StartDate, options.StartDate.PlusDays(options.Days - 1));

    /// <summary>Runs an import.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="options">Days and external systems.</param>
    /// <param name="observer">Follows it.</param>
    /// <param name="log">Gets what an admin finds in isps_ul.log or isps_uls.log later.</param>
    /// <param name="cancellationToken">Stops it; what the server has confirmed by then stays, and no source file has been touched that it has not.</param>
    /// <returns>One result per external system and server entry that could be imported; failures went to the observer.</returns>
    /// <exception cref="XlinkException">Nothing could be imported: wrong options or configuration, another import is running, the server refuses or is away.</exception>
    public static async Task<IReadOnlyList<ImportResult>> RunAsync(
        string installationPath, CallDataImportOptions options, IImportObserver observer, ILog log, CancellationToken cancellationToken)
    {
        options.Check();
        using var importLock = options.DryRun ? null : ImportLock.Acquire(installationPath);
        return await new CallDataImport(installationPath, options, observer, log).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<ImportResult>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var finding in map.Findings)
        {
            observer.Warned(MessageText.Format(nameof(Messages.MappingLineIgnored), map.FilePath, finding.Line, finding.Reason));
        }

        var entries = map.Mappings.Select(mapping => mapping.Target.ServerEntry).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (entries.Count == 0)
        {
            observer.Warned(MessageText.Format(nameof(Messages.NothingMapped), map.FilePath));
        }

        foreach (var entry in entries)
        {
            using var login = ServerLogin.Load(installationPath, entry);
            using var server = await WfmImportTarget.ConnectAsync(login, cancellationToken);
            await ImportIntoAsync(entry, server, cancellationToken);
        }

        // Only now has every server what it needs from the files.
        var files = sources.Values
            .Where(source => !options.DryRun && !failed.Contains(source.ExternalSystem))
            .ToDictionary(source => source.ExternalSystem, DisposeOfFiles, StringComparer.Ordinal);
        return [.. results.Select(result => files.TryGetValue(result.ExternalSystem, out var own) ? result with { Files = own } : result)];
    }

    private async Task ImportIntoAsync(string entry, IImportTarget server, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.Make(installationPath, configuration, map, entry, server, options.ExternalSystems);
        foreach (var warning in plan.Warnings)
        {
            observer.Warned(warning);
        }

        foreach (var (externalSystem, failure) in plan.Failures)
        {
            Fail(externalSystem, failure);
        }

        var wanted = plan.Sources.Values.Where(source => source.IsWanted).ToList();
        for (var i = 0; i < wanted.Count; i++)
        {
            Read(wanted[i], server.TimeZone, (double)i / wanted.Count, ReadingShare / wanted.Count, cancellationToken);
        }

        foreach (var group in plan.Targets.GroupBy(target => target.ExternalSystem, StringComparer.Ordinal))
        {
            var systems = group.SelectMany(target => target.Sources).Select(source => plan.Sources[source.ExternalSystem]).Distinct().ToList();
            try
            {
                if (systems.TrueForAll(system => system.Reading is not null))
                {
                    results.Add(await WriteAsync(entry, plan, [.. group], server, cancellationToken));
                }
            }
            catch (XlinkException exception)
            {
                systems.ForEach(system => failed.Add(system.ExternalSystem));
                observer.Failed(group.Key, exception);
            }
        }
    }

    private void Read(PlannedSource source, DateTimeZone zone, double done, double share, CancellationToken cancellationToken)
    {
        observer.StepDone(MessageText.Format(nameof(Messages.ImportReading), source.ExternalSystem, ToDateTime(options.StartDate), options.Days));
        var request = new CallDataRequest
        {
            Days = ImportedDays,
            Zone = zone,
            Series = [],
            RowSkipped = row => log.Warning(row.ToString()),
        };
        try
        {
            source.Read(request, new ReadingProgress(observer, source.ExternalSystem, done, share), cancellationToken);
            sources[source.ExternalSystem] = source;
        }
        catch (XlinkException exception)
        {
            Fail(source.ExternalSystem, exception);
        }
    }

    private async Task<ImportResult> WriteAsync(
        string entry, ImportPlan plan, IReadOnlyList<MappedTarget> targets, IImportTarget server, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var source = plan.Sources[targets[0].ExternalSystem];
        var reading = source.Reading!;
        var warnings = CollectWarnings(reading);
        var scripts = new ScriptFailures(warnings.Add);
        var scriptLog = new ScriptOutput(log);
        var calculations = targets.Select(target => (Target: target, Calculation: new TargetCalculation(target, plan.Sources))).ToList();
        var days = new List<ImportedDay>();
        var written = 0;
        for (var day = 0; day < reading.Days.Count; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var vectors = calculations
                .Select(item => (item.Target, Vector: item.Calculation.Compute(day, scripts.Add, scriptLog)))
                .Where(item => WritesNothingAsZero(reading) || item.Vector.Values.Any(value => value != DayVector.NoData))
                .ToList();
            if (vectors.Count > 0)
            {
                written += await UploadAsync(source.ExternalSystem, [.. vectors.Select(item => item.Vector)], server, warnings, cancellationToken);
                days.AddRange(vectors.Select(item => Describe(entry, item.Target, item.Vector)));
            }

            observer.Progressed(new ImportProgress
            {
                ExternalSystem = source.ExternalSystem,
                Activity = MessageText.Format(nameof(Messages.ImportWriting), ToDateTime(reading.Days[day].Date)),
                Fraction = ReadingShare + ((1 - ReadingShare) * (day + 1) / reading.Days.Count),
            });
        }

        warnings.ForEach(observer.Warned);
        log.Info(MessageText.Format(
            nameof(Messages.ImportDone), source.ExternalSystem, reading.RowsRead, reading.RowsSkipped, written, ToDateTime(options.StartDate), options.Days));
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
            ValuesWritten = written,
            ScriptErrors = scripts.Count,
            Targets = days,
            Files = [],
            Warnings = warnings,
            IsDryRun = options.DryRun,
            Duration = watch.Elapsed,
        };
    }

    private async Task<int> UploadAsync(
        string externalSystem, IReadOnlyList<DayVector> vectors, IImportTarget server, List<string> warnings, CancellationToken cancellationToken)
    {
        if (options.DryRun)
        {
            return vectors.Sum(vector => vector.Values.Count(value => writeAlways || value != DayVector.NoData));
        }

        var upload = new CallDataUpload { ExternalSystem = externalSystem, WriteAlways = writeAlways, Vectors = vectors };

        // One key per upload: repeating it within this run is harmless, and another run writes again.
        var receipt = await server.WriteAsync(upload, Guid.NewGuid().ToString("N"), cancellationToken);
        if (receipt.VectorsReplaced > 0)
        {
            warnings.Add(MessageText.Format(nameof(Messages.ImportReplacedVectors), ToDateTime(vectors[0].Day), receipt.VectorsReplaced, vectors[0].IntervalMinutes));
        }

        return receipt.ValuesWritten;
    }

    // A configuration that matches no row at all must not wipe a whole history with zeros.
    private bool WritesNothingAsZero(CallDataReading reading) => writeAlways && reading.RowsUsed > 0;

    private IReadOnlyList<ImportedFile> DisposeOfFiles(PlannedSource source)
    {
        using var file = new LogFile(System.IO.Path.Combine(installationPath, SourceFileDisposal.LogFileName));
        var outcomes = source.DisposeOfFiles(ImportedDays, line => file.Write(LogLevel.Info, line));
        foreach (var outcome in outcomes.Where(outcome => outcome.Message.Length > 0))
        {
            if (outcome.Action == SourceFileAction.Leave)
            {
                observer.Warned(outcome.Message);
            }
            else
            {
                observer.StepDone(outcome.Message);
            }
        }

        return
        [
            .. outcomes.Select(outcome => new ImportedFile
            {
                Path = outcome.File.Path,
                Rows = outcome.File.RowsUsed,
                Action = outcome.Action,
                MovedTo = outcome.NewPath,
                Message = outcome.Message,
            }),
        ];
    }

    private void Fail(string externalSystem, XlinkException failure)
    {
        failed.Add(externalSystem);
        log.Error(failure.Message);
        observer.Failed(externalSystem, failure);
    }

    private static List<string> CollectWarnings(CallDataReading reading)
    {
        var warnings = reading.Warnings.Concat(reading.SkippedRows.Take(MaximumRowWarnings).Select(row => row.ToString())).ToList();
        if (reading.RowsSkipped > MaximumRowWarnings)
        {
            warnings.Add(MessageText.Format(nameof(Messages.ImportMoreRowsSkipped), reading.RowsSkipped - MaximumRowWarnings));
        }

        return warnings;
    }

    private static ImportedDay Describe(string entry, MappedTarget target, DayVector vector)
    {
        var values = vector.Values.Where(value => value != DayVector.NoData).ToList();
        return new ImportedDay
        {
            ServerEntry = entry,
            Queue = target.Queue.Path,
            ValueType = target.ValueType.Name,
            Day = ToDateTime(vector.Day),
            Values = values.Count,
            Sum = values.Sum(value => (decimal)value) / DayVector.ValueScale,
        };
    }

    private static DateTime ToDateTime(LocalDate day) => day.ToDateTimeUnspecified();
}
