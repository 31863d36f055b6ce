using System.Collections.Generic;
using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>What was over and went, or would go.</summary>
public sealed record WfmRetentionResult
{
    /// <summary>Call data, by value type, of those that are not kept for ever.</summary>
    public required IReadOnlyList<ExpiredValues> ValueTypes { get; init => field = value.Indexable(); }

    /// <summary>The first day of agent data that stays; <see langword="null"/> if all of them do.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public LocalDate? AgentStatusBefore { get; init; }

    /// <summary>Activities of employees before it.</summary>
    public required long AgentActivities { get; init; }
}
