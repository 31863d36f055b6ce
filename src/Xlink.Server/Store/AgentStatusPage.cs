using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>What some of the employees did on a day.</summary>
/// <param name="Status">Their activities by employee and start, with times in UTC.</param>
/// <param name="Number">Which page it is, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
internal sealed record AgentStatusPage(IReadOnlyList<WfmAgentStatus> Status, int Number, int Pages);
