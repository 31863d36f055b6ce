using System;
using System.Collections.Generic;
using NodaTime;

namespace Xlink.Targets.CloudLink;

/// <summary>What is exported for Cloud Link.</summary>
public sealed record CloudLinkExportOptions
{
    /// <summary>The first local day.</summary>
    public required LocalDate StartDate { get; init; }

    /// <summary>Number of days.</summary>
    public required int Days { get; init; }

    /// <summary>Whether call data are exported.</summary>
    public bool CallData { get; init; }

    /// <summary>Whether agent data are exported.</summary>
    public bool AgentData { get; init; }

    /// <summary>Names of the external systems; empty for all.</summary>
    public IReadOnlyList<string> ExternalSystems { get; init; } = [];

    /// <summary>Full path of the folder for the files; <see langword="null"/> for <c>CloudLinkDirectory</c> and <c>CloudLinkAgentDirectory</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Full path of a folder that the CSV files of one external system are read from, such as the one that imports have moved them to; <see langword="null"/> for its <c>Source</c>.</summary>
    public string? SourcePath { get; init; }

    /// <summary>Begins with the first day, even if an export of the same days was broken off.</summary>
    public bool Restart { get; init; }

    /// <summary>Reads and computes everything, but writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Options for days, for callers that do without NodaTime.</summary>
    /// <param name="day">The first local day; its time does not count.</param>
    /// <param name="days">Number of days.</param>
    /// <returns>The options.</returns>
    public static CloudLinkExportOptions StartingOn(DateTime day, int days) => new() { StartDate = LocalDate.FromDateTime(day), Days = days };
}
