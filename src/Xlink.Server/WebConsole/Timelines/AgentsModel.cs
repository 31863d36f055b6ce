using NodaTime;

namespace Xlink.Server.WebConsole.Timelines;

/// <summary>What the page of the agent status shows.</summary>
/// <param name="Day">The day.</param>
/// <param name="Filter">What the employees' names contain; empty for all.</param>
/// <param name="Timeline">The employees of this page.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Pages">How many there are.</param>
public sealed record AgentsModel(LocalDate Day, string Filter, AgentTimeline Timeline, int Page, int Pages);
