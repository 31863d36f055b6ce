using System;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>The automatic imports of one kind: what was last, and what comes next.</summary>
public sealed record AutomaticImport
{
    /// <summary>What is imported.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>When the last import began that came to its end, in local time; <see langword="null"/> if there was none yet.</summary>
    public DateTime? LastRun { get; init; }

    /// <summary>When the next one is due, in local time; <see langword="null"/> without a schedule, or while the service does not run.</summary>
    public DateTime? NextRun { get; init; }

    /// <summary>What went wrong since the last import to which nothing was missing; <see langword="null"/> if nothing did.</summary>
    public string? LastError { get; init; }

    /// <summary>What an edit has broken in the configuration, or in its schedule: the last good one is in force; <see langword="null"/> if nothing is.</summary>
    public string? ConfigurationError { get; init; }
}
