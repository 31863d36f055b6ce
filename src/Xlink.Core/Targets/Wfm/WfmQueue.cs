using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>A queue of the WFM server. Queues form a tree; each has value types.</summary>
public sealed record WfmQueue
{
    /// <summary>ID of the invisible root that parents the queues of the first level; it stands in <c>acd_map.ini</c> as their parent [our reading].</summary>
    public const int RootId = 1;

    /// <summary>ID given by the server, above <see cref="RootId"/>.</summary>
    public required int Id { get; init; }

    /// <summary>ID of the queue above, or <see cref="RootId"/>.</summary>
    public required int ParentId { get; init; }

    /// <summary>Name; unique among the queues below the same parent, case-insensitively.</summary>
    public required string Name { get; init; }

    /// <summary>Names from the first level down to this queue, joined by <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The value types that can be imported into the queue.</summary>
    public required IReadOnlyList<WfmValueType> ValueTypes { get; init => field = value.Indexable(); }
}
