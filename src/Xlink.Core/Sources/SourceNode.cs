using System.Collections.Generic;
using System.Linq;

namespace Xlink.Sources;

/// <summary>A node of an external system's tree: a group, a sub-group, or a value column.</summary>
public sealed class SourceNode
{
    internal SourceNode(string name, string path, IReadOnlyList<SourceNode> children, SourceSeries? series)
    {
        Name = name;
        Path = path;
        Children = children;
        Series = series;
    }

    /// <summary>The name as the configuration has it.</summary>
    public string Name { get; }

    /// <summary>External system and names down to this node, joined by colons as in <c>acd_map.ini</c>: <c>CSV:UHD_DE_IN:CallsOffered</c> [documented].</summary>
    public string Path { get; }

    /// <summary>The nodes below; none for a value column.</summary>
    public IReadOnlyList<SourceNode> Children { get; }

    /// <summary>What a value column stands for; <see langword="null"/> for a group or sub-group.</summary>
    public SourceSeries? Series { get; }

    /// <summary>The value columns below this node, or the node itself if it is one.</summary>
    public IEnumerable<SourceNode> Leaves => Series is null ? Children.SelectMany(child => child.Leaves) : [this];

    /// <inheritdoc/>
    public override string ToString() => Path;
}
