using System.Collections.Generic;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Sources;

/// <summary>What the agents of an external system did on a local day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Activities">The activities.</param>
public sealed record AgentDay(LocalDate Day, IReadOnlyList<AgentActivity> Activities);
