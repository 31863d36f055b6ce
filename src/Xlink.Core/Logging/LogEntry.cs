using System;

namespace Xlink.Logging;

/// <summary>A line of a log file.</summary>
/// <param name="Time">Local time. A line that does not begin with one belongs to the entry before it and has its time; before the first there is none.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Text">What follows the time and the level; the whole line if it does not begin with a time.</param>
/// <param name="FilePath">The file.</param>
/// <param name="Line">The line in the file, counted from 1.</param>
public sealed record LogEntry(DateTime? Time, LogLevel Level, string Text, string FilePath, long Line);
