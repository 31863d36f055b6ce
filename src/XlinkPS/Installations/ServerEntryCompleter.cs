using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using XlinkPS.Completion;

namespace XlinkPS.Installations;

/// <summary>Completes the server entries of the installation already named.</summary>
public sealed class ServerEntryCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path ? IspsUlConfiguration.Load(path).ServerEntries.Select(entry => entry.Name) : [];
}
