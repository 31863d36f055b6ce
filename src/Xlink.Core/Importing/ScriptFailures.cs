using System;
using System.Collections.Generic;
using NodaTime;
using Xlink.Logging;
using Xlink.Scripting;

namespace Xlink.Importing;

/// <summary>Takes the intervals that scripts failed on: all of them go to the log, the first ones become warnings, and they are counted.</summary>
internal sealed class ScriptFailures(Action<string> warn, ILog log)
{
    private const int MaximumWarnings = 20;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly Dictionary<LocalDate, int> counts = [];

    /// <summary>Intervals without a value because a script failed on them.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes back the count of a day that is computed again.</summary>
    internal void Forget(LocalDate day)
    {
        counts.TryGetValue(day, out var count);
        counts.Remove(day);
        Count -= count;
    }

    /// <summary>Takes a failure.</summary>
    internal void Add(MappedTarget target, OffsetDateTime start, ScriptError error)
    {
        var text = MessageText.Format(
            nameof(Messages.ImportScriptFailed), target.Queue.Path, target.ValueType.Name, start.ToDateTimeOffset(), PlaceOf(error), error.Message);
        Count++;
        counts.TryGetValue(start.Date, out var count);
        counts[start.Date] = count + 1;
        if (told.Count < MaximumWarnings && told.Add(text))
        {
            warn(text);
        }
        else if (!told.Contains(text))
        {
            log.Warning(text);
        }
    }

    /// <summary>Tells how many were no warnings of their own.</summary>
    internal void TellRest()
    {
        if (Count > MaximumWarnings)
        {
            warn(MessageText.Format(nameof(Messages.ImportMoreScriptsFailed), Count - MaximumWarnings));
        }
    }

    private static string PlaceOf(ScriptError error) => error.Line is { } line
        ? MessageText.Format(nameof(Messages.PlaceFileLineColumn), error.FilePath, line, error.Column)
        : MessageText.Format(nameof(Messages.PlaceFile), error.FilePath);
}
