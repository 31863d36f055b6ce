using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>How long a server keeps data: for ever, unless somebody has said otherwise.</summary>
public sealed record WfmRetention
{
    /// <summary>Call data, by value type.</summary>
    public required IReadOnlyList<ValueTypeRetention> ValueTypes { get; init => field = value.Indexable(); }

    /// <summary>Days before today of which agent data are kept; <see langword="null"/> for ever.</summary>
    public int? AgentStatusDays { get; init; }

    /// <summary>The same in the user's language.</summary>
    [JsonIgnore]
    public string AgentStatusPeriod => ValueTypeRetention.ToPeriod(AgentStatusDays);
}
