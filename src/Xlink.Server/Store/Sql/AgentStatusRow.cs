using System;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>What an employee did, as a query of a store gives it.</summary>
/// <typeparam name="TTime">What the database keeps a moment as.</typeparam>
internal sealed class AgentStatusRow<TTime>
{
    public int EmployeeId { get; init; }

    public string Employee { get; init; } = string.Empty;

    public int ActivityId { get; init; }

    public string Activity { get; init; } = string.Empty;

    public string ExternalSystem { get; init; } = string.Empty;

    public string ExternalActivityId { get; init; } = string.Empty;

    public required TTime StartTime { get; init; }

    public required TTime EndTime { get; init; }

    /// <summary>The same for a client.</summary>
    /// <param name="toMoment">Reads a moment of the database.</param>
    internal WfmAgentStatus ToAgentStatus(Func<TTime, DateTimeOffset> toMoment) => new()
    {
        EmployeeId = EmployeeId,
        Employee = Employee,
        ActivityId = ActivityId,
        Activity = Activity,
        ExternalSystem = ExternalSystem,
        ExternalActivityId = ExternalActivityId,
        Start = toMoment(StartTime),
        End = toMoment(EndTime),
    };
}
