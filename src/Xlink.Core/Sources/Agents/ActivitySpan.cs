using System.Runtime.InteropServices;

namespace Xlink.Sources.Agents;

/// <summary>An activity of a day, in numbers.</summary>
/// <param name="Agent">The agent, by position in the IDs of all agents.</param>
/// <param name="Activity">The activity, by position in the IDs of all activities.</param>
/// <param name="Start">Seconds from the beginning of the day to that of the activity.</param>
/// <param name="End">Seconds from the beginning of the day to the end of the activity.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ActivitySpan(int Agent, int Activity, int Start, int End);
