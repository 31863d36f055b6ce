using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Mapping;

namespace Xlink.Diagnosis.Rules;

/// <summary>A mapping does not fit the server that was asked: queue or value type gone, another parent queue, an external system that it does not know.</summary>
internal sealed class ServerMappingRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
    {
        if (installation.Map is not { } map)
        {
            return [];
        }

        var targets = MapCorrection.Find(map, installation.Servers).Steps.Select(step => ConfigurationFinding.InFile(
            map.FilePath,
            step.Changes[0].Line,
            FindingSeverity.Warning,
            step.Kind == MapCorrectionKind.Unknown ? nameof(Messages.CheckMappingQueueGone) : nameof(Messages.CheckMappingParent),
            step.Target,
            step.ValidTarget));
        return targets.Concat(CheckSystems(installation, map));
    }

    private static IEnumerable<ConfigurationFinding> CheckSystems(CheckedInstallation installation, AcdMap map)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var mapping in installation.Mappings)
        {
            if (!installation.Servers.TryGetValue(mapping.Target.ServerEntry, out var server))
            {
                continue;
            }

            foreach (var source in mapping.Sources.Where(source => seen.Add(mapping.Target.ServerEntry + ":" + source.ExternalSystem)))
            {
                if (!server.ExternalSystems.Any(system => string.Equals(system.Name, source.ExternalSystem, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return ConfigurationFinding.InFile(
                        map.FilePath, map.FindLine(mapping.Target, source), FindingSeverity.Error, nameof(Messages.ExternalSystemNotFound), source.ExternalSystem);
                }
            }
        }
    }
}
