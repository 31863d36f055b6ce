using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Agents;

/// <summary>The rows of one agent, in order of their start.</summary>
/// <param name="store">Has the memory for them.</param>
/// <param name="order">The order, which begins with the start.</param>
internal sealed class AgentRows(AgentRowStore store, Comparison<AgentRow> order)
{
    private readonly List<AgentRowPart> parts = [];
    private AgentRow[] piece = [];
    private int position;
    private int end;
    private bool isSorted = true;
    private AgentRow last = new(long.MinValue, 0, 0);

    /// <summary>The latest start in the file that is being read.</summary>
    internal long LatestInFile { get; private set; } = long.MinValue;

    /// <summary>Whether the row of <see cref="LatestInFile"/> leaves open when its activity ends.</summary>
    internal bool IsOpenAfterFile { get; private set; }

    /// <summary>The last log-off before all that is looked at: what began before it has ended.</summary>
    internal long EarlierLogOff { get; private set; } = long.MinValue;

    [MethodImpl(HotCode.Optimized)]
    internal void Add(AgentRow row)
    {
        // Every order begins with the start, and nearly all rows come in the order of time.
        isSorted &= row.Start > this.last.Start || order(this.last, row) <= 0;
        this.last = row;
        if (position == end)
        {
            Grow();
        }

        piece[position++] = row;
    }

    internal void NoteEarlierLogOff(long moment) => EarlierLogOff = Math.Max(EarlierLogOff, moment);

    internal void BeginFile() => (LatestInFile, IsOpenAfterFile) = (long.MinValue, false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void NoteInFile(long start, bool isOpen)
    {
        if (start >= LatestInFile)
        {
            (LatestInFile, IsOpenAfterFile) = (start, isOpen);
        }
    }

    /// <summary>The rows in order, piece by piece; those that rank the same keep the order in which they came.</summary>
    internal IEnumerable<ReadOnlyMemory<AgentRow>> ToSorted()
    {
        // Array.Sort is not stable.
        return isSorted
            ? Filled()
            : [Filled().SelectMany(part => part.ToArray()).OrderBy(row => row, Comparer<AgentRow>.Create(order)).ToArray()];
    }

    private IEnumerable<ReadOnlyMemory<AgentRow>> Filled()
        => this.parts.Select((part, i) => new ReadOnlyMemory<AgentRow>(part.Piece, part.Start, i < this.parts.Count - 1 ? part.Length : position - part.Start));

    private void Grow()
    {
        var part = store.Take(this.parts.Count == 0 ? 0 : this.parts[this.parts.Count - 1].Length);
        this.parts.Add(part);
        (piece, position, end) = (part.Piece, part.Start, part.Start + part.Length);
    }
}
