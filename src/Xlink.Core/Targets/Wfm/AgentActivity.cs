using System;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>What an agent did from one moment to another, in the words of the external system.</summary>
public sealed record AgentActivity
{
    /// <summary>External ID of the agent: see <see cref="EmployeeExternalId.ExternalId"/>.</summary>
    public required string AgentId { get; init; }

    /// <summary>ID of the external activity; see <see cref="ExternalActivity.ExternalId"/>.</summary>
    public required string ActivityId { get; init; }

    /// <summary>When it began, in whole seconds.</summary>
    [JsonConverter(typeof(WholeSecondJsonConverter))]
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, in whole seconds, after <see cref="Start"/>.</summary>
    [JsonConverter(typeof(WholeSecondJsonConverter))]
    public required DateTimeOffset End { get; init; }
}
