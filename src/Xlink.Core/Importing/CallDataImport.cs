using System;
using System.Collections.Generic;
using System.IO;
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
/// An import of call data: read, aggregate, map, run the scripts, upload, and only then move or delete the source files. It can be broken off
/// at any point and repeated without losing or doubling anything.
/// </summary>
public sealed class CallDataImport
{
    private readonly ImportEnvironment environment;
    private readonly string installationPath;
    private readonly CallDataImportOptions options;
    private readonly ImportReport report;
    private readonly IspsUlConfiguration configuration;
    private readonly AcdMap map;
    private readonly List<ImportResult> results = [];
    private readonly List<PlannedSource> sources = [];

    private CallDataImport(ImportEnvironment environment, CallDataImportOptions options)
    {
        this.environment = environment;
        this.options = options;
        installationPath = environment.Files.InstallationPath;
        report = environment.Report;
        configuration = environment.Files.Settings;
        map = environment.Files.Map;
    }

    /// <summary>Runs an import.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="options">Days and external systems.</param>
    /// <param name="observer">Follows it.</param>
    /// <param name="log">Gets what an admin finds in isps_ul.log or isps_uls.log later.</param>
    /// <param name="cancellationToken">Stops it; what the server has confirmed by then stays, and no source file has been touched that it has not.</param>
    /// <returns>One result per external system and server entry that was imported; failures went to the observer.</returns>
    /// <exception cref="XlinkException">
    /// Nothing could be imported: wrong options or configuration, another import is running, the server refuses or is away.
    /// </exception>
    /// <remarks>An automatic import makes way for this manual one, which waits for that.</remarks>
    public static async Task<IReadOnlyList<ImportResult>> RunAsync(
        string installationPath, CallDataImportOptions options, IImportObserver observer, ILog log, CancellationToken cancellationToken)
    {
        options.Check();
        var told = new ImportReport(observer, log);
        using var manual = options.DryRun ? null : await ManualImport.BeginAsync(installationPath, told, cancellationToken);
        var files = new ImportConfiguration(installationPath);
        using var servers = ServerConnections.Begin(files, told, cancellationToken);
        return await new CallDataImport(
            new(files, told, servers.ConnectAsync, SystemClock.Instance.GetCurrentInstant(), IsAutomatic: false),
            options).RunAsync(cancellationToken);
    }

    /// <summary>Runs an automatic import, whose caller wants to know from the report what was missing.</summary>
    internal static Task<IReadOnlyList<ImportResult>> RunAsync(
        ImportConfiguration files, CallDataImportOptions options, ImportReport report, CancellationToken cancellationToken)
        => RunAsync(files, options, report, connect: null, SystemClock.Instance.GetCurrentInstant(), cancellationToken);

