using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Sources;

/// <summary>The agent data of an <see cref="AgentDataRequest"/>, and how they came about.</summary>
public sealed class AgentDataReading
{
    /// <summary>The days in order, each with its activities by agent and start, cut at midnight, without overlaps.</summary>
    public required IReadOnlyList<AgentDay> Days { get; init; }

    /// <summary>The external activities that are known of: configured or queried, in that order.</summary>
    public required IReadOnlyList<ExternalActivity> ExternalActivities { get; init; }

    /// <summary>Well-formed rows of the wanted days.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Well-formed rows of other days.</summary>
    public required long RowsOfOtherDays { get; init; }

    /// <summary>Malformed rows, which were left out.</summary>
    public required long RowsSkipped { get; init; }

    /// <summary>The first <see cref="CallDataReading.MaximumSkippedRowsKept"/> malformed rows.</summary>
    public required IReadOnlyList<SkippedRow> SkippedRows { get; init; }

    /// <summary>The files in the order they were read; none for a database.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>What an admin should look at, as full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
