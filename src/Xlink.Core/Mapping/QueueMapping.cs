using System.Collections.Generic;

namespace Xlink.Mapping;

/// <summary>One value type of one queue with all that feeds it.</summary>
public sealed record QueueMapping
{
    /// <summary>Where the values go.</summary>
    public required MappingTarget Target { get; init; }

    /// <summary>The metrics in the order of the file: the first is <c>Para1</c> of the script [documented]. Empty if the file only names a script.</summary>
    public required IReadOnlyList<SourcePath> Sources { get; init; }

    /// <summary>File name of the script, for example <c>$1.BAS</c>; <see langword="null"/> for the default script, which adds up all metrics.</summary>
    public string? ScriptFile { get; init; }

    /// <summary>The lines of the file, counted from 1, in file order: one for each metric and each script line.</summary>
    public required IReadOnlyList<int> Lines { get; init; }
}
