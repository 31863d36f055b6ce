using System.Collections.Generic;
using Xlink.Scripting.Classification;
using Xlink.Targets.CloudLink;

namespace Xlink.Migration;

/// <summary>A mapped value type of a queue of an installation that is left.</summary>
public sealed record MigrationMapping
{
    /// <summary>Name of the server entry.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>ID of the queue.</summary>
    public required int QueueId { get; init; }

    /// <summary>ID of the value type.</summary>
    public required int ValueTypeId { get; init; }

    /// <summary>Path of the queue; <see langword="null"/> if no server was asked, or it has no such queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Name of the value type; <see langword="null"/> if no server was asked, or the queue has no such value type.</summary>
    public string? ValueType { get; init; }

    /// <summary>The metrics, as the file has them.</summary>
    public required IReadOnlyList<string> Sources { get; init => field = value.Indexable(); }

    /// <summary>The script; <see langword="null"/> for the sum of the metrics.</summary>
    public string? Script { get; init; }

    /// <summary>What the script does; <see langword="null"/> if it is missing or cannot be read.</summary>
    public required ScriptClass? Class { get; init; }

    /// <summary>What it is in Cloud Link files; <see langword="null"/> if nobody knows the names of queue and value type.</summary>
    public ContactRole? Role { get; init; }

    /// <summary>The line of the file, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What becomes of it.</summary>
    public required MigrationVerdict Verdict { get; init; }

    /// <summary>Why, in the user's language; empty for what moves one to one.</summary>
    public required IReadOnlyList<string> Reasons { get; init => field = value.Indexable(); }
}
