using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using XlinkPS.Completion;

namespace XlinkPS.Mappings;

/// <summary>Completes the paths of the metrics that the installation already named is configured for; databases are asked for their queues.</summary>
public sealed class SourceCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path
            ? IspsUlConfiguration.Load(path).ExternalSystems.SelectMany(section => FindOrNone(() => FindLeaves(section, path, cancellationToken)))
            : [];

    private static IEnumerable<string> FindLeaves(IConfigurationSection section, string installationPath, CancellationToken cancellationToken)
        => ConfiguredSources.Find(section, installationPath)?.ReadTree(cancellationToken).Leaves.Select(leaf => leaf.Path) ?? [];
}
