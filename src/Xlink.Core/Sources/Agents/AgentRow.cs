using System.Runtime.InteropServices;

namespace Xlink.Sources.Agents;

/// <summary>A row of agent data, in numbers.</summary>
/// <param name="Start">When the activity begins, in seconds of Unix time.</param>
/// <param name="Length">How long it lasts, in seconds; <see cref="Open"/> if the row does not say.</param>
/// <param name="Activity">The activity, by position in the IDs of all activities; <see cref="LogOff"/> if the agent logs off.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgentRow(long Start, int Length, int Activity)
{
    internal const int Open = int.MaxValue;
    internal const int LogOff = -1;
}
