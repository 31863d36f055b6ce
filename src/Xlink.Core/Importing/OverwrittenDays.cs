using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Logging;

namespace Xlink.Importing;

/// <summary>Collects what <c>WriteAlways=1</c> replaces by 0; the first of it becomes warnings, the rest only goes to the log.</summary>
internal sealed class OverwrittenDays(Action<string> warn, ILog log)
{
    private const int MaximumWarnings = 20;

    private readonly List<OverwrittenDay> days = [];
    private int told;

    /// <summary>All of it, day by day.</summary>
    internal IReadOnlyList<OverwrittenDay> All => days.OrderBy(day => day.Day).ToList();

    /// <summary>Takes back what was said about a day that is computed again.</summary>
    internal void Forget(DateTime day) => days.RemoveAll(overwritten => overwritten.Day == day);

    /// <summary>Takes a day of a target, before it is written.</summary>
    /// <param name="day">The day.</param>
    /// <param name="isRepeated">Whether as much or more has been told of it before.</param>
    internal void Add(OverwrittenDay day, bool isRepeated)
    {
        days.Add(day);
        if (isRepeated)
        {
            return;
        }

        var text = MessageText.Format(nameof(Messages.ImportOverwrites), day);
        if (++told <= MaximumWarnings)
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
        if (told > MaximumWarnings)
        {
            warn(MessageText.Format(nameof(Messages.ImportMoreOverwritten), told - MaximumWarnings));
        }
    }
}
