using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>
/// An import from one external system into the server, as the installation reports it when it ends [our reading: the documents know no such report].
/// The values themselves do not depend on it: a run that could not be reported has imported all the same.
/// </summary>
public sealed record WfmImportRun
{
    /// <summary>Most warnings and most errors that a run is kept with.</summary>
    public const int MaximumMessages = 20;

    /// <summary>Most characters of one of them.</summary>
    public const int MaximumMessageLength = 500;

    /// <summary>ID given by the server, rising; 0 when reporting one.</summary>
    public long Id { get; init; }

    /// <summary>ID given by the installation: the same run reported twice is kept once.</summary>
    public required Guid RunId { get; init; }

    /// <summary>What was imported.</summary>
    public required ImportRunKind Kind { get; init; }

    /// <summary>Name of the external system, whether or not the server knows it.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>Name of the computer that imported.</summary>
    public required string Computer { get; init; }

    /// <summary>Whether the service imported by itself, or somebody by hand.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The first day.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate FirstDay { get; init; }

    /// <summary>Number of days, from 1.</summary>
    public required int Days { get; init; }

    /// <summary>When it began.</summary>
    [JsonConverter(typeof(WholeSecondJsonConverter))]
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long DurationMilliseconds { get; init; }

    /// <summary>How it ended.</summary>
    public required ImportRunOutcome Outcome { get; init; }

    /// <summary>Well-formed rows of the imported days.</summary>
    public long RowsRead { get; init; }

    /// <summary>Malformed rows.</summary>
    public long RowsSkipped { get; init; }

    /// <summary>Well-formed rows of other days.</summary>
    public long RowsOutsideDays { get; init; }

    /// <summary>Intervals that received a value (call data), or activities stored (agent data).</summary>
    public long ValuesWritten { get; init; }

    /// <summary>Intervals without a value because the script failed on them.</summary>
    public long ScriptErrors { get; init; }

    /// <summary>What deserves a look; at most <see cref="MaximumMessages"/>, each at most <see cref="MaximumMessageLength"/> characters long.</summary>
    // No initialiser: generated JSON readers give a missing init property its type's default instead.
    public IReadOnlyList<string> Warnings { get => field ?? []; init => field = value.Indexable(); }

    /// <summary>Why something did not arrive; as many and as long as the warnings may be.</summary>
    public IReadOnlyList<string> Errors { get => field ?? []; init => field = value.Indexable(); }

    /// <summary>Who reported it: the login of the user, set by the server.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>How long it took.</summary>
    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromMilliseconds(DurationMilliseconds);
}
