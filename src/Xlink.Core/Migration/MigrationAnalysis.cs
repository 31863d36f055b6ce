using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Credentials;
using Xlink.Diagnosis;
using Xlink.Files;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Odbc;
using Xlink.Scripting;
using Xlink.Scripting.Classification;
using Xlink.Sources.Csv;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Comparison;
using Xlink.Targets.DatabaseIntegration;
using Xlink.Targets.Wfm;

namespace Xlink.Migration;

/// <summary>
/// Says what leaving Xlink means for an installation: what the successor can take as it is, what needs a decision, what is dead. Nothing is changed, no
/// database is asked, and no server unless it is wanted. What is wrong is found by the rules of <see cref="ConfigurationCheck"/>.
/// </summary>
public sealed class MigrationAnalysis
{
    private static readonly IReadOnlyCollection<string> DeadMappings =
    [
        nameof(Messages.CheckMappingEntryUnknown), nameof(Messages.CheckMappingSystemUnknown), nameof(Messages.CheckMappingSourceUnknown),
        nameof(Messages.CheckMappingQueueGone),
    ];

    private static readonly IReadOnlyCollection<string> DoubtfulMappings =
    [
        nameof(Messages.CheckMappingEntryCase), nameof(Messages.CheckMappingSystemCase), nameof(Messages.CheckMappingSourceCase), nameof(Messages.CheckMappingParent),
        nameof(Messages.CheckScriptNeedsMore), nameof(Messages.CheckScriptUsesFewer),
    ];

    private readonly CheckedInstallation installation;
    private readonly XlinkInstallation folder;
    private readonly IReadOnlyList<ConfigurationFinding> findings;
    private readonly Dictionary<string, MigrationScript> scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<MappingTarget, TargetRole> roles = [];
    private readonly List<string> notChecked = [];

    private MigrationAnalysis(XlinkInstallation folder, CheckedInstallation installation)
    {
        this.folder = folder;
        this.installation = installation;
        findings = ConfigurationCheck.Run(installation);
    }

    /// <summary>Looks at an installation without asking any server.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The report.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>.</exception>
    public static MigrationReport Run(string installationPath)
        => Run(installationPath, new Dictionary<string, ServerInventory>(StringComparer.OrdinalIgnoreCase), [Messages.MigrationNotOnline]);

    /// <summary>Looks at an installation, and asks its servers for their queues and external systems. A server that cannot be asked is told in the report.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The report.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>.</exception>
    public static async Task<MigrationReport> RunOnlineAsync(string installationPath, CancellationToken cancellationToken)
    {
        var path = XlinkInstallation.Open(installationPath).Path;
        var failures = new List<string>();
        var servers = await ServerInventory.LoadAsync(
            path,
            ConfigurationCheck.FindServerEntries(path),
            (entry, failure) => failures.Add(MessageText.Format(nameof(Messages.MigrationServerUnreachable), entry, failure.Message)),
            cancellationToken);
        return Run(path, servers, failures);
    }

    /// <inheritdoc cref="AddParallelRunAsync(MigrationReport, LocalDate, int, string?, Action{ComparisonProgress}, CancellationToken)"/>
    public static Task<MigrationReport> AddParallelRunAsync(
        MigrationReport report, DateTime first, int days, string? directory, Action<ComparisonProgress> progressed, CancellationToken cancellationToken)
        => AddParallelRunAsync(report, LocalDate.FromDateTime(first), days, directory, progressed, cancellationToken);

    /// <summary>Adds the comparison of the server of an installation with the Cloud Link files of a parallel run. What keeps it from being made is told in the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="first">The first day.</param>
    /// <param name="days">How many days.</param>
    /// <param name="directory">The folder of the files; <see langword="null"/> for those that the installation writes into.</param>
    /// <param name="progressed">Told before each queue.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The report with the comparison.</returns>
    public static async Task<MigrationReport> AddParallelRunAsync(
        MigrationReport report, LocalDate first, int days, string? directory, Action<ComparisonProgress> progressed, CancellationToken cancellationToken)
    {
        try
        {
            using var login = ServerLogin.Load((report ?? throw new ArgumentNullException(nameof(report))).Path, entryName: null);
            using var client = await login.ConnectAsync(cancellationToken);
            var files = await CloudLinkSide.OpenAsync(client, report.Path, login.EntryName, directory, cancellationToken);
            var comparison = new IntervalComparison
            {
                Reference = new ServerSide(client),
                Difference = files,
                ReferenceDay = first,
                DifferenceDay = first,
                Days = days,
            };
            var compared = report with { ParallelRun = await ParallelRun.CompareAsync(comparison, files.HasPlaceFor, progressed, cancellationToken) };
            return compared with { Steps = MigrationPlan.Of(compared) };
        }
        catch (XlinkException exception)
        {
            return report with { Unchecked = [.. report.Unchecked, MessageText.Format(nameof(Messages.MigrationNotCompared), exception.Message)] };
        }
    }

