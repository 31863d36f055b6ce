using System;

namespace Xlink.Logging;

/// <summary>An entry of one of an installation's logs, with all of its lines.</summary>
public sealed record XlinkLogEntry
{
    /// <summary>Local time; <see langword="null"/> for lines before the first one that has a time.</summary>
    public required DateTime? Time { get; init; }

    /// <summary>How serious it is.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>What follows the time and the level. Lines that do not begin with a time belong to the entry above them, with a <c>\n</c> between.</summary>
    public required string Text { get; init; }

    /// <summary>The log.</summary>
    public required XlinkLogFile Log { get; init; }

    /// <summary>The file that has the entry: the log's, or a full one.</summary>
    public required string FilePath { get; init; }

    /// <summary>The entry's first line in the file, counted from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Name of the log's file.</summary>
    public string File => Log.Name;

    /// <inheritdoc cref="XlinkLogFile.ExternalSystem"/>
    public string? ExternalSystem => Log.ExternalSystem;

    /// <inheritdoc cref="XlinkLogFile.Queue"/>
    public string? Queue => Log.Queue;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
