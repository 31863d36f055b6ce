using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Timelines;

/// <summary>What an employee did on a day.</summary>
/// <param name="Name">The employee.</param>
/// <param name="Lanes">The activities, apart by external system: two of them may say something of the same time.</param>
public sealed record EmployeeTimeline(string Name, IReadOnlyList<IReadOnlyList<WfmAgentStatus>> Lanes);
