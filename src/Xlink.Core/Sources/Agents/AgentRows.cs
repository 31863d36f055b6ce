using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Agents;

/// <summary>The rows of one agent, in order of their start.</summary>
internal sealed class AgentRows(Comparison<AgentRow> order)
{
    private readonly List<AgentRow> rows = [];
    private bool isSorted = true;
    private long lastStart = long.MinValue;

    internal int Count => this.rows.Count;

    internal AgentRow this[int index] => this.rows[index];

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
        isSorted &= row.Start > lastStart || order(this.rows[this.rows.Count - 1], row) <= 0;
        lastStart = row.Start;
        this.rows.Add(row);
    }

    internal void NoteEarlierLogOff(long moment) => EarlierLogOff = Math.Max(EarlierLogOff, moment);

    internal void BeginFile() => (LatestInFile, IsOpenAfterFile) = (long.MinValue, false);

    [MethodImpl(HotCode.Optimized)]
    internal void NoteInFile(long start, bool isOpen)
    {
        if (start >= LatestInFile)
        {
            (LatestInFile, IsOpenAfterFile) = (start, isOpen);
        }
    }

    /// <summary>Puts the rows in order; those that rank the same keep the order in which they came.</summary>
    internal void Sort()
    {
        if (isSorted)
        {
            return;
        }

        // List.Sort is not stable.
        var sorted = this.rows.OrderBy(row => row, Comparer<AgentRow>.Create(order)).ToArray();
        this.rows.Clear();
        this.rows.AddRange(sorted);
        isSorted = true;
    }

    /// <summary>Forgets the rows and their memory.</summary>
    internal void Clear()
    {
        this.rows.Clear();
        this.rows.TrimExcess();
    }
}
