using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>What the server did with an <see cref="AgentStatusUpload"/>. Repeating an upload with its idempotency key gives the first receipt again.</summary>
public sealed record AgentStatusReceipt
{
    /// <summary>Activities stored.</summary>
    public required int ActivitiesStored { get; init; }

    /// <summary>Employees they belong to.</summary>
    public required int Employees { get; init; }

    /// <summary>External IDs of agents that belong to no employee: nothing was stored for them [documented]. Each once, in order of their characters.</summary>
    public required IReadOnlyList<string> UnknownAgents { get; init; }

    /// <summary>External activities that were new to the server, and are mapped to <see cref="WfmActivity.PresentId"/> from now on [documented].</summary>
    public required IReadOnlyList<ExternalActivity> NewActivities { get; init; }
}
