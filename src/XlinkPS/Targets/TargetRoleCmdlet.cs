using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using XlinkPS.Installations;

namespace XlinkPS.Targets;

/// <summary>A cmdlet about what mapped value types are in Cloud Link files.</summary>
public abstract class TargetRoleCmdlet : ServerEntryCmdlet
{
    /// <summary>Finds the roles of the mappings to one server, or to all.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="configuration">Its isps_ul.ini.</param>
    /// <returns>For each server entry what is known of the server, and the roles.</returns>
    private protected IReadOnlyList<(ServerSnapshot Server, TargetRoles Roles)> FindRoles(XlinkInstallation installation, IspsUlConfiguration configuration)
    {
        var mappings = AcdMap.Load(installation.Path).Mappings;
        var entries = mappings.Select(mapping => mapping.Target.ServerEntry).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(entry => ServerEntry is null || string.Equals(entry, ServerEntry, StringComparison.OrdinalIgnoreCase));
        return
        [
            .. entries.Select(entry => Await(token => ServerSnapshot.GetOrTakeAsync(installation.Path, entry, token)))
                .Select(server => (server, TargetRoles.Find(configuration, installation.Path, mappings, server.ServerEntry, server.Queues))),
        ];
    }
}
