using System.Collections.Generic;

namespace Xlink.DesiredState;

/// <summary>What feeds one value type of one queue: lines of acd_map.ini, and the script.</summary>
public sealed record DesiredMapping
{
    /// <summary><c>server entry:parent queue ID:queue ID:value type ID</c>, as in acd_map.ini [documented].</summary>
    public required string Target { get; init; }

    /// <summary>The metrics, <c>external system:…:metric</c>, in the order of Para1, Para2 … [documented].</summary>
    public required IReadOnlyList<string> Sources { get; init => field = value.Indexable(); }

    /// <summary>Text of the script in Enable Basic; <see langword="null"/> for the default, the sum of all metrics.</summary>
    public string? Script { get; init; }
}
