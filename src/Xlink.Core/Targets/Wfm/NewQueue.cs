using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>What it takes to create a queue.</summary>
public sealed record NewQueue
{
    /// <summary>Name of the queue: no <c>/</c>, no control characters, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>ID of the queue above; <see cref="WfmQueue.RootId"/> for the first level.</summary>
    // Set, not init: generated JSON readers give a missing init property its type's default instead of this one.
    public int ParentId { get; set; } = WfmQueue.RootId;

    /// <summary>Names of its value types; those that do not exist yet are created.</summary>
    // No initialiser: generated JSON readers give a missing init property its type's default instead.
    public IReadOnlyList<string> ValueTypes { get => field ?? []; init; }
}
