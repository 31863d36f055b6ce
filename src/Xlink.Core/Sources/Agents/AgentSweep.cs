using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xlink.Sources.Agents;

/// <summary>Goes through the rows of one agent after the other in order of time, and makes activities of them, cut at midnight. Its rules are those of <see cref="AgentTimeline"/>.</summary>
/// <param name="minimumDuration">Shorter activities are dropped; in seconds.</param>
/// <param name="midnights">When the days begin, and the last one ends, in seconds of Unix time.</param>
/// <param name="now">The moment of the import, in seconds of Unix time.</param>
internal sealed class AgentSweep(int minimumDuration, long[] midnights, long now)
{
    // Ends no activity.
    private const long Never = long.MaxValue;

    // Ended before it began.
    private const long Dropped = long.MinValue;

    private readonly long earliest = midnights[0];
    private readonly long latest = midnights[midnights.Length - 1];
    private readonly Stack<Running> running = new();
    private int agent;
    private long earlierLogOff;
    private long position;

    // Everything goes forward, so the day of the last one is that of the next one, or a day before it.
    private int startDay;
    private int day;

    /// <summary>The activities of each day.</summary>
    internal ActivitySpans[] Days { get; } = [.. midnights.Skip(1).Select(_ => new ActivitySpans())];

    /// <summary>Goes through the rows of an agent.</summary>
    /// <param name="number">The agent, by position in the IDs of all agents.</param>
    /// <param name="rows">Its rows.</param>
    internal void Add(int number, AgentRows rows)
    {
        (agent, earlierLogOff, position, startDay, day) = (number, rows.EarlierLogOff, long.MinValue, 0, 0);
        AgentRow? last = null;
        foreach (var part in rows.ToSorted())
        {
            last = Take(last, part.Span);
        }

        if (last is { } row)
        {
            Take(row, Never);
        }

        Advance(Never);
    }

    /// <summary>Says that no more agents come.</summary>
    internal void Complete()
    {
        foreach (var spans in Days)
        {
            spans.Complete();
        }
    }

    /// <summary>Takes a row and those of a part but its last, which is handed back: it takes the next part to know what ends it.</summary>
    [MethodImpl(HotCode.Optimized)]
    private AgentRow Take(AgentRow? before, ReadOnlySpan<AgentRow> part)
    {
        var row = before ?? part[0];
        for (var i = before is null ? 1 : 0; i < part.Length; i++)
        {
            var next = part[i];
            Take(row, next.Start);
            row = next;
        }

        return row;
    }

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="next">When the agent's next row begins.</param>
    [MethodImpl(HotCode.Optimized)]
    private void Take(in AgentRow row, long next)
    {
        Advance(row.Start);
        if (row.Activity == AgentRow.LogOff)
        {
            running.Clear();
            return;
        }

        var end = row.Start >= earlierLogOff ? FindEnd(row, next) : Dropped;
        if (end == Dropped)
        {
            return;
        }

        if (running.Count == 0 && end <= next)
        {
            Cut(row.Activity, row.Start, end);
        }
        else
        {
            running.Push(new Running(end, row.Activity));
        }
    }

    /// <summary>Goes on to a moment; on top of the stack is the activity that began last.</summary>
    [MethodImpl(HotCode.Optimized)]
    private void Advance(long to)
    {
        while (running.Count > 0 && position < to)
        {
            var top = running.Peek();
            if (top.End > position)
            {
                var until = Math.Min(top.End, to);
                Cut(top.Activity, position, until);
                position = until;
            }

            if (top.End <= position)
            {
                running.Pop();
            }
        }

        position = to;
    }

    /// <summary>When an activity ends.</summary>
    [MethodImpl(HotCode.Optimized)]
    private long FindEnd(in AgentRow row, long next)
    {
        if (row.Length != AgentRow.Open)
        {
            return row.Start + row.Length;
        }

        // What began before all that is looked at has ended by then.
        if (row.Start < earliest)
        {
            return Dropped;
        }

        while (row.Start >= midnights[startDay + 1])
        {
            startDay++;
        }

        if (next < midnights[Math.Min(startDay + 2, midnights.Length - 1)])
        {
            return next > row.Start && next - row.Start >= minimumDuration ? next : Dropped;
        }

        var limit = Math.Min(midnights[startDay + 1], now);
        return limit > row.Start ? limit : Dropped;
    }

    [MethodImpl(HotCode.Optimized)]
    private void Cut(int activity, long start, long end)
    {
        start = Math.Max(start, earliest);
        end = Math.Min(end, latest);
        while (start < end)
        {
            while (start >= midnights[day + 1])
            {
                day++;
            }

            var dayEnd = Math.Min(end, midnights[day + 1]);
            Days[day].Add(new ActivitySpan(agent, activity, (int)(start - midnights[day]), (int)(dayEnd - midnights[day])));
            start = dayEnd;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Running(long End, int Activity);
}
