using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Configuration;
using Xlink.Installation;
using XlinkPS.Completion;

namespace XlinkPS.Servers;

/// <summary>Completes the addresses of the servers of the installation already named, or of all registered ones.</summary>
public sealed class ServerUrlCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => InstallationRegister.OfThisComputer.Paths.SelectMany(path => FindOrNone(() => FindServers(path)));

    private static IEnumerable<CompletionValue> FindServers(string path)
        => IspsCfgConfiguration.Load(path).Servers.Where(server => server.UrlText is not null).Select(server => new CompletionValue(server.UrlText!, server.Name + ", " + path));
}