    internal static MigrationReport Run(string installationPath, IReadOnlyDictionary<string, ServerInventory> servers, IReadOnlyList<string> notReached)
    {
        var opened = XlinkInstallation.Open(installationPath);
        return new MigrationAnalysis(opened, new(opened.Path, servers, new DiskSpace(), VirtualStore.OfThisComputer())).Report(notReached);
    }

    private MigrationReport Report(IReadOnlyList<string> notReached)
    {
        foreach (var script in FindScripts())
        {
            scripts.Add(script.FileName, script);
        }

        FindRoles();
        var mappings = installation.Mappings.Select(Judge).ToList();
        var systems = installation.ExternalSystems.Select(system => Judge(system, mappings)).ToList();
        var dead = FindDead(mappings, systems).ToList();
        var report = new MigrationReport
        {
            Path = folder.Path,
            Version = folder.Version,
            Kind = folder.Kind,
            Created = DateTimeOffset.Now,
            ExternalSystems = systems,
            Mappings = mappings,
            Scripts = [.. scripts.Values],
            DeadConfiguration = dead,
            PlainPasswords = [.. FindPasswords()],
            Steps = [],
            Unchecked = [.. installation.Unreadable.Select(finding => finding.ToString()), .. notReached, .. notChecked, .. FindDatabases()],
        };
        return report with { Steps = MigrationPlan.Of(report) };
    }

    // Also one that has no effect where it stands: it may be the right one elsewhere.
    private IEnumerable<PlainPassword> FindPasswords()
        => installation.ExternalSystems.SelectMany(system => system.Section.Keys
            .Where(key => AcdPassword.IsKey(key) && system.Section.GetText(key) is { Length: > 0 } value && !AcdPassword.IsEncoded(value))
            .Select(key => new PlainPassword { Section = system.Name, Key = key, File = system.Section.FilePath, Line = system.Section.GetLine(key) }))
            .Concat(findings.Where(finding => finding.Id == nameof(Messages.CheckConnectionStringPassword))
                .Select(finding => new PlainPassword { Section = finding.Section!, Key = finding.Key!, File = finding.File, Line = finding.Line }));

    private IEnumerable<string> FindDatabases()
        => installation.ExternalSystems.Where(system => (system.Interfaces & InterfaceKinds.Universal) != InterfaceKinds.None)
            .Select(system => MessageText.Format(nameof(Messages.MigrationDatabaseNotAsked), system.Name));

    private IEnumerable<MigrationScript> FindScripts()
    {
        var named = installation.Mappings.Select(mapping => mapping.ScriptFile).OfType<string>().ToList();
        var present = Folder.List(folder.Path).Select(System.IO.Path.GetFileName).OfType<string>().Where(name => MappingLine.ParseScript(name) > 0);
        return named.Concat(present).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(MappingLine.ParseScript)
            .Select(name => Classify(name, named.Count(used => string.Equals(used, name, StringComparison.OrdinalIgnoreCase))));
    }

    private MigrationScript Classify(string name, int mappings)
    {
        ScriptClassification? found = null;
        string reason;
        try
        {
            var path = CaseInsensitivePath.Get(folder.Path, name);
            found = ScriptClassification.Of(Script.ReadText(path), path);
            reason = found.Reason;
        }
        catch (XlinkException exception)
        {
            reason = exception.Message;
        }

        return new()
        {
            FileName = name,
            Class = found?.Class,
            Reason = reason,
            Formulas = found?.Formulas ?? [],
            Mappings = mappings,
            Verdict = mappings == 0 ? MigrationVerdict.Dead : found?.Class == ScriptClass.PlainSum ? MigrationVerdict.OneToOne : MigrationVerdict.Decision,
        };
    }

    // The names of queues and value types say which roles they have: of a server that was asked, or as it was when it was reached last.
    private void FindRoles()
    {
        foreach (var entry in installation.Mappings.GroupBy(mapping => mapping.Target.ServerEntry, StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                if (FindQueues(entry.Key) is not { } queues || installation.Settings is not { } settings)
                {
                    continue;
                }

                var found = TargetRoles.Find(settings, folder.Path, entry, entry.Key, queues).All.ToDictionary(role => (role.QueueId, role.ValueTypeId));
                foreach (var mapping in entry)
                {
                    if (found.TryGetValue((mapping.Target.QueueId, mapping.Target.ValueTypeId), out var role))
                    {
                        roles[mapping.Target] = role;
                    }
                }
            }
            catch (XlinkException exception)
            {
                notChecked.Add(exception.Message);
            }
        }
    }

