using System;
using System.Linq;
using Xlink.Configuration;
using Xlink.Importing;

namespace Xlink.Targets;

/// <summary>
/// Removes a server entry from an installation that imports to Cloud Link alone: user and password from <c>isps_ul.ini</c>, the address from <c>isps.cfg</c>.
/// The mappings stay, and so does what is known of the server's queues (<see cref="ServerSnapshot"/>): files for Cloud Link are made with both.
/// </summary>
public static class ServerEntryRemoval
{
    /// <summary>Makes sure that no import goes to the server, and that imports go on without it.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry in any case.</param>
    /// <exception cref="XlinkException"><c>ServerEntryNotFound</c>: neither file has it; <c>ServerEntryInUse</c>, with the external system whose imports go there;
    /// <c>ServerSnapshotMissing</c>: imports to Cloud Link would not know its queues.</exception>
    public static void EnsureUnused(string installationPath, string serverEntry)
    {
        var files = new ImportConfiguration(installationPath);
        if (!files.Settings.ServerEntries.Any(entry => IsSame(entry.Name, serverEntry))
            && !IspsCfgConfiguration.Load(installationPath).Servers.Any(server => IsSame(server.Name, serverEntry)))
        {
            throw XlinkException.InFile(files.Settings.FilePath, line: null, nameof(Messages.ServerEntryNotFound), XlinkErrorCategory.ObjectNotFound, serverEntry);
        }

        var mapped = files.Map.Mappings.Where(mapping => IsSame(mapping.Target.ServerEntry, serverEntry))
            .SelectMany(mapping => mapping.Sources).Select(source => source.ExternalSystem).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var agents = files.Settings.ExternalSystems.Where(PlannedAgentSource.IsIn).Select(section => section.Name).ToList();
        if (mapped.Concat(agents).FirstOrDefault(system => files.TargetsOf(system).HasWfm) is { } used)
        {
            throw XlinkException.InFile(files.Settings.FilePath, line: null, nameof(Messages.ServerEntryInUse), XlinkErrorCategory.InvalidOperation, serverEntry, used);
        }

        // Agent data, which no mapping leads to a server, need any of those that were reached.
        if (mapped.Count > 0 || (agents.Count > 0 && ServerSnapshot.Load(installationPath).Count == 0))
        {
            _ = ServerSnapshot.Get(installationPath, serverEntry);
        }
    }

    /// <summary>Removes the entry. What is gone already is no error, so that a removal that broke off can be repeated.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry in any case.</param>
    /// <exception cref="XlinkException">The errors of <see cref="EnsureUnused"/>, and of writing either file; each is as it was, or without the entry.</exception>
    public static void Remove(string installationPath, string serverEntry)
    {
        EnsureUnused(installationPath, serverEntry);
        var settings = IspsUlConfiguration.Load(installationPath);
        var addresses = IspsCfgConfiguration.Load(installationPath);
        if (settings.RemoveServerEntry(serverEntry))
        {
            settings.Save();
        }

        if (addresses.RemoveServer(serverEntry))
        {
            addresses.Save();
        }
    }

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
