using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Sources;

/// <summary>What an external system offers for mapping: group (→ sub-group) → value column [documented].</summary>
public sealed class SourceTree
{
    private const string PathSeparator = ":";

    /// <summary>Makes a tree in which every group has the same sub-groups and value columns.</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="groups">The groups, each once.</param>
    /// <param name="subGroups">The sub-groups, each once; none for a tree of two levels.</param>
    /// <param name="metrics">The value columns, each once.</param>
    public SourceTree(string externalSystem, IReadOnlyList<string> groups, IReadOnlyList<string> subGroups, IReadOnlyList<string> metrics)
    {
        ExternalSystem = externalSystem;
        Groups = [.. groups.Select(MakeGroup)];

        SourceNode MakeGroup(string group)
        {
            var path = externalSystem + PathSeparator + group;
            return subGroups.Count == 0
                ? new SourceNode(group, path, MakeMetrics(path, group, subGroup: null), series: null)
                : new SourceNode(group, path, [.. subGroups.Select(subGroup => MakeSubGroup(path, group, subGroup))], series: null);
        }

        SourceNode MakeSubGroup(string parentPath, string group, string subGroup)
        {
            var path = parentPath + PathSeparator + subGroup;
            return new SourceNode(subGroup, path, MakeMetrics(path, group, subGroup), series: null);
        }

        IReadOnlyList<SourceNode> MakeMetrics(string parentPath, string group, string? subGroup)
            => [.. metrics.Select(metric => new SourceNode(metric, parentPath + PathSeparator + metric, [], new SourceSeries(group, subGroup, metric)))];
    }

    /// <summary>Name of the external system.</summary>
    public string ExternalSystem { get; }

    /// <summary>The groups in the order of the configuration.</summary>
    public IReadOnlyList<SourceNode> Groups { get; }

    /// <summary>All value columns.</summary>
    public IEnumerable<SourceNode> Leaves => Groups.SelectMany(group => group.Leaves);

    /// <summary>Finds a value column by its path; case counts. Names may contain colons: whole paths are compared, not their parts.</summary>
    /// <param name="path">The path, for example <c>CSV:UHD_DE_IN:CallsOffered</c>.</param>
    /// <returns>The value column, or <see langword="null"/>.</returns>
    public SourceNode? FindLeaf(string path) => Leaves.FirstOrDefault(leaf => string.Equals(leaf.Path, path, StringComparison.Ordinal));
}
