using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using XlinkPS.Completion;

namespace XlinkPS.Mappings;

/// <summary>Completes the paths of the metrics that the installation already named is configured for.</summary>
public sealed class SourceCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path
            ? IspsUlConfiguration.Load(path).ExternalSystems.SelectMany(section => ConfiguredSources.Find(section, path) ?? [])
            : [];
}
