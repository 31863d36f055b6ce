using System;
using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>What the import of agent data from one external system did.</summary>
public sealed record AgentImportResult
{
    /// <summary>Folder of the installation.</summary>
    public required string InstallationPath { get; init; }

    /// <summary>Name of the server entry that was imported into.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The first day.</summary>
    public required DateTime StartDate { get; init; }

    /// <summary>Number of days.</summary>
    public required int Days { get; init; }

    /// <summary>Well-formed rows of the imported days.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Malformed rows; each is a warning with file, line and reason.</summary>
    public required long RowsSkipped { get; init; }

    /// <summary>Well-formed rows of other days.</summary>
    public required long RowsOutsideDays { get; init; }

    /// <summary>Activities stored; after a dry run, those that would be.</summary>
    public required int ActivitiesStored { get; init; }

    /// <summary>External IDs of agents that belong to no employee, of whom nothing is stored.</summary>
    public required IReadOnlyList<string> UnknownAgents { get; init => field = value.Indexable(); }

    /// <summary>External activities that are new to the server, and are Present there until somebody maps them.</summary>
    public required IReadOnlyList<ExternalActivity> NewActivities { get; init => field = value.Indexable(); }

    /// <summary>What was stored, per day; after a dry run, what would be.</summary>
    public required IReadOnlyList<ImportedAgentDay> StoredDays { get; init => field = value.Indexable(); }

    /// <summary>The source files and what became of them.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init => field = value.Indexable(); }

    /// <summary>The files that were written for Cloud Link; none if that is not a target.</summary>
    public IReadOnlyList<string> CloudLinkFiles { get; init => field = value.Indexable(); } = [];

    /// <summary>What deserves a look: skipped rows, unknown agents, files that stay.</summary>
    public required IReadOnlyList<string> Warnings { get; init => field = value.Indexable(); }

    /// <summary>Whether nothing was stored on purpose.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>What a table of results says about it, in the user's language: a dry run, how many unknown agents, new activities and warnings; empty if there is nothing to say.</summary>
    public string Note => ImportNote.Of(
        (nameof(Messages.ImportNoteDryRun), IsDryRun ? 1 : 0),
        (nameof(Messages.ImportNoteUnknownAgents), UnknownAgents.Count),
        (nameof(Messages.ImportNoteNewActivities), NewActivities.Count),
        (nameof(Messages.ImportNoteWarnings), Warnings.Count));

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
