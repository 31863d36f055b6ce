using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Logging;

namespace Xlink.Suite.Tests;

/// <summary>A clock that the test moves, and a log whose lines bear its time.</summary>
internal sealed class TimedLog : ILog, IClock, ISystemLog
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    internal Instant Now { get; set; }

    internal List<string> Lines { get; } = [];

    /// <summary>What went to the system's log.</summary>
    internal List<string> SystemLines { get; } = [];

    /// <summary>The lines that tell of an import, shortened: <c>24 00:05 2 day(s) from 23</c>.</summary>
    internal IReadOnlyList<string> Imports => [.. Lines.Where(line => line.Contains("CSV: reading ", StringComparison.Ordinal)).Select(Shorten)];

    public Instant GetCurrentInstant() => Now;

    public void Info(string text) => Lines.Add(Now.InZone(Berlin).ToString("dd HH:mm ", CultureInfo.InvariantCulture) + text);

    public void Warning(string text) => Info("Warning: " + text);

    public void Error(string text) => Info("Error: " + text);

    public void Write(LogLevel level, string text) => SystemLines.Add(level + ": " + text);

    internal int Count(string text) => Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    // CSV: reading 2 day(s) from 12/23/2014, as the culture of the test has it.
    private static string Shorten(string line)
    {
        var words = line.Split(' ');
        return string.Join(' ', words[0], words[1], words[^4], words[^3], words[^2], DateTime.Parse(words[^1], CultureInfo.CurrentCulture).ToString("dd", CultureInfo.InvariantCulture));
    }
}
