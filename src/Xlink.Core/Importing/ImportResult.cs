using System;
using System.Collections.Generic;

namespace Xlink.Importing;

/// <summary>What the import from one external system did.</summary>
public sealed record ImportResult
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

    /// <summary>Intervals that received a value; after a dry run, those that would.</summary>
    public required int ValuesWritten { get; init; }

    /// <summary>Intervals without a value because the script failed on them.</summary>
    public required int ScriptErrors { get; init; }

    /// <summary>What was written, per target and day; after a dry run, what would be.</summary>
    public required IReadOnlyList<ImportedDay> Targets { get; init => field = value.Indexable(); }

    /// <summary>Stored values that <c>WriteAlways=1</c> replaced by 0, per target and day; after a dry run, those it would.</summary>
    public required IReadOnlyList<OverwrittenDay> Overwritten { get; init => field = value.Indexable(); }

    /// <summary>The source files and what became of them.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init => field = value.Indexable(); }

    /// <summary>The files that were written for Cloud Link; none if that is not a target.</summary>
    public IReadOnlyList<string> CloudLinkFiles { get; init => field = value.Indexable(); } = [];

    /// <summary>What deserves a look: skipped rows, a configuration that matches nothing, files that stay.</summary>
    public required IReadOnlyList<string> Warnings { get; init => field = value.Indexable(); }

    /// <summary>Whether nothing was written on purpose.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>What a table of results says about it, in the user's language: a dry run, how many script errors and warnings; empty if there is nothing to say.</summary>
    public string Note => ImportNote.Of(
        (nameof(Messages.ImportNoteDryRun), IsDryRun ? 1 : 0), (nameof(Messages.ImportNoteScriptErrors), ScriptErrors), (nameof(Messages.ImportNoteWarnings), Warnings.Count));

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
