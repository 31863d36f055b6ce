using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Logging;
using XlinkPS.Completion;

namespace XlinkPS.Logs;

/// <summary>Completes the logs of the installation already named.</summary>
public sealed class LogCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path ? InstallationLogs.Find(path).Select(log => log.Name) : [];
}
