using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Agents;

/// <summary>The activities of a day, in pieces that are never copied.</summary>
internal sealed class ActivitySpans
{
    private const int SmallestPiece = 16;
    private const int LargestPiece = 8192;

    // Full ones, and how many activities there are before each.
    private readonly List<ArraySegment<ActivitySpan>> pieces = [];
    private readonly List<int> starts = [];
    private ActivitySpan[] piece = [];
    private int used;
    private int before;

    /// <summary>How many there are.</summary>
    internal int Count => before + used;

    /// <summary>An activity, by position; after <see cref="Complete"/>.</summary>
    internal ActivitySpan this[int index]
    {
        get
        {
            var found = starts.BinarySearch(index);
            var own = found >= 0 ? found : ~found - 1;
            var (array, position) = (pieces[own].Array!, index - starts[own]);
            return position < pieces[own].Count ? array[position] : throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ActivitySpan span)
    {
        if (used == piece.Length)
        {
            Grow();
        }

        piece[used++] = span;
    }

    /// <summary>Says that no more come.</summary>
    internal void Complete()
    {
        Keep();
        piece = [];
    }

    /// <summary>Takes over all of another one, behind those that are here. Both are complete.</summary>
    internal void Append(ActivitySpans other)
    {
        foreach (var own in other.pieces)
        {
            Add(own);
        }
    }

    private void Grow()
    {
        var length = Math.Min(Math.Max(2 * piece.Length, SmallestPiece), LargestPiece);
        Keep();
        piece = new ActivitySpan[length];
    }

    private void Keep()
    {
        if (used > 0)
        {
            Add(new ArraySegment<ActivitySpan>(piece, 0, used));
            used = 0;
        }
    }

    private void Add(ArraySegment<ActivitySpan> full)
    {
        pieces.Add(full);
        starts.Add(before);
        before += full.Count;
    }
}
