namespace Xlink.Targets.CloudLink;

/// <summary>What a mapped value type of a queue is in a Cloud Link file, and whether it gets there.</summary>
public sealed record TargetRole
{
    /// <summary>Name of the server entry.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>Path of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>ID of the queue.</summary>
    public required int QueueId { get; init; }

    /// <summary>The value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>ID of the value type.</summary>
    public required int ValueTypeId { get; init; }

    /// <summary>Its role.</summary>
    public required ContactRole Role { get; init; }

    /// <summary>Whether the role was guessed from the name; otherwise <c>isps_ul.ini</c> says it.</summary>
    public required bool IsGuessed { get; init; }

    /// <summary>The channel of the queue.</summary>
    public required CloudLinkChannel Channel { get; init; }

    /// <summary>The external system that the value belongs to: that of its first source.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>Whether the value gets into the files.</summary>
    public bool IsWritten => Reason.Length == 0;

    /// <summary>Why it does not, as a full sentence; empty if it does.</summary>
    public required string Reason { get; init; }
}
