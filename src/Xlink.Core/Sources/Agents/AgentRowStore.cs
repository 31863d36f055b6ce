using System.Collections.Generic;

namespace Xlink.Sources.Agents;

/// <summary>The memory of the rows of all agents: large pieces, which never move, cut into parts that grow with the rows of an agent.</summary>
internal sealed class AgentRowStore
{
    // Large enough to be left alone by the garbage collector: rows live until the days have been made.
    private const int PieceLength = 8192;
    private const int SmallestPart = 8;
    private const int LargestPart = 64;

    private readonly List<AgentRow[]> pieces = [];
    private int used = PieceLength;

    /// <summary>Takes a part.</summary>
    /// <param name="before">The length of the agent's part before; 0 if it is the first.</param>
    internal AgentRowPart Take(int before)
    {
        var length = before == 0 ? SmallestPart : before < LargestPart ? 2 * before : LargestPart;
        if (used + length > PieceLength)
        {
            pieces.Add(new AgentRow[PieceLength]);
            used = 0;
        }

        var part = new AgentRowPart(pieces[pieces.Count - 1], used, length);
        used += length;
        return part;
    }
}
