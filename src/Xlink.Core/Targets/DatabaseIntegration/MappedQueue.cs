using System.Collections.Generic;
using Xlink.Targets.CloudLink;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>A queue of the server with the values that a query can carry of it.</summary>
internal sealed class MappedQueue
{
    /// <summary>ID of the queue.</summary>
    internal required int Id { get; init; }

    /// <summary>What the successor tells it by.</summary>
    internal required string Identifier { get; init; }

    /// <summary>Name of the queue.</summary>
    internal required string Name { get; init; }

    /// <summary>What kind of contacts it has.</summary>
    internal required string Channel { get; init; }

    /// <summary>What each of its values is summed up from.</summary>
    internal Dictionary<ContactRole, MappedSum> Values { get; } = [];
}
