using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Xlink.Sources.Csv;

/// <summary>Some whole lines of a file, and what was found in them.</summary>
internal sealed class CsvBlock : IDisposable
{
    /// <summary>The largest number of groups that a line can tell.</summary>
    internal const int MaximumGroups = (1 << GroupBits) - 1;

    /// <summary>The largest number of an agent or activity that a line can tell.</summary>
    internal const int MaximumNames = (1 << NameBits) - 1;

    // The parser looks at eight bytes at a time.
    private const int Padding = sizeof(ulong);

    private const int KindBits = 8;
    private const int IntervalBits = 16;
    private const int DayBits = 20;
    private const int GroupBits = 20;
    private const int NameBits = 20;

    /// <summary>Rents the memory.</summary>
    /// <param name="size">How many bytes it takes.</param>
    internal CsvBlock(int size)
    {
        Text = ArrayPool<byte>.Shared.Rent(size + Padding);
        Capacity = size;
        Found = ArrayPool<long>.Shared.Rent(size / 8);
    }

    /// <summary>How many bytes it takes.</summary>
    internal int Capacity { get; }

    /// <summary>The text; a few bytes longer than it says.</summary>
    internal byte[] Text { get; private set; }

    /// <summary>How much text there is.</summary>
    internal int Length { get; set; }

    /// <summary>Lines of the file's head that stood before the text.</summary>
    internal int HeaderLines { get; set; }

    /// <summary>Whether the file ends with the text.</summary>
    internal bool IsLast { get; set; }

    /// <summary>How far the rows are complete: the last one may need the text that follows. Set by the parser.</summary>
    internal int ParsedLength { get; set; }

    /// <summary>What was found, line by line: kind, group, day and interval, and the numbers that belong to the kind.</summary>
    internal long[] Found { get; private set; }

    /// <summary>The parser that has read the block, whose numbers of names it has.</summary>
    internal CsvBlockParser? Parser { get; set; }

    /// <summary>How much of it is used.</summary>
    internal int FoundCount { get; set; }

    /// <summary>No sum of the values that were found, nor of values × weights, is further from 0 than this.</summary>
    internal double LargestSum { get; set; }

    internal static long Pack(CsvLineKind kind, int group = 0, int day = 0, int interval = 0)
        => (long)kind | ((long)interval << KindBits) | ((long)day << (KindBits + IntervalBits)) | ((long)group << (KindBits + IntervalBits + DayBits));

    internal static CsvLineKind KindOf(long packed) => (CsvLineKind)(packed & ((1 << KindBits) - 1));

    internal static int IntervalOf(long packed) => (int)(packed >> KindBits) & ((1 << IntervalBits) - 1);

    internal static int DayOf(long packed) => (int)(packed >> (KindBits + IntervalBits)) & ((1 << DayBits) - 1);

    internal static int GroupOf(long packed) => (int)(packed >> (KindBits + IntervalBits + DayBits)) & MaximumGroups;

    /// <summary>What was found in a row of agent data, without its times.</summary>
    internal static long PackActivity(CsvLineKind kind, int agent, int activity) => (long)kind | ((long)activity << KindBits) | ((long)agent << (KindBits + NameBits));

    internal static int AgentOf(long packed) => (int)(packed >> (KindBits + NameBits)) & MaximumNames;

    internal static int ActivityOf(long packed) => (int)(packed >> KindBits) & MaximumNames;

    /// <summary>Makes sure that there is room for what is found next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reserve(int count)
    {
        if (FoundCount + count > Found.Length)
        {
            Grow(count);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(Text);
        ArrayPool<long>.Shared.Return(Found);
        Text = [];
        Found = [];
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<long>.Shared.Rent(Math.Max(2 * Found.Length, FoundCount + count));
        Array.Copy(Found, larger, FoundCount);
        ArrayPool<long>.Shared.Return(Found);
        Found = larger;
    }
}
