using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Mapping;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// Everything that an import through one server entry goes to: the WFM server, files for Cloud Link, or both, as the key <c>Target</c> says for each external
/// system. What one of them does not take does not keep it from the other; that it is missing is told by <see cref="Complete"/>.
/// </summary>
internal sealed class ImportTargets : IImportTarget
{
    private static readonly CallDataReceipt NothingStored = new() { Vectors = 0, ValuesWritten = 0, VectorsReplaced = 0 };

    private readonly IImportTarget? server;
    private readonly ServerSnapshot snapshot;
    private readonly Func<string, CloudLinkSettings> settings;
    private readonly CloudLinkTarget cloudLink;
    private readonly ConcurrentDictionary<(bool IsServer, string ExternalSystem), XlinkException> failures = new();
    private readonly HashSet<string> writtenElsewhere = new(StringComparer.OrdinalIgnoreCase);
    private int filesTold;

    private ImportTargets(IImportTarget? server, ServerSnapshot snapshot, Func<string, CloudLinkSettings> settings, CloudLinkTarget cloudLink)
    {
        this.server = server;
        this.snapshot = snapshot;
        this.settings = settings;
        this.cloudLink = cloudLink;
        TimeZone = server?.TimeZone ?? snapshot.GetZone();
    }

    /// <inheritdoc/>
    public DateTimeZone TimeZone { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WfmQueue> Queues => snapshot.Queues;

    /// <inheritdoc/>
    public IReadOnlyList<WfmExternalSystem> ExternalSystems => snapshot.ExternalSystems;

    /// <summary>Opens the targets.</summary>
    /// <param name="environment">Where the import runs; who follows it is told that the server is away, and what cannot be written for Cloud Link.</param>
    /// <param name="entry">Name of the server entry.</param>
    /// <param name="systems">The external systems that are imported.</param>
    /// <param name="kind">What is imported.</param>
    /// <param name="isDryRun">Whether nothing is to be written.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The targets.</returns>
    /// <exception cref="XlinkException">The server is needed and cannot be reached, or was never: <c>ServerSnapshotMissing</c>; <c>SourceKeyInvalid</c>.</exception>
    internal static async Task<ImportTargets> OpenAsync(
        ImportEnvironment environment, string entry, IReadOnlyCollection<string> systems, ImportKind kind, bool isDryRun, CancellationToken cancellationToken)
    {
        var (files, report) = (environment.Files, environment.Report);
        var known = new ConcurrentDictionary<string, CloudLinkSettings>(StringComparer.OrdinalIgnoreCase);
        CloudLinkSettings SettingsOf(string system) => known.GetOrAdd(system, files.TargetsOf);
        var needsServer = systems.Count == 0 || systems.Any(system => SettingsOf(system).HasWfm);
        var toCloudLink = systems.Where(system => SettingsOf(system).HasCloudLink).ToList();
        var (connected, snapshot) = await ConnectAsync(environment, entry, needsServer, toCloudLink.Count > 0, failure => report.Failed(
            [.. systems.Where(system => SettingsOf(system).HasWfm)], failure), cancellationToken);
        try
        {
            if (connected is not null && !isDryRun)
            {
                Keep(snapshot, files.InstallationPath, report);
            }

            var roles = toCloudLink.Count == 0 || kind != ImportKind.CallData ? null
                : TargetRoles.Find(files.Settings, SettingsOf, files.Mappings, entry, snapshot.Queues);
            TellRoles(roles, SettingsOf, report);
            if (kind == ImportKind.CallData)
            {
                TellDifferences(files.Mappings.Where(mapping => IsSame(mapping.Target.ServerEntry, entry)), SettingsOf, report);
            }

            FailWithoutRows(roles, toCloudLink.Where(system => !files.IsExport && !SettingsOf(system).HasWfm), report);
            var target = new CloudLinkTarget(roles, SettingsOf, connected?.TimeZone ?? snapshot.GetZone(), files.InstallationPath, environment.Now);
            if (!isDryRun)
            {
                target.RemoveLeftovers(toCloudLink.SelectMany(system => new[] { SettingsOf(system).Directory, SettingsOf(system).AgentDirectory }).OfType<string>());
            }

            return new ImportTargets(connected, snapshot, SettingsOf, target);
        }
        catch
        {
            connected?.Dispose();
            throw;
        }
    }

    /// <summary>Gets ready for what will be imported.</summary>
    /// <param name="plan">The plan, before its sources are read.</param>
    internal void Prepare(ImportPlan plan)
    {
        foreach (var source in plan.Sources.Where(source => settings(source.ExternalSystem).HasCloudLink))
        {
            cloudLink.Follow(source, plan.Targets);
        }
    }

    /// <summary>Whether a day may be uploaded once more with more values: Cloud Link would get it as another file.</summary>
    /// <param name="plan">The plan.</param>
    internal bool TakesDaysAgain(ImportPlan plan) => !plan.Sources.Any(source => settings(source.ExternalSystem).HasCloudLink);

    /// <summary>Whether agent data or call data of an external system go to the WFM server.</summary>
    internal bool HasServer(string externalSystem) => settings(externalSystem).HasWfm && server is not null;

    /// <summary>Keeps agent data of an external system, which are the same for every server, from being written for Cloud Link again.</summary>
    /// <returns>Whether there is still somewhere for them to go.</returns>
    internal bool LeaveOutCloudLink(string externalSystem)
    {
        writtenElsewhere.Add(externalSystem);
        return settings(externalSystem).HasWfm;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => server?.ReadAsync(queueId, first, last, cancellationToken) ?? Task.FromResult<IReadOnlyList<DayVector>>([]);

    /// <summary>Reads what an import of an external system would overwrite: nothing, if it does not go to the server. What cannot be read is not written to either.</summary>
    /// <exception cref="XlinkException">It cannot be read, and there is no other target.</exception>
    internal async Task<IReadOnlyList<DayVector>> ReadStoredAsync(
        string externalSystem, int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        if (!HasServer(externalSystem) || failures.ContainsKey((true, externalSystem)))
        {
            return [];
        }

        try
        {
            return await ReadAsync(queueId, first, last, cancellationToken).ConfigureAwait(false);
        }
        catch (XlinkException exception) when (settings(externalSystem).HasCloudLink)
        {
            failures[(true, externalSystem)] = exception;
            return [];
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken)
        => server?.GetEmployeesAsync(cancellationToken) ?? Task.FromResult<IReadOnlyList<WfmEmployee>>([]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken)
        => server?.GetActivitiesAsync(cancellationToken) ?? Task.FromResult<IReadOnlyList<WfmActivity>>([]);

    /// <inheritdoc/>
    public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => settings(upload.ExternalSystem).HasCloudLink
            ? Task.Run(
                () => WriteAsync(
                    upload.ExternalSystem,
                    target => target.WriteAsync(upload, idempotencyKey, cancellationToken),
                    () => cloudLink.Write(upload),
                    () => NothingStored),
                cancellationToken)
            : server?.WriteAsync(upload, idempotencyKey, cancellationToken) ?? Task.FromResult(NothingStored);

    /// <inheritdoc/>
    public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => WriteAsync(
            upload.ExternalSystem,
            target => target.WriteAsync(upload, idempotencyKey, cancellationToken),
            () => cloudLink.Write(upload),
            () => new AgentStatusReceipt { ActivitiesStored = 0, Employees = 0, UnknownAgents = [], NewActivities = [] });

    /// <inheritdoc/>
    public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken)
        => HasServer(run.ExternalSystem) ? server!.ReportAsync(run, cancellationToken) : Task.CompletedTask;

    /// <summary>Writes what waited for other external systems, and tells what is missing and what deserves a look.</summary>
    /// <param name="arrived">The external systems of which everything has come.</param>
    /// <param name="report">Is told it.</param>
    /// <returns>The files for Cloud Link that were written since the last call, by external system.</returns>
    internal ILookup<string, string> Complete(IEnumerable<string> arrived, ImportReport report)
    {
        var complete = new HashSet<string>(arrived, StringComparer.OrdinalIgnoreCase);
        foreach (var failure in failures)
        {
            report.Failed([failure.Key.ExternalSystem], failure.Value);
            complete.RemoveWhere(system => !failure.Key.IsServer && string.Equals(system, failure.Key.ExternalSystem, StringComparison.OrdinalIgnoreCase));
        }

        failures.Clear();
        foreach (var (queue, day) in cloudLink.Refused)
        {
            report.Failed(queue.ExternalSystems, XlinkException.Create(
                nameof(Messages.CloudLinkNotPerContact), XlinkErrorCategory.InvalidData, queue.Queue.Path, day.ToDateTimeUnspecified()));
        }

        try
        {
            foreach (var queue in cloudLink.Complete(complete.Contains))
            {
                report.Failed(queue.ExternalSystems, XlinkException.Create(
                    nameof(Messages.CloudLinkQueueWaits), XlinkErrorCategory.InvalidOperation, queue.Queue.Path, string.Join(", ", queue.ExternalSystems)));
            }
        }
        catch (XlinkException exception)
        {
            report.Failed([.. complete], exception);
        }

        foreach (var warning in cloudLink.FindWarnings())
        {
            report.Warned(warning);
        }

        var files = cloudLink.Files.Skip(filesTold).ToList();
        filesTold = cloudLink.Files.Count;
        foreach (var folder in files.GroupBy(file => System.IO.Path.GetDirectoryName(file.Path), StringComparer.Ordinal))
        {
            report.StepDone(MessageText.Format(nameof(Messages.CloudLinkFilesWritten), folder.Count(), folder.Key));
        }

        return files.SelectMany(file => file.ExternalSystems.Select(system => (system, file.Path))).ToLookup(file => file.system, file => file.Path, StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public void Dispose() => server?.Dispose();

    private static async Task<(IImportTarget? Server, ServerSnapshot Snapshot)> ConnectAsync(
        ImportEnvironment environment, string entry, bool needsServer, bool hasCloudLink, Action<XlinkException> failed, CancellationToken cancellationToken)
    {
        var known = hasCloudLink ? FindKnown(environment.Files.InstallationPath, entry, isNeeded: !needsServer) : null;
        if (!needsServer && known is not null)
        {
            return (null, known);
        }

        try
        {
            var connected = await environment.Connect(entry, cancellationToken);
            return (connected, ServerSnapshot.Of(entry, connected));
        }
        catch (XlinkException exception) when (known is not null)
        {
            failed(exception);
            return (null, known);
        }
        catch (XlinkException exception) when (!needsServer)
        {
            throw ServerSnapshot.Missing(entry, exception);
        }
    }

    // Where the server is asked anyway, a damaged file is written anew.
    private static ServerSnapshot? FindKnown(string installationPath, string entry, bool isNeeded)
    {
        try
        {
            return ServerSnapshot.Find(installationPath, entry);
        }
        catch (XlinkException) when (!isNeeded)
        {
            return null;
        }
    }

    private static void Keep(ServerSnapshot snapshot, string installationPath, ImportReport report)
    {
        try
        {
            snapshot.Save(installationPath);
        }
        catch (XlinkException exception)
        {
            // Without it only an import beside a server that is gone would fail.
            report.Log.Warning(exception.Message + " " + exception.Remedy);
        }
    }

    private static void TellRoles(TargetRoles? roles, Func<string, CloudLinkSettings> settings, ImportReport report)
    {
        foreach (var reason in (roles?.All ?? []).Where(role => !role.IsWritten && !IsLeftOut(role) && settings(role.ExternalSystem).HasCloudLink).GroupBy(role => role.Reason, StringComparer.Ordinal))
        {
            report.Warned(MessageText.Format(
                nameof(Messages.CloudLinkNotWritten), string.Join(", ", reason.Select(role => role.Queue + " / " + role.ValueType)), reason.Key));
        }
    }

    private static void TellDifferences(IEnumerable<QueueMapping> mappings, Func<string, CloudLinkSettings> settings, ImportReport report)
    {
        foreach (var mapping in mappings.Where(mapping => mapping.Sources.Count > 1))
        {
            var systems = mapping.Sources.Select(source => source.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (systems.Select(system => settings(system).Target).Distinct().Skip(1).Any())
            {
                report.Warned(MessageText.Format(nameof(Messages.ImportTargetsDiffer), mapping.Target, string.Join(", ", systems), systems[0]));
            }
        }
    }

    // Its source files would be moved or deleted, and nobody would have their data: roles have to be set first.
    private static void FailWithoutRows(TargetRoles? roles, IEnumerable<string> systems, ImportReport report)
    {
        foreach (var system in roles is null ? [] : systems)
        {
            if (roles!.All.Any(role => IsSame(role.ExternalSystem, system) && !IsLeftOut(role)) && !roles.Queues.Any(queue => queue.ExternalSystems.Any(other => IsSame(other, system))))
            {
                report.Failed([system], XlinkException.Create(nameof(Messages.CloudLinkNothingWritten), XlinkErrorCategory.InvalidData, system));
            }
        }
    }

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    // What somebody has said not to write is nothing to look at.
    private static bool IsLeftOut(TargetRole role) => role is { Role: ContactRole.None, IsGuessed: false };

    private async Task<T> WriteAsync<T>(string externalSystem, Func<IImportTarget, Task<T>> toServer, Func<T> toCloudLink, Func<T> toNowhere)
        where T : class
    {
        var own = settings(externalSystem);
        var hasServer = HasServer(externalSystem) && !failures.ContainsKey((true, externalSystem));
        var hasCloudLink = own.HasCloudLink && !writtenElsewhere.Contains(externalSystem) && !failures.ContainsKey((false, externalSystem));
        T? receipt = null;
        if (hasServer)
        {
            try
            {
                receipt = await toServer(server!).ConfigureAwait(false);
            }
            catch (XlinkException exception) when (hasCloudLink)
            {
                failures[(true, externalSystem)] = exception;
            }
        }

        if (hasCloudLink)
        {
            try
            {
                var written = toCloudLink();
                receipt ??= written;
            }
            catch (XlinkException exception) when (receipt is not null)
            {
                failures[(false, externalSystem)] = exception;
            }
        }

        if (receipt is null && (failures.TryGetValue((true, externalSystem), out var failure) || failures.TryGetValue((false, externalSystem), out failure)))
        {
            throw failure;
        }

        // That its server is away was told when the targets were opened: the other external systems go on.
        return receipt ?? toNowhere();
    }
}
