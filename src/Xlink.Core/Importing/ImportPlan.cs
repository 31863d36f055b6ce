using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Sources.Csv;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>What one import into one server has to do: the mapped targets, and the external systems they need.</summary>
internal sealed class ImportPlan
{
    private readonly List<string> warnings = [];
    private readonly List<(string ExternalSystem, XlinkException Failure)> failures = [];
    private readonly Dictionary<string, PlannedSource> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Script> scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string installationPath;
    private readonly IspsUlConfiguration configuration;
    private readonly IImportTarget server;

    private ImportPlan(string installationPath, IspsUlConfiguration configuration, IImportTarget server)
    {
        this.installationPath = installationPath;
        this.configuration = configuration;
        this.server = server;
    }

    /// <summary>The targets that can be computed.</summary>
    internal IReadOnlyList<MappedTarget> Targets { get; private set; } = [];

    /// <summary>The external systems that the targets need, by name.</summary>
    internal IReadOnlyDictionary<string, PlannedSource> Sources => sources;

    /// <summary>Mappings that lead nowhere: reported, never dropped silently.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>External systems that cannot be read as they are configured.</summary>
    internal IReadOnlyList<(string ExternalSystem, XlinkException Failure)> Failures => failures;

    /// <summary>Makes the plan.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="configuration">Its isps_ul.ini.</param>
    /// <param name="map">Its acd_map.ini.</param>
    /// <param name="serverEntry">The server entry whose targets are meant.</param>
    /// <param name="server">The server behind it.</param>
    /// <param name="externalSystems">Only targets fed by one of these; empty for all.</param>
    internal static ImportPlan Make(
        string installationPath,
        IspsUlConfiguration configuration,
        AcdMap map,
        string serverEntry,
        IImportTarget server,
        IReadOnlyList<string> externalSystems)
    {
        var plan = new ImportPlan(installationPath, configuration, server);
        var wanted = new HashSet<string>(externalSystems, StringComparer.OrdinalIgnoreCase);
        var targets = new List<MappedTarget>();
        foreach (var mapping in map.Mappings)
        {
            if (string.Equals(mapping.Target.ServerEntry, serverEntry, StringComparison.OrdinalIgnoreCase)
                && mapping.Sources.Count > 0
                && (wanted.Count == 0 || mapping.Sources.Any(source => wanted.Contains(source.ExternalSystem)))
                && plan.Resolve(mapping.Target, mapping.Sources, mapping.ScriptFile) is { } target)
            {
                targets.Add(target);
            }
        }

        plan.Targets = [.. targets.Where(plan.CanBeRead)];
        return plan;
    }

    private MappedTarget? Resolve(MappingTarget target, IReadOnlyList<SourcePath> mappedSources, string? scriptFile)
    {
        var queue = server.Queues.FirstOrDefault(candidate => candidate.Id == target.QueueId);
        var valueType = queue?.ValueTypes.FirstOrDefault(candidate => candidate.Id == target.ValueTypeId);
        if (queue is null || valueType is null)
        {
            warnings.Add(MessageText.Format(nameof(Messages.MappingTargetUnknown), target, string.Join(", ", mappedSources)));
            return null;
        }

        foreach (var name in mappedSources.Select(source => source.ExternalSystem).Distinct(StringComparer.Ordinal))
        {
            if (!sources.ContainsKey(name) && !failures.Any(failure => failure.ExternalSystem == name))
            {
                AddSource(name);
            }
        }

        try
        {
            return new MappedTarget
            {
                ServerEntry = target.ServerEntry,
                Queue = queue,
                ValueType = valueType,
                Sources = mappedSources,
                Script = scriptFile is null ? Script.Default(mappedSources.Count) : LoadScript(scriptFile, mappedSources.Count),
            };
        }
        catch (XlinkException exception)
        {
            failures.Add((mappedSources[0].ExternalSystem, exception));
            return null;
        }
    }

    private void AddSource(string name)
    {
        try
        {
            var section = configuration.FindExternalSystem(name)
                ?? throw XlinkException.InFile(
                    configuration.FilePath, line: null, nameof(Messages.ExternalSystemNotConfigured), XlinkErrorCategory.ObjectNotFound, name);
            var known = server.ExternalSystems.FirstOrDefault(system => string.Equals(system.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, name);
            sources.Add(name, new PlannedSource(known.Name, ReadSettings(known, section)));
        }
        catch (XlinkException exception)
        {
            failures.Add((name, exception));
        }
    }

    private CsvCallDataSettings ReadSettings(WfmExternalSystem system, IConfigurationSection section)
        => system.Type == ExternalSystemType.Csv
            ? CsvCallDataSettings.FromSection(section, installationPath)
            : throw XlinkException.Create(nameof(Messages.ExternalSystemTypeUnsupported), XlinkErrorCategory.InvalidOperation, system.Name, system.Type);

    private Script LoadScript(string fileName, int parameterCount)
    {
        if (!scripts.TryGetValue(fileName, out var script))
        {
            script = Script.Load(CaseInsensitivePath.Get(installationPath, fileName));
            scripts.Add(fileName, script);
        }

        script.EnsureParameters(parameterCount);
        return script;
    }

    private bool CanBeRead(MappedTarget target)
    {
        foreach (var source in target.Sources)
        {
            if (!sources.TryGetValue(source.ExternalSystem, out var planned))
            {
                return false;
            }

            if (!planned.Want(source))
            {
                warnings.Add(MessageText.Format(nameof(Messages.MappingSourceUnknown), target, source));
                return false;
            }
        }

        return true;
    }
}
