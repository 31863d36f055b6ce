using System;

namespace Xlink.Scripting;

/// <summary>What a script gets to see of one interval.</summary>
/// <param name="para">The metrics in mapping order: element 0 is <c>Para1</c> [documented].</param>
/// <param name="weekday">1 = Sunday … 7 = Saturday [documented].</param>
/// <param name="minutes">Start of the interval in minutes after midnight [documented].</param>
public readonly ref struct ScriptInput(ReadOnlySpan<double> para, int weekday, int minutes)
{
    /// <summary>The metrics in mapping order: element 0 is <c>Para1</c> [documented].</summary>
    public ReadOnlySpan<double> Para { get; } = para;

    /// <summary>1 = Sunday … 7 = Saturday [documented].</summary>
    public int Weekday { get; } = weekday;

    /// <summary>Start of the interval in minutes after midnight [documented].</summary>
    public int Minutes { get; } = minutes;
}
