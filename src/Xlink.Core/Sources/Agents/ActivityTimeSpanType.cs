namespace Xlink.Sources.Agents;

/// <summary>How the rows of agent data say when an activity ends: the key <c>ActivityTimeSpanType</c> [documented].</summary>
public enum ActivityTimeSpanType
{
    /// <summary>0: start and duration.</summary>
    Duration = 0,

    /// <summary>1: start and end.</summary>
    End = 1,

    /// <summary>2: start only; the agent's next activity ends it.</summary>
    StartOnly = 2,
}
