using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Completes external systems: those of the connected server, and those configured in the installation already named.</summary>
public sealed class ExternalSystemCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindOrNone(() => FindConfigured(boundParameters)).Concat(FindOrNone(() => FindKnown(cancellationToken)));

    private static IEnumerable<string> FindConfigured(IDictionary boundParameters)
        => FindInstallation(boundParameters) is { } path ? IspsUlConfiguration.Load(path).ExternalSystems.Select(section => section.Name) : [];

    private static IEnumerable<string> FindKnown(CancellationToken cancellationToken)
        => (ServerSession.Current?.GetExternalSystemsAsync(cancellationToken).GetAwaiter().GetResult() ?? []).Select(system => system.Name);
}
