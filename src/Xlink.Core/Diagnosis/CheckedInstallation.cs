using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets;

namespace Xlink.Diagnosis;

/// <summary>An installation as the rules see it: each file read once, what cannot be read is missing.</summary>
internal sealed class CheckedInstallation
{
    private readonly List<ConfigurationFinding> unreadable = [];
    private readonly Lazy<bool> needsServer;

    /// <summary>Reads the files.</summary>
    /// <param name="path">Folder of the installation.</param>
    /// <param name="servers">What the servers have, by the names of their entries; those that were not asked are missing.</param>
    /// <param name="disks">The disks.</param>
    /// <param name="virtualStore">The folders that may hide files.</param>
    internal CheckedInstallation(string path, IReadOnlyDictionary<string, ServerInventory> servers, IDiskSpace disks, VirtualStore virtualStore)
    {
        Path = path;
        Servers = servers;
        Disks = disks;
        VirtualStore = virtualStore;
        Settings = Read(IspsUlConfiguration.Load, IspsUlConfiguration.FileName);
        Addresses = Read(IspsCfgConfiguration.Load, IspsCfgConfiguration.FileName);
        Map = Read(AcdMap.Load, AcdMap.FileName);
        ExternalSystems = Settings is null ? [] : [.. Settings.ExternalSystems.Select(section => new CheckedSystem(section, path))];
        (ServerEntries, MalformedServerEntries) = Settings?.ReadServerEntries() ?? ([], []);
        Mappings = Map?.Mappings ?? [];
        needsServer = new Lazy<bool>(FindNeed);
    }

    internal string Path { get; }

    /// <summary>isps_ul.ini; <see langword="null"/> if it cannot be read.</summary>
    internal IspsUlConfiguration? Settings { get; }

    /// <summary>isps.cfg; <see langword="null"/> if it cannot be read.</summary>
    internal IspsCfgConfiguration? Addresses { get; }

    /// <summary>acd_map.ini; <see langword="null"/> if it cannot be read.</summary>
    internal AcdMap? Map { get; }

    /// <summary>Why files could not be read.</summary>
    internal IReadOnlyList<ConfigurationFinding> Unreadable => unreadable;

    /// <summary>The entries of <c>[DB]</c>.</summary>
    internal IReadOnlyList<ServerEntry> ServerEntries { get; }

    /// <summary>What is wrong with the other ones.</summary>
    internal IReadOnlyList<XlinkException> MalformedServerEntries { get; }

    internal IReadOnlyList<CheckedSystem> ExternalSystems { get; }

    /// <summary>All mappings in file order.</summary>
    internal IReadOnlyList<QueueMapping> Mappings { get; }

    internal IReadOnlyDictionary<string, ServerInventory> Servers { get; }

    /// <summary>Whether imports go to a WFM server at all: those to Cloud Link alone need no server entry.</summary>
    internal bool NeedsServer => needsServer.Value;

    internal IDiskSpace Disks { get; }

    internal VirtualStore VirtualStore { get; }

    /// <summary>The section of an external system, by its exact name, or else in another case.</summary>
    internal CheckedSystem? FindSystem(string name)
        => ExternalSystems.FirstOrDefault(system => string.Equals(system.Name, name, StringComparison.Ordinal))
            ?? ExternalSystems.FirstOrDefault(system => string.Equals(system.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entry of a server, by its exact name, or else in another case.</summary>
    internal ServerEntry? FindServerEntry(string name)
        => ServerEntries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal))
            ?? ServerEntries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a server is known well enough to write its queues for Cloud Link without it.</summary>
    internal bool IsKnown(string serverEntry)
    {
        try
        {
            return ServerSnapshot.Find(Path, serverEntry) is not null;
        }
        catch (XlinkException)
        {
            return false;
        }
    }

    private bool FindNeed()
    {
        try
        {
            return new ImportConfiguration(Path).NeedsServer;
        }
        catch (XlinkException)
        {
            // What is wrong is a finding of its own.
            return true;
        }
    }

    private T? Read<T>(Func<string, T> load, string name)
        where T : class
    {
        try
        {
            return load(Path);
        }
        catch (XlinkException exception)
        {
            unreadable.Add(ConfigurationFinding.Of(exception, System.IO.Path.Combine(Path, name)));
            return null;
        }
    }
}