    private IReadOnlyList<WfmQueue>? FindQueues(string serverEntry)
        => installation.Servers.TryGetValue(serverEntry, out var server) ? server.Queues : ServerSnapshot.Find(folder.Path, serverEntry)?.Queues;

    private MigrationMapping Judge(QueueMapping mapping)
    {
        var script = mapping.ScriptFile is { } name ? scripts[name] : null;
        var own = findings.Where(finding => finding.File == installation.Map!.FilePath && finding.Line is { } line && mapping.Lines.Contains(line)).ToList();
        var dead = own.Where(finding => DeadMappings.Contains(finding.Id, StringComparer.Ordinal)).ToList();
        var isDead = dead.Exists(finding => finding.Id is nameof(Messages.CheckMappingEntryUnknown) or nameof(Messages.CheckMappingQueueGone))
            || (mapping.Sources.Count > 0 && dead.Select(finding => finding.Line).Distinct().Count() >= mapping.Sources.Count);
        IReadOnlyList<string> reasons =
        [
            .. dead.Concat(own.Where(finding => DoubtfulMappings.Contains(finding.Id, StringComparer.Ordinal))).Select(finding => finding.Message),
            .. FindDecisions(mapping, script),
            .. roles.TryGetValue(mapping.Target, out var role) && role.Reason.Length > 0 ? [role.Reason] : Array.Empty<string>(),
        ];
        var queue = role is null ? FindQueue(mapping.Target) : null;
        return new()
        {
            ServerEntry = mapping.Target.ServerEntry,
            QueueId = mapping.Target.QueueId,
            ValueTypeId = mapping.Target.ValueTypeId,
            Queue = role?.Queue ?? queue?.Path,
            Role = role?.Role,
            ValueType = role?.ValueType ?? queue?.ValueTypes.FirstOrDefault(valueType => valueType.Id == mapping.Target.ValueTypeId)?.Name,
            Sources = [.. mapping.Sources.Select(source => source.ToString())],
            Script = mapping.ScriptFile,
            Class = mapping.ScriptFile is null ? ScriptClass.PlainSum : script?.Class,
            Line = mapping.Lines[0],
            Verdict = isDead ? MigrationVerdict.Dead : reasons.Count > 0 ? MigrationVerdict.Decision : MigrationVerdict.OneToOne,
            Reasons = reasons,
        };
    }

    private WfmQueue? FindQueue(MappingTarget target)
        => installation.Servers.TryGetValue(target.ServerEntry, out var server) ? server.Queues.FirstOrDefault(queue => queue.Id == target.QueueId) : null;