    /// <summary>Runs an import into other servers and at another moment.</summary>
    internal static async Task<IReadOnlyList<ImportResult>> RunAsync(
        ImportConfiguration files,
        CallDataImportOptions options,
        ImportReport report,
        Func<string, CancellationToken, Task<IImportTarget>>? connect,
        Instant now,
        CancellationToken cancellationToken)
    {
        options.Check();
        using var importLock = options.DryRun || options.IsExport ? null : ImportLock.Acquire(files.InstallationPath);
        using var servers = connect is null ? ServerConnections.Begin(files, report, cancellationToken) : null;
        return await new CallDataImport(new(files, report, connect ?? servers!.ConnectAsync, now, IsAutomatic: true), options).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<ImportResult>> RunAsync(CancellationToken cancellationToken)
    {
        using var disposalLog = new LogFile(Path.Combine(installationPath, SourceFileDisposal.LogFileName), configuration.General.LogMaxFileSize);
        Action<string> logDisposal = line => disposalLog.Write(LogLevel.Info, line);
        var journal = DisposalJournal.Load(installationPath, logDisposal);
        if (!options.DryRun && !options.IsExport)
        {
            report.Tell(journal.Complete([]));
        }

        // What the server has already is history too.
        IReadOnlyCollection<string> filesLeftOut = options.IsExport ? [] : journal.Paths;
        var entries = FindMappings().GroupBy(mapping => mapping.Target.ServerEntry, StringComparer.OrdinalIgnoreCase).ToList();
        for (var i = 0; i < entries.Count; i++)
        {
            try
            {
                await ImportIntoAsync(entries[i].Key, [.. entries[i]], ProgressShare.Whole.Part(i, entries.Count), filesLeftOut, cancellationToken);
            }
            catch (XlinkException exception) when (entries.Count > 1)
            {
                // The other servers are imported into nevertheless.
                report.Failed(SystemsOf(entries[i]), exception);
            }
        }

        foreach (var source in sources.Where(source => options.IsExport && source.Reading is { } reading && reading.Files.Any(file => !file.WasRead)))
        {
            report.Incomplete([source.ExternalSystem]);
        }

        // Only now has every server what it needs from the files.
        return options.DryRun || options.IsExport ? results : DisposeOfFiles(journal, logDisposal);
    }

    private IReadOnlyList<QueueMapping> FindMappings()
    {
        foreach (var finding in map.Findings)
        {
            report.Warned(MessageText.Format(nameof(Messages.MappingLineIgnored), map.FilePath, finding.Line, finding.Reason));
        }

        var mappings = environment.Files.Mappings.Where(mapping => mapping.Sources.Count > 0).ToList();
        if (mappings.Count == 0)
        {
            report.Warned(MessageText.Format(nameof(Messages.NothingMapped), map.FilePath));
        }

        foreach (var name in options.ExternalSystems)
        {
            if (!mappings.Exists(mapping => IsFedBy(mapping, name)))
            {
                throw XlinkException.InFile(map.FilePath, line: null, nameof(Messages.ExternalSystemNotMapped), XlinkErrorCategory.ObjectNotFound, name);
            }
        }

        return options.ExternalSystems.Count == 0 ? mappings : mappings.FindAll(mapping => options.ExternalSystems.Any(name => IsFedBy(mapping, name)));
    }

    private async Task ImportIntoAsync(
        string entry, IReadOnlyList<QueueMapping> mappings, ProgressShare share, IReadOnlyCollection<string> filesLeftOut, CancellationToken cancellationToken)
    {
        var systems = SystemsOf(mappings);
        using var server = await ImportTargets.OpenAsync(environment, entry, systems, ImportKind.CallData, options.DryRun, cancellationToken);
        var runs = new ImportRunReport(server, ImportRunKind.CallData, options, environment.IsAutomatic, report);
        var done = results.Count;
        try
        {
            var plan = ImportPlan.Make(environment.Files, mappings, server, report);
            server.Prepare(plan);
            sources.AddRange(plan.Sources);
            var import = new ServerEntryImport(
                installationPath, entry, plan, server, server.TakesDaysAgain(plan) ? options : options.AtOnce, configuration.General.WriteAlways, report);
            var own = await import.RunAsync(share, filesLeftOut, cancellationToken);
            var written = server.Complete(own.Select(result => result.ExternalSystem), report);
            results.AddRange(own.Select(result => result with { CloudLinkFiles = [.. written[result.ExternalSystem]] }));
            await runs.SendCallDataAsync(systems, results.GetRange(done, results.Count - done), failure: null, cancellationToken);
        }
        catch (XlinkException exception)
        {
            await runs.SendCallDataAsync(systems, [], exception, cancellationToken);
            throw;
        }
    }

    private IReadOnlyList<ImportResult> DisposeOfFiles(DisposalJournal journal, Action<string> log)
    {
        var files = new Dictionary<string, IReadOnlyList<ImportedFile>>(StringComparer.OrdinalIgnoreCase);

        // What reads the same folder stands and falls together: a file must not go before all have it.
        foreach (var folder in sources.Where(source => source.Reading is not null && source.FileRule is not null)
            .GroupBy(source => source.FileRule!.Folder, StringComparer.Ordinal))
        {
            var outcomes = DisposeOfFiles([.. folder], journal, log);
            foreach (var source in folder)
            {
                files[source.ExternalSystem] = outcomes;
            }
        }

        return [.. results.Select(result => files.TryGetValue(result.ExternalSystem, out var own) ? result with { Files = own } : result)];
    }

    private IReadOnlyList<ImportedFile> DisposeOfFiles(IReadOnlyList<PlannedSource> readers, DisposalJournal journal, Action<string> log)
    {
        var rule = readers.Select(reader => reader.FileRule!).OrderBy(candidate => candidate.Action).First();
        var isIncomplete = readers.Any(reader => report.IsIncomplete(reader.ExternalSystem));
        if (isIncomplete && rule.Action != SourceFileAction.Leave)
        {
            report.Warned(MessageText.Format(nameof(Messages.SourceFilesStay), rule.Folder));
        }

        var disposal = new SourceFileDisposal(
            isIncomplete ? SourceFileAction.Leave : rule.Action, rule.Destination, journal, log, SystemClock.Instance);
        try
        {
            var files = SourceFile.Merge([.. readers.Select(reader => reader.Reading!.Files)]);
            var outcomes = disposal.Complete(files, options.DateInterval);
            report.Tell(outcomes);
            report.IncompleteIfFilesAre(files, readers.Select(reader => reader.ExternalSystem));
            return outcomes;
        }
        catch (XlinkException exception)
        {
            report.Failed([.. readers.Select(reader => reader.ExternalSystem)], exception);
            return [];
        }
    }

    private static bool IsFedBy(QueueMapping mapping, string externalSystem)
        => mapping.Sources.Any(source => string.Equals(source.ExternalSystem, externalSystem, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> SystemsOf(IEnumerable<QueueMapping> mappings)
        => [.. mappings.SelectMany(mapping => mapping.Sources).Select(source => source.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase)];
}
