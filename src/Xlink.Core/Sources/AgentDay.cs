using System.Collections.Generic;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Sources;

/// <summary>What the agents of an external system did on a local day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Activities">The activities by agent and start.</param>
/// <param name="HasRows">
/// Whether a row of this day was read, were it only a log-off or too short an activity. If not, the source does not know the day: what it has of it
/// are activities that began before, and they must not replace what is stored.
/// </param>
public sealed record AgentDay(LocalDate Day, IReadOnlyList<AgentActivity> Activities, bool HasRows);
