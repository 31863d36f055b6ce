namespace Xlink.Targets.CloudLink;

/// <summary>What a Cloud Link file holds.</summary>
public enum CloudLinkFileKind
{
    /// <summary>A row for each queue and interval: <see cref="ContactInterval"/>.</summary>
    ContactInterval = 0,

    /// <summary>A row for each contact: <see cref="Contact"/>.</summary>
    Contact,

    /// <summary>A row for each activity of an agent: <see cref="AgentStatus"/>.</summary>
    AgentStatus,
}
