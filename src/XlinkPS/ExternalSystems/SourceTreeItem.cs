using Xlink.Sources;

namespace XlinkPS.ExternalSystems;

/// <summary>Something that can be mapped: a value column of a group in an external system.</summary>
public sealed class SourceTreeItem
{
    internal SourceTreeItem(string installationPath, string externalSystem, SourceNode leaf)
    {
        InstallationPath = installationPath;
        Source = leaf.Path;
        ExternalSystem = externalSystem;
        Group = leaf.Series!.Group;
        SubGroup = leaf.Series.SubGroup;
        Metric = leaf.Series.Metric;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>What New-XlinkMapping takes as -Source, for example <c>CSV:UHD_DE_IN:CallsOffered</c>.</summary>
    public string Source { get; }

    /// <summary>The same: its path in the tree.</summary>
    public string Path => Source;

    /// <summary>Name of the external system.</summary>
    public string ExternalSystem { get; }

    /// <summary>The group (queue).</summary>
    public string Group { get; }

    /// <summary>The sub-group, if the external system has a second level.</summary>
    public string? SubGroup { get; }

    /// <summary>The value column.</summary>
    public string Metric { get; }

    /// <summary>What <see cref="Source"/> says.</summary>
    public override string ToString() => Source;
}
