using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using Xlink.Sources.Csv;
using XlinkPS.Completion;

namespace XlinkPS.Mappings;

/// <summary>Completes the paths of the metrics that the installation already named is configured for.</summary>
public sealed class SourceCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => boundParameters["Path"] is string path
            ? IspsUlConfiguration.Load(path).ExternalSystems
                .SelectMany(section => new CsvCallDataSource(CsvCallDataSettings.FromSection(section, path)).ReadTree().Leaves)
                .Select(leaf => leaf.Path)
            : [];
}
