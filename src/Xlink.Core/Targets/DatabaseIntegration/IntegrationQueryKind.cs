namespace Xlink.Targets.DatabaseIntegration;

/// <summary>What the rows of a query are [documented].</summary>
public enum IntegrationQueryKind
{
    /// <summary>A row for each queue and interval: <c>queueidentifier, queuename, timestamp, offered, answered, handlingtime, channel</c>.</summary>
    ContactInterval = 0,

    /// <summary>A row for each contact: <c>queueidentifier, queuename, timestamp, answered, duration, channel</c>.</summary>
    Contact,

    /// <summary>A row for each activity of an agent: <c>agentidentifier, starttime, endtime, activity</c>.</summary>
    AgentStatus,
}
