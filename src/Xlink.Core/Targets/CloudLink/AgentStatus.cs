using NodaTime;

namespace Xlink.Targets.CloudLink;

/// <summary>What an agent did from one moment to another, as Cloud Link takes it [documented].</summary>
public sealed record AgentStatus
{
    /// <summary>The agent: the external ID of the source [our reading].</summary>
    public required string AgentIdentifier { get; init; }

    /// <summary>When it began, by the clock of the zone that the files are in; whole seconds.</summary>
    public required LocalDateTime StartTime { get; init; }

    /// <summary>When it ended; <see langword="null"/> and an empty field while it lasts [documented].</summary>
    public required LocalDateTime? EndTime { get; init; }

    /// <summary>The external activity: its ID in the source, since it is mapped in the successor [documented: identifier for the external activity].</summary>
    public required string Activity { get; init; }
}
