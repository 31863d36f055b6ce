using System;

namespace Xlink.Targets.Wfm;

/// <summary>What an agent did from one moment to another, in the words of the external system.</summary>
public sealed record AgentActivity
{
    /// <summary>External ID of the agent: digits only [documented].</summary>
    public required string AgentId { get; init; }

    /// <summary>ID of the external activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>When it began, in whole seconds.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, in whole seconds, after <see cref="Start"/>.</summary>
    public required DateTimeOffset End { get; init; }
}
