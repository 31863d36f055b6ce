using System.Runtime.InteropServices;

namespace Xlink.Sources.Agents;

/// <summary>Neighbouring places for rows of one agent.</summary>
/// <param name="Piece">The memory they lie in.</param>
/// <param name="Start">The position of the first.</param>
/// <param name="Length">How many they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgentRowPart(AgentRow[] Piece, int Start, int Length);