    private IEnumerable<string> FindDecisions(QueueMapping mapping, MigrationScript? script)
    {
        if (script is { Class: not ScriptClass.PlainSum })
        {
            yield return MessageText.Format(nameof(Messages.MigrationScriptDecision), script.FileName, script.Reason);
        }

        if (mapping.Sources.Count == 0)
        {
            yield return Messages.MigrationNoSource;
        }

        var systems = mapping.Sources.Select(source => source.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (systems.Count > 1)
        {
            yield return MessageText.Format(nameof(Messages.MigrationSeveralSystems), string.Join(", ", systems));
        }

        var intervals = systems.Select(name => installation.FindSystem(name)).Select(FindInterval).OfType<int>().Distinct().ToList();
        if (intervals.Count > 1)
        {
            yield return MessageText.Format(nameof(Messages.MigrationSeveralIntervals), string.Join(", ", intervals.OrderBy(minutes => minutes)));
        }
    }

    private MigrationSystem Judge(CheckedSystem system, IReadOnlyList<MigrationMapping> mappings)
    {
        var fed = installation.Mappings.Zip(mappings, (mapping, judged) => (Mapping: mapping, Judged: judged))
            .Where(pair => pair.Mapping.Sources.Any(source => string.Equals(source.ExternalSystem, system.Name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var isCallData = (system.Interfaces & InterfaceKinds.CallData) != InterfaceKinds.None;
        var isAgentData = (system.Interfaces & InterfaceKinds.AgentData) != InterfaceKinds.None;
        var isDead = isCallData && !isAgentData && fed.Count == 0;
        var isSumsOnly = fed.TrueForAll(pair => pair.Judged.Class == ScriptClass.PlainSum);
        List<string> reasons =
        [
            .. system.Interfaces == InterfaceKinds.None ? [Messages.MigrationInterfaceUnknown] : Array.Empty<string>(),
            .. system.Failures.Select(failure => failure.Message),
            .. isCallData && fed.Count == 0 ? [Messages.MigrationNoMapping] : Array.Empty<string>(),
            .. isSumsOnly ? [] : new[] { MessageText.Format(nameof(Messages.MigrationScriptsBetween), fed.Count(pair => pair.Judged.Class != ScriptClass.PlainSum)) },
        ];
        var queries = FindQueries(system);
        var isReadable = system.Interfaces != InterfaceKinds.None && system.Unreadable == InterfaceKinds.None;
        return new()
        {
            Name = system.Name,
            Interfaces = system.Interfaces,
            Source = FindSource(system),
            IntervalMinutes = FindInterval(system),
            TimeZone = system.Section.GetText(CsvKeys.TimeZone)?.Trim() ?? string.Empty,
            Mappings = fed.Count,
            CloudLink = isReadable,
            CsvIntegration = isReadable && isSumsOnly && (system.Interfaces & InterfaceKinds.Csv) != InterfaceKinds.None,
            DatabaseIntegration = queries.Exists(query => query.Kind == IntegrationQueryKind.AgentStatus || query.Mappings.Count > 0),
            QueryLimitations = [.. queries.SelectMany(query => query.Limitations).Select(limitation => limitation.ToString()).Distinct(StringComparer.Ordinal)],
            Verdict = isDead ? MigrationVerdict.Dead : reasons.Count > 0 ? MigrationVerdict.Decision : MigrationVerdict.OneToOne,
            Reasons = reasons,
        };
    }

    private List<IntegrationQuery> FindQueries(CheckedSystem system)
    {
        try
        {
            return (system.Interfaces & InterfaceKinds.Universal) == InterfaceKinds.None ? []
                : [.. IntegrationQueries.Make(folder.Path, new IntegrationOptions { ExternalSystems = [system.Name] }, entry => ServerSnapshot.Find(folder.Path, entry))];
        }
        catch (XlinkException)
        {
            // What is wrong with the section is among its reasons.
            return [];
        }
    }

    private static int? FindInterval(CheckedSystem? system) => system?.Settings?.IntervalMinutes ?? system?.DatabaseSettings?.IntervalMinutes;

    // Of a connection string only that there is one: it may hold more secrets than a password.
    private static string FindSource(CheckedSystem system)
        => (system.Interfaces & InterfaceKinds.Universal) != InterfaceKinds.None && system.Section.GetText(OdbcKeys.ConnectionString) is not null
            ? OdbcKeys.ConnectionString
            : string.Join(", ", new[] { OdbcKeys.Source, "ActivitySource" }.Select(key => system.Section.GetText(key)?.Trim()).Where(text => !string.IsNullOrEmpty(text)));

    private IEnumerable<DeadConfiguration> FindDead(IReadOnlyList<MigrationMapping> mappings, IReadOnlyList<MigrationSystem> systems)
    {
        foreach (var (mapping, judged) in installation.Mappings.Zip(mappings, (mapping, judged) => (mapping, judged)).Where(pair => pair.judged.Verdict == MigrationVerdict.Dead))
        {
            yield return new()
            {
                Kind = DeadConfigurationKind.Mapping,
                Name = mapping.Target.ToString(),
                File = installation.Map!.FilePath,
                Line = judged.Line,
                Reason = judged.Reasons[0],
            };
        }

        foreach (var system in systems.Where(system => system.Verdict == MigrationVerdict.Dead))
        {
            yield return InSettings(DeadConfigurationKind.ExternalSystem, system.Name, Messages.MigrationNoMapping);
        }

        foreach (var system in systems.Where(system => installation.Servers.Count > 0 && !installation.Servers.Values.Any(server => Knows(server, system.Name))))
        {
            yield return InSettings(DeadConfigurationKind.Section, system.Name, Messages.MigrationSectionUnknown);
        }

        foreach (var script in scripts.Values.Where(script => script.Mappings == 0))
        {
            yield return new()
            {
                Kind = DeadConfigurationKind.Script,
                Name = script.FileName,
                File = System.IO.Path.Combine(folder.Path, script.FileName),
                Reason = Messages.MigrationScriptUnused,
            };
        }

        foreach (var finding in findings.Where(finding => finding.Id is nameof(Messages.SourceFolderMissing) or nameof(Messages.SourceFolderUnreadable)))
        {
            yield return new() { Kind = DeadConfigurationKind.Source, Name = finding.Section ?? string.Empty, File = finding.File, Line = finding.Line, Reason = finding.Message };
        }
    }

    private static bool Knows(ServerInventory server, string name)
        => server.ExternalSystems.Any(system => string.Equals(system.Name, name, StringComparison.OrdinalIgnoreCase));

    private DeadConfiguration InSettings(DeadConfigurationKind kind, string name, string reason)
        => new() { Kind = kind, Name = name, File = installation.Settings!.FilePath, Reason = reason };
}
