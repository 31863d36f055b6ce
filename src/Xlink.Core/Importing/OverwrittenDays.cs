using System;
using System.Collections.Generic;
using Xlink.Logging;

namespace Xlink.Importing;

/// <summary>Collects what <c>WriteAlways=1</c> replaces by 0; the first of it becomes warnings, the rest only goes to the log.</summary>
internal sealed class OverwrittenDays(Action<string> warn, ILog log)
{
    private const int MaximumWarnings = 20;

    private readonly List<OverwrittenDay> days = [];

    /// <summary>All of it, in the order it came.</summary>
    internal IReadOnlyList<OverwrittenDay> All => days;

    /// <summary>Takes a day of a target, before it is written.</summary>
    internal void Add(OverwrittenDay day)
    {
        days.Add(day);
        var text = MessageText.Format(nameof(Messages.ImportOverwrites), day);
        if (days.Count <= MaximumWarnings)
        {
            warn(text);
        }
        else
        {
            log.Warning(text);
        }
    }

    /// <summary>Tells how many were no warnings of their own.</summary>
    internal void TellRest()
    {
        if (days.Count > MaximumWarnings)
        {
            warn(MessageText.Format(nameof(Messages.ImportMoreOverwritten), days.Count - MaximumWarnings));
        }
    }
}
