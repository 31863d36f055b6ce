using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// An import of agent data: read, make activities of the rows, upload day by day, and only then move or delete the source files. It can be broken off
/// at any point and repeated: a day that arrives again replaces itself.
/// </summary>
/// <remarks>
/// [Our reading] Agent data go to every server of <c>[DB]</c>, from the external systems that have the TimeLink flag there and keys for agent data in
/// isps_ul.ini: there is no mapping for them, since the server knows which activity and which employee is meant.
/// </remarks>
public sealed class AgentDataImport
{
    private readonly ImportEnvironment environment;
    private readonly string installationPath;
    private readonly ImportOptions options;
    private readonly ImportReport report;
    private readonly IspsUlConfiguration configuration;
    private readonly List<AgentImportResult> results = [];
    private readonly List<(PlannedAgentSource Source, IReadOnlyList<SourceFile> Files)> readings = [];
    private readonly List<PlannedAgentSource> planned = [];
    private readonly HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> inCloudLink = new(StringComparer.OrdinalIgnoreCase);
    private LocalDate today = LocalDate.MaxIsoValue;
    private bool hasFailedServer;

    private AgentDataImport(ImportEnvironment environment, ImportOptions options)
    {
        this.environment = environment;
        this.options = options;
        installationPath = environment.Files.InstallationPath;
        report = environment.Report;
        configuration = environment.Files.Settings;
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
    public static async Task<IReadOnlyList<AgentImportResult>> RunAsync(
        string installationPath, ImportOptions options, IImportObserver observer, ILog log, CancellationToken cancellationToken)
    {
        options.Check();
        var told = new ImportReport(observer, log);
        using var manual = options.DryRun ? null : await ManualImport.BeginAsync(installationPath, told, cancellationToken);
        var files = new ImportConfiguration(installationPath);
        return await new AgentDataImport(
            new(files, told, (entry, token) => ConnectAsync(files, entry, told, token), SystemClock.Instance.GetCurrentInstant(), IsAutomatic: false),
            options).RunAsync(cancellationToken);
    }

    /// <summary>Runs an automatic import, whose caller wants to know from the report what was missing.</summary>
    internal static Task<IReadOnlyList<AgentImportResult>> RunAsync(
        ImportConfiguration files, ImportOptions options, ImportReport report, CancellationToken cancellationToken)
        => RunAsync(files, options, report, connect: null, SystemClock.Instance.GetCurrentInstant(), cancellationToken);

    /// <summary>Runs an import into other servers and at another moment.</summary>
    internal static async Task<IReadOnlyList<AgentImportResult>> RunAsync(
        ImportConfiguration files,
        ImportOptions options,
        ImportReport report,
        Func<string, CancellationToken, Task<IImportTarget>>? connect,
        Instant now,
        CancellationToken cancellationToken)
    {
        options.Check();
        using var importLock = options.DryRun || options.IsExport ? null : ImportLock.Acquire(files.InstallationPath);
        return await new AgentDataImport(
            new(files, report, connect ?? ((entry, token) => ConnectAsync(files, entry, report, token)), now, IsAutomatic: true),
            options).RunAsync(cancellationToken);
    }

    private static async Task<IImportTarget> ConnectAsync(ImportConfiguration files, string entry, ImportReport report, CancellationToken cancellationToken)
    {
        using var login = files.GetLogin(entry);
        report.TellProtection(login.Url);
        return await WfmImportTarget.ConnectAsync(login, cancellationToken);
    }

    private async Task<IReadOnlyList<AgentImportResult>> RunAsync(CancellationToken cancellationToken)
    {
        using var disposalLog = new LogFile(Path.Combine(installationPath, SourceFileDisposal.LogFileName), configuration.General.LogMaxFileSize);
        Action<string> logDisposal = line => disposalLog.Write(LogLevel.Info, line);
        var disposals = DisposalJournal.Load(installationPath, logDisposal);
        var journal = AgentFileJournal.Load(installationPath);
        if (!options.DryRun && !options.IsExport)
        {
            report.Tell(disposals.Complete([]));
        }

        // What the server has already is history too.
        IReadOnlyCollection<string> filesLeftOut = options.IsExport ? [] : disposals.Paths;

        var entries = FindEntries();
        if (entries.Count == 0)
        {
            throw XlinkException.InFile(
                configuration.FilePath, line: null, nameof(Messages.ServerEntryNotFound), XlinkErrorCategory.ObjectNotFound, IspsUlConfiguration.DefaultServerEntryName);
        }

        for (var i = 0; i < entries.Count; i++)
        {
            try
            {
                await ImportIntoAsync(entries[i], journal, filesLeftOut, ProgressShare.Whole.Part(i, entries.Count), cancellationToken);
            }
            catch (XlinkException exception) when (entries.Count > 1)
            {
                // The other servers are imported into nevertheless; what this one would have taken stays.
                hasFailedServer = true;
                report.Failed([.. configuration.ExternalSystems.Where(PlannedAgentSource.IsIn).Select(section => section.Name)], exception);
            }
        }

        if (!hasFailedServer)
        {
            ReportSystemsNotFound();
        }

        foreach (var (source, _) in readings.Where(reading => options.IsExport && reading.Files.Any(file => !file.WasRead)))
        {
            report.Incomplete([source.ExternalSystem]);
        }

        // Only now has every server what it needs from the files.
        return options.DryRun || options.IsExport ? results : DisposeOfFiles(journal, disposals, logDisposal);
    }

    private async Task ImportIntoAsync(
        string entry, AgentFileJournal journal, IReadOnlyCollection<string> filesLeftOut, ProgressShare share, CancellationToken cancellationToken)
    {
        var sections = configuration.ExternalSystems.Where(PlannedAgentSource.IsIn).Select(section => section.Name).Where(IsWanted).ToList();
        using var server = await ImportTargets.OpenAsync(environment, entry, sections, ImportKind.AgentData, options.DryRun, cancellationToken);

        // With servers in several zones, the day must be over in all of them.
        today = LocalDate.Min(today, environment.Now.InZone(server.TimeZone).Date);
        var systems = server.ExternalSystems.Where(system => system.TimeLink && IsWanted(system.Name)).ToList();
        for (var i = 0; i < systems.Count; i++)
        {
            found.Add(systems[i].Name);
            if (inCloudLink.Contains(systems[i].Name) && !server.LeaveOutCloudLink(systems[i].Name))
            {
                continue;
            }

            var runs = new ImportRunReport(server, ImportRunKind.AgentData, options, environment.IsAutomatic, report);
            using var log = AgentImportLog.Open(report.Log, configuration.General, installationPath, systems[i].Name, options.DryRun);
            var systemReport = report.WithLog(log);
            try
            {
                if (MakeSource(systems[i], systemReport) is { } source)
                {
                    planned.Add(source);
                    var import = new AgentSystemImport(installationPath, entry, source, server, options, systemReport);
                    var (result, read) = await import.RunAsync(environment.Now, filesLeftOut, (file, day) => !options.IsExport && journal.Has(file, day), share.Part(i, systems.Count), cancellationToken);
                    var written = server.Complete([result.ExternalSystem], systemReport);
                    result = result with { CloudLinkFiles = [.. written[result.ExternalSystem]] };
                    results.Add(result);
                    readings.Add((source, read));
                    inCloudLink.Add(systems[i].Name);
                    await runs.SendAgentDataAsync(result.ExternalSystem, result, cancellationToken);
                }
            }
            catch (XlinkException exception)
            {
                // Why another target had not taken it either.
                server.Complete([], systemReport);
                systemReport.Failed([systems[i].Name], exception);
                await runs.SendAgentDataAsync(systems[i].Name, result: null, cancellationToken);
            }
        }
    }

    /// <summary>The server entries; without any, where no server is needed, those whose queues are known.</summary>
    private IReadOnlyList<string> FindEntries()
    {
        IReadOnlyList<string> entries = [.. configuration.ServerEntries.Select(entry => entry.Name)];
        return entries.Count > 0 || environment.Files.NeedsServer ? entries : [.. ServerSnapshot.Load(installationPath).Select(known => known.ServerEntry)];
    }

    // What has no section here is another installation's, unless somebody asks for it.
    private bool IsWanted(string externalSystem)
        => options.ExternalSystems.Count == 0
            ? configuration.FindExternalSystem(externalSystem) is not null
            : options.ExternalSystems.Contains(externalSystem, StringComparer.OrdinalIgnoreCase);

    private PlannedAgentSource? MakeSource(WfmExternalSystem system, ImportReport systemReport)
    {
        var section = configuration.GetExternalSystem(system.Name);
        var source = PlannedAgentSource.Make(system, section, installationPath);
        if (source is null)
        {
            systemReport.Warned(MessageText.Format(nameof(Messages.AgentDataNotConfigured), system.Name, configuration.FilePath));
        }

        return source;
    }

    /// <summary>Reports external systems that were asked for or configured and that no server takes agent data from.</summary>
    private void ReportSystemsNotFound()
    {
        foreach (var name in options.ExternalSystems.Where(name => !found.Contains(name)))
        {
            report.Failed([name], XlinkException.Create(nameof(Messages.AgentDataNotFound), XlinkErrorCategory.ObjectNotFound, name));
        }

        if (options.ExternalSystems.Count > 0)
        {
            return;
        }

        foreach (var section in configuration.ExternalSystems.Where(section => PlannedAgentSource.IsIn(section) && found.Add(section.Name)))
        {
            report.Warned(MessageText.Format(nameof(Messages.AgentDataNotFound), section.Name));
        }

        if (found.Count == 0)
        {
            report.Warned(Messages.NoAgentData);
        }
    }

    private IReadOnlyList<AgentImportResult> DisposeOfFiles(AgentFileJournal journal, DisposalJournal disposals, Action<string> log)
    {
        var outcomes = new Dictionary<string, IReadOnlyList<ImportedFile>>(StringComparer.OrdinalIgnoreCase);

        // What reads the same folder stands and falls together: a file must not go before all have it.
        foreach (var folder in readings.Where(reading => reading.Source.Folder is not null).GroupBy(reading => reading.Source.Folder, StringComparer.Ordinal))
        {
            var files = DisposeOfFiles([.. folder], journal, disposals, log);
            foreach (var (source, _) in folder)
            {
                outcomes[source.ExternalSystem] = files;
            }
        }

        return [.. results.Select(result => outcomes.TryGetValue(result.ExternalSystem, out var files) ? result with { Files = files } : result)];
    }

    private IReadOnlyList<ImportedFile> DisposeOfFiles(
        IReadOnlyList<(PlannedAgentSource Source, IReadOnlyList<SourceFile> Files)> readers, AgentFileJournal journal, DisposalJournal disposals, Action<string> log)
    {
        var source = readers.Select(reader => reader.Source).OrderBy(candidate => candidate.FileAction).First();
        IReadOnlyList<string> names =
        [
            .. planned.Where(candidate => string.Equals(candidate.Folder, source.Folder, StringComparison.Ordinal))
                .Select(candidate => candidate.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        var isIncomplete = names.Any(report.IsIncomplete);
        if (isIncomplete && source.FileAction != SourceFileAction.Leave)
        {
            report.Warned(MessageText.Format(nameof(Messages.SourceFilesStay), source.Folder));
        }

        // All rows of agent data are used, each on its days.
        IReadOnlyList<SourceFile> files =
            [.. SourceFile.Merge([.. readers.Select(reader => reader.Files)]).Select(file => file with { RowsUsed = file.RowsRead + file.RowsOfOtherDays })];
        var action = isIncomplete ? SourceFileAction.Leave : source.FileAction;
        var disposal = new SourceFileDisposal(action, source.Destination, disposals, log, SystemClock.Instance);
        try
        {
            if (action != SourceFileAction.Leave)
            {
                journal.Add(files, [.. options.DateInterval.Where(day => day < today)]);
                journal.Save();
            }

            var outcomes = disposal.Complete(files, journal.FindDaysLeft);
            report.Tell(outcomes);
            report.IncompleteIfFilesAre(files, names);
            journal.Save();
            return outcomes;
        }
        catch (XlinkException exception)
        {
            report.Failed(names, exception);
            return [];
        }
    }
}
