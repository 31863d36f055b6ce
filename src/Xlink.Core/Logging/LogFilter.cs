using System;
using System.Collections.Generic;

namespace Xlink.Logging;

/// <summary>Which entries of an installation's logs are wanted.</summary>
public sealed record LogFilter
{
    /// <summary>Which logs, by the name of their file; all if not set.</summary>
    public Predicate<string> Name { get; init; } = _ => true;

    /// <summary>Entries of this local time and later; <see langword="null"/> for all.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The levels; empty for all.</summary>
    public IReadOnlyCollection<LogLevel> Levels { get; init; } = [];

    /// <summary>Only that many last entries of what is there; <see langword="null"/> for all.</summary>
    public int? Tail { get; init; }

    internal bool IsMatch(XlinkLogEntry entry)
        => (Since is not { } since || entry.Time >= since) && (Levels.Count == 0 || System.Linq.Enumerable.Contains(Levels, entry.Level));
}
