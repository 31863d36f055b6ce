using System.Collections.Generic;
using Xlink.Scripting.Classification;

namespace Xlink.Migration;

/// <summary>A script of an installation that is left.</summary>
public sealed record MigrationScript
{
    /// <summary>Its file, for example <c>$1.BAS</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>What it does; <see langword="null"/> if its file is missing or cannot be read.</summary>
    public required ScriptClass? Class { get; init; }

    /// <summary>Why it is that, in the user's language.</summary>
    public required string Reason { get; init; }

    /// <summary>The value as a formula of the metrics, one for each case; empty if it cannot be written as sums.</summary>
    public required IReadOnlyList<string> Formulas { get; init => field = value.Indexable(); }

    /// <summary>How many targets use it.</summary>
    public required int Mappings { get; init; }

    /// <summary>What becomes of it.</summary>
    public required MigrationVerdict Verdict { get; init; }
}
