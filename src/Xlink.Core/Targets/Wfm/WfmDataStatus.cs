using System;
using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>How much a store holds.</summary>
public sealed record WfmDataStatus
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    public required string Store { get; init; }

    /// <summary>Version of the tables.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Size of the data in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Queues, without the root of their tree.</summary>
    public required int Queues { get; init; }

    /// <summary>Value types.</summary>
    public required int ValueTypes { get; init; }

    /// <summary>External systems.</summary>
    public required int ExternalSystems { get; init; }

    /// <summary>Stored day vectors; many millions are estimated.</summary>
    public required long DayVectors { get; init; }

    /// <summary>The first day with values; <see langword="null"/> without values.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public LocalDate? FirstDay { get; init; }

    /// <summary>The last day with values.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public LocalDate? LastDay { get; init; }

    /// <summary>Employees.</summary>
    public required int Employees { get; init; }

    /// <summary>Stored activities of employees; many millions are estimated.</summary>
    public required long AgentActivities { get; init; }

    /// <summary>Users.</summary>
    public required int Users { get; init; }

    /// <summary>Users who are locked after wrong logins.</summary>
    public required int LockedUsers { get; init; }

    /// <summary>When the last upload was stored; <see langword="null"/> if there was none in the last 30 days.</summary>
    public DateTimeOffset? LastUpload { get; init; }

    /// <summary>Uploads of the last 24 hours.</summary>
    public required int UploadsOfLastDay { get; init; }
}
