using System;

namespace Xlink.Mapping;

/// <summary>Where mapped values go: the left side of a line of <c>acd_map.ini</c>, <c>server entry:parent queue ID:queue ID:value type ID</c> [documented].</summary>
/// <param name="ServerEntry">Name of the server entry in <c>[DB]</c> of <c>isps_ul.ini</c>.</param>
/// <param name="ParentQueueId">ID of the parent queue.</param>
/// <param name="QueueId">ID of the queue.</param>
/// <param name="ValueTypeId">ID of the value type.</param>
public sealed record MappingTarget(string ServerEntry, int ParentQueueId, int QueueId, int ValueTypeId)
{
    /// <summary>The target as the file has it.</summary>
    public override string ToString() => FormattableString.Invariant($"{ServerEntry}:{ParentQueueId}:{QueueId}:{ValueTypeId}");
}
