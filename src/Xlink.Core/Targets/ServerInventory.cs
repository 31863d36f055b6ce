using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>What a server has that an installation's files refer to.</summary>
public sealed record ServerInventory
{
    /// <summary>All queues, with their value types.</summary>
    public required IReadOnlyList<WfmQueue> Queues { get; init; }

    /// <summary>All external systems.</summary>
    public required IReadOnlyList<WfmExternalSystem> ExternalSystems { get; init; }

    /// <summary>Asks the servers of an installation.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntries">Names of entries in <c>[DB]</c>; each server is asked once.</param>
    /// <param name="failed">Told for each entry whose server cannot be asked.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What the servers have, by the names of their entries in any case; those that could not be asked are missing.</returns>
    public static async Task<IReadOnlyDictionary<string, ServerInventory>> LoadAsync(
        string installationPath, IEnumerable<string> serverEntries, Action<string, XlinkException> failed, CancellationToken cancellationToken)
    {
        var servers = new Dictionary<string, ServerInventory>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in serverEntries.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                using var login = ServerLogin.Load(installationPath, entry);
                using var client = await login.ConnectAsync(cancellationToken);
                servers.Add(entry, new ServerInventory
                {
                    Queues = await client.GetQueuesAsync(cancellationToken),
                    ExternalSystems = await client.GetExternalSystemsAsync(cancellationToken),
                });
            }
            catch (XlinkException exception)
            {
                failed(entry, exception);
            }
        }

        return servers;
    }
}
