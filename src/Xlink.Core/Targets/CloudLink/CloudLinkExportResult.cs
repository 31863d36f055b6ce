using System;
using System.Collections.Generic;
using Xlink.Importing;

namespace Xlink.Targets.CloudLink;

/// <summary>What the export of one kind of data of an external system did.</summary>
public sealed record CloudLinkExportResult
{
    /// <summary>Folder of the installation.</summary>
    public required string InstallationPath { get; init; }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>What was exported.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>The first day that was exported now: later than the first wanted one where an earlier export had come that far.</summary>
    public required DateTime StartDate { get; init; }

    /// <summary>Number of days from there.</summary>
    public required int Days { get; init; }

    /// <summary>Well-formed rows of these days.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Malformed rows.</summary>
    public required long RowsSkipped { get; init; }

    /// <summary>Values of intervals, or activities of agents, that were exported; after a dry run, those that would be.</summary>
    public required long ValuesWritten { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyList<string> Files { get; init => field = value.Indexable(); }

    /// <summary>What deserves a look.</summary>
    public required IReadOnlyList<string> Warnings { get; init => field = value.Indexable(); }

    /// <summary>Whether nothing was written on purpose.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
