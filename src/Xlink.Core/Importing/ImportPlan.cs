using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>What one import into one server has to do: the mapped targets, and the external systems they need.</summary>
/// <remarks>
/// [Our reading] A mapping that leads to nothing the server or the configuration has is a warning, and its source files go their way: it may
/// stay so for ever. What only has to be mended – a section, a script – is a failure: that target is not imported and the files stay.
/// </remarks>
internal sealed class ImportPlan
{
    private readonly Dictionary<string, PlannedSource?> sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Script?> scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(int Queue, int ValueType)> taken = [];
    private readonly List<MappedTarget> targets = [];
    private readonly ImportConfiguration configuration;
    private readonly IImportTarget server;
    private readonly Dictionary<int, WfmQueue> queues;
    private readonly ImportReport report;

    private ImportPlan(ImportConfiguration configuration, IImportTarget server, ImportReport report)
    {
        this.configuration = configuration;
        this.server = server;
        queues = server.Queues.ToDictionary(queue => queue.Id);
        this.report = report;
    }

    /// <summary>The targets that can be computed once their sources have been read.</summary>
    internal IReadOnlyList<MappedTarget> Targets => targets;

    /// <summary>The external systems that the targets need.</summary>
    internal IReadOnlyList<PlannedSource> Sources => [.. sources.Values.OfType<PlannedSource>().Where(source => source.IsWanted)];

    /// <summary>Makes the plan. What cannot be done is reported, never dropped silently.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="mappings">The mappings to this server.</param>
    /// <param name="server">The server.</param>
    /// <param name="report">Is told what is wrong.</param>
    internal static ImportPlan Make(
        ImportConfiguration configuration, IEnumerable<QueueMapping> mappings, IImportTarget server, ImportReport report)
    {
        var plan = new ImportPlan(configuration, server, report);
        foreach (var mapping in mappings)
        {
            plan.Add(mapping);
        }

        return plan;
    }

    private void Add(QueueMapping mapping)
    {
        IReadOnlyList<string> names = mapping.Sources.Count == 1
            ? [mapping.Sources[0].ExternalSystem]
            : [.. mapping.Sources.Select(path => path.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase)];
        queues.TryGetValue(mapping.Target.QueueId, out var queue);
        var valueType = queue?.ValueTypes.FirstOrDefault(candidate => candidate.Id == mapping.Target.ValueTypeId);
        if (queue is null || valueType is null)
        {
            report.Warned(MessageText.Format(nameof(Messages.MappingTargetUnknown), mapping.Target, string.Join(", ", mapping.Sources)), names);
            return;
        }

        if (!taken.Add((queue.Id, valueType.Id)))
        {
            report.Warned(MessageText.Format(nameof(Messages.MappingTargetTwice), mapping.Target, queue.Path, valueType.Name), names);
            return;
        }

        if (names.Select(GetSource).ToList().Contains(item: null))
        {
            report.Incomplete(names);
            return;
        }

        var targetName = queue.Path + " / " + valueType.Name;
        if (mapping.Sources.FirstOrDefault(path => !sources[path.ExternalSystem]!.Knows(path)) is { } unknown)
        {
            report.Warned(MessageText.Format(nameof(Messages.MappingSourceUnknown), targetName, unknown), names);
            return;
        }

        try
        {
            CheckIntervals(names, targetName);
            if (GetScript(mapping) is not { } script)
            {
                report.Incomplete(names);
                return;
            }

            targets.Add(new MappedTarget
            {
                Queue = queue,
                ValueType = valueType,
                Sources = [.. mapping.Sources.Select(path => sources[path.ExternalSystem]!.Want(path))],
                Script = script,
            });
        }
        catch (XlinkException exception)
        {
            report.Failed(names, exception);
        }
    }

    /// <summary>An external system; <see langword="null"/> if it cannot be read as it is configured, which is reported once.</summary>
    private PlannedSource? GetSource(string name)
    {
        if (!sources.TryGetValue(name, out var source))
        {
            try
            {
                source = MakeSource(name);
            }
            catch (XlinkException exception)
            {
                report.Failed([name], exception);
            }

            sources.Add(name, source);
        }

        return source;
    }

    private PlannedSource MakeSource(string name)
    {
        var section = configuration.Settings.GetExternalSystem(name);
        var known = server.ExternalSystems.FirstOrDefault(system => string.Equals(system.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, name);
        var source = CallDataSource.Open(known.Type, section, configuration.InstallationPath);
        var logs = source.InterfaceLog is { } wanted ? new InterfaceLogs(configuration.InstallationPath, configuration.Settings.General, known.Name, wanted) : null;
        return new PlannedSource(known.Name, source, logs);
    }

    /// <summary>Makes sure that the sources of a target have intervals of one length [our reading].</summary>
    /// <exception cref="XlinkException"><c>MappingIntervalsDiffer</c>.</exception>
    private void CheckIntervals(IReadOnlyList<string> names, string targetName)
    {
        if (names.Count > 1 && names.Select(name => sources[name]!.IntervalMinutes).Distinct().Count() > 1)
        {
            throw XlinkException.Create(nameof(Messages.MappingIntervalsDiffer), XlinkErrorCategory.InvalidData, targetName);
        }
    }

    /// <summary>The script of a mapping; <see langword="null"/> if it was reported before that it has an error.</summary>
    /// <exception cref="XlinkException">The script is missing or has an error, which is thrown once; or it uses more metrics than are mapped.</exception>
    private Script? GetScript(QueueMapping mapping)
    {
        if (mapping.ScriptFile is not { } fileName)
        {
            return Script.Default(mapping.Sources.Count);
        }

        if (!scripts.TryGetValue(fileName, out var script))
        {
            scripts.Add(fileName, value: null);
            script = configuration.GetScript(fileName);
            scripts[fileName] = script;
            foreach (var warning in script.Warnings)
            {
                report.Log.Warning(warning.ToString());
            }
        }

        script?.EnsureParameters(mapping.Sources.Count);
        return script;
    }
}
