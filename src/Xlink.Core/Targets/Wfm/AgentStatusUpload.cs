using System.Collections.Generic;
using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>
/// The agent data of one external system and one local day: they replace what is stored for that external system and day, in one transaction, or
/// nothing changes.
/// </summary>
public sealed record AgentStatusUpload
{
    /// <summary>Name of the external system, as on the server.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The local day.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate Day { get; init; }

    /// <summary>
    /// The external activities that the configuration names, used or not, so that they can be mapped on the server. Those the server does not know
    /// yet land in <see cref="WfmActivity.PresentId"/> [documented]; the description of known ones is brought up to date. Each
    /// ID once, all of them of <see cref="ExternalSystem"/>.
    /// </summary>
    public required IReadOnlyList<ExternalActivity> ExternalActivities { get; init; }

    /// <summary>
    /// What the agents did: within the day from midnight to midnight in the server's zone (a longer activity is cut and goes up in two days), for each
    /// agent without overlaps.
    /// </summary>
    public required IReadOnlyList<AgentActivity> Activities { get; init; }
}
