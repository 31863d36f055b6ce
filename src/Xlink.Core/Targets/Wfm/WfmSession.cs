using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>All that a session with a server begins with: who the server is, whose token it is, and what the server has.</summary>
public sealed record WfmSession
{
    /// <summary>The server.</summary>
    public required WfmServerInfo Server { get; init; }

    /// <summary>Whose the token of the request is.</summary>
    public required WfmUser User { get; init; }

    /// <summary>All queues, each behind the queue above it.</summary>
    public required IReadOnlyList<WfmQueue> Queues { get; init; }

    /// <summary>All external systems.</summary>
    public required IReadOnlyList<WfmExternalSystem> ExternalSystems { get; init; }
}
