using System.Runtime.InteropServices;

namespace Xlink.Importing;

/// <summary>Where a row belongs: a day and an interval of an <see cref="IntervalCalendar"/>.</summary>
/// <param name="Day">The day, counted from the calendar's first; negative or too large for a row outside the calendar.</param>
/// <param name="Interval">The interval of that day, or -1 outside the calendar.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IntervalSlot(int Day, int Interval);
