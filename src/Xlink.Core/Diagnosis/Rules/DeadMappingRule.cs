using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Mapping;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;

namespace Xlink.Diagnosis.Rules;

/// <summary>A mapping names a server entry, an external system or a metric that the configuration does not have.</summary>
internal sealed class DeadMappingRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        if (installation.Settings is null || installation.Map is not { } map)
        {
            yield break;
        }

        var trees = new Dictionary<string, HashSet<string>?>(StringComparer.OrdinalIgnoreCase);
        foreach (var mapping in installation.Mappings)
        {
            var line = mapping.Lines[0];
            if (CheckEntry(installation, mapping.Target.ServerEntry) is { } entry)
            {
                yield return entry with { File = map.FilePath, Line = line };
            }

            foreach (var source in mapping.Sources)
            {
                if (CheckSource(installation, trees, source) is { } finding)
                {
                    yield return finding with { File = map.FilePath, Line = map.FindLine(mapping.Target, source) };
                }
            }
        }
    }

    private static ConfigurationFinding? CheckEntry(CheckedInstallation installation, string name)
    {
        if (installation.FindServerEntry(name) is { } entry)
        {
            return string.Equals(entry.Name, name, StringComparison.Ordinal)
                ? null
                : Make(FindingSeverity.Warning, nameof(Messages.CheckMappingEntryCase), name, entry.Name);
        }

        if (!installation.NeedsServer && installation.IsKnown(name))
        {
            // Remove-XlinkServer has removed it; the mapping makes files for Cloud Link.
            return null;
        }

        return Make(FindingSeverity.Error, nameof(Messages.CheckMappingEntryUnknown), name, string.Join(", ", installation.ServerEntries.Select(known => known.Name)));
    }

    private static ConfigurationFinding? CheckSource(CheckedInstallation installation, Dictionary<string, HashSet<string>?> trees, SourcePath source)
    {
        if (installation.FindSystem(source.ExternalSystem) is not { } system)
        {
            return Make(FindingSeverity.Error, nameof(Messages.CheckMappingSystemUnknown), source.ExternalSystem);
        }

        if (!string.Equals(system.Name, source.ExternalSystem, StringComparison.Ordinal))
        {
            return Make(FindingSeverity.Warning, nameof(Messages.CheckMappingSystemCase), source.ExternalSystem, system.Name);
        }

        if (system.DatabaseSettings is { } database)
        {
            // Its queues are in the database, its values in the configuration.
            return new UniversalCallDataSource(database, installation.Path).FindSeries(source.Path) is null
                ? Make(FindingSeverity.Error, nameof(Messages.CheckMappingSourceUnknown), source)
                : null;
        }

        if (!trees.TryGetValue(system.Name, out var tree))
        {
            tree = system.Settings is { } settings
                ? new(new CsvCallDataSource(settings).ReadTree().Leaves.Select(leaf => leaf.Path), StringComparer.Ordinal)
                : null;
            trees.Add(system.Name, tree);
        }

        if (tree is null || tree.Contains(source.ToString()))
        {
            return null;
        }

        var alike = tree.Where(path => string.Equals(path, source.ToString(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (alike.Count == 0)
        {
            return Make(FindingSeverity.Error, nameof(Messages.CheckMappingSourceUnknown), source);
        }

        // Where a group's name is in question itself, the mapping may be the one that is right.
        if (system.Sample?.HasNearMisses == true)
        {
            return null;
        }

        var paths = new Dictionary<SourcePath, SourcePath> { [source] = SourcePath.Parse(alike[0]) };
        var file = installation.Map!.FilePath;
        return Make(FindingSeverity.Error, nameof(Messages.CheckMappingSourceCase), source, alike[0]) with
        {
            Mend = alike.Count == 1 ? files => files.ExchangeSources(file, paths) : null,
        };
    }

    // The place is the caller's to add.
    private static ConfigurationFinding Make(FindingSeverity severity, string id, params object?[] arguments)
        => ConfigurationFinding.InFile(AcdMap.FileName, line: null, severity, id, arguments);
}
