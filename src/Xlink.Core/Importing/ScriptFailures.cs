using System;
using System.Globalization;
using NodaTime;
using Xlink.Scripting;

namespace Xlink.Importing;

/// <summary>Counts the intervals that scripts failed on; the first few become warnings, the rest only counts.</summary>
internal sealed class ScriptFailures(Action<string> warn)
{
    private const int MaximumWarnings = 20;

    /// <summary>Intervals without a value because a script failed on them.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes a failure.</summary>
    internal void Add(OffsetDateTime start, ScriptError error)
    {
        if (++Count <= MaximumWarnings)
        {
            warn(string.Format(CultureInfo.CurrentCulture, Messages.ImportScriptFailed, start.ToDateTimeOffset(), error.Message));
        }
    }
}
