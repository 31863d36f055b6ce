using System.Runtime.CompilerServices;
using System;
using System.Runtime.InteropServices;

namespace Xlink.Sources.Text;

/// <summary>Finds names by the bytes of a field, case-sensitively and without making a string of them.</summary>
internal sealed class FieldNameTable
{
    private const int NoEntry = -1;

    // The golden ratio of 64 bits.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private int[] buckets = CreateBuckets(16);
    private Entry[] entries = new Entry[8];
    private int count;
    private int last = NoEntry;

    /// <summary>Adds a name in one of its spellings; one that is there already keeps its number.</summary>
    internal void Add(ReadOnlySpan<byte> name, int number)
    {
        if (Find(name) >= 0)
        {
            return;
        }

        if (count == entries.Length)
        {
            Grow();
        }

        entries[count] = new Entry(name.ToArray(), Hash(name), number);
        Link(count);
        count++;
    }

    /// <summary>The number of a name, or -1.</summary>
    [MethodImpl(HotCode.Optimized)]
    internal int Find(ReadOnlySpan<byte> name)
    {
        // Neighbouring rows mostly belong to the same group.
        if (last != NoEntry && name.SequenceEqual(entries[last].Name))
        {
            return entries[last].Number;
        }

        var hash = Hash(name);
        for (var i = this.buckets[hash & (this.buckets.Length - 1)]; i != NoEntry; i = entries[i].Next)
        {
            if (entries[i].Hash == hash && name.SequenceEqual(entries[i].Name))
            {
                last = i;
                return entries[i].Number;
            }
        }

        return -1;
    }

    private static int[] CreateBuckets(int size)
    {
        var result = new int[size];
        result.AsSpan().Fill(NoEntry);
        return result;
    }

    [MethodImpl(HotCode.Optimized)]
    private static int Hash(ReadOnlySpan<byte> name)
    {
        // Eight bytes at a time: a name is looked up for every row.
        var hash = unchecked((ulong)name.Length * Multiplier);
        for (; name.Length >= sizeof(ulong); name = name.Slice(sizeof(ulong)))
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(name));
        }

        var rest = 0UL;
        foreach (var value in name)
        {
            rest = (rest << 8) | value;
        }

        return unchecked((int)(Mix(hash, rest) >> 32));
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = unchecked((hash ^ value) * Multiplier);
        return hash ^ (hash >> 29);
    }

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        this.buckets = CreateBuckets(entries.Length * 2);
        for (var i = 0; i < count; i++)
        {
            Link(i);
        }
    }

    private void Link(int index)
    {
        ref var bucket = ref this.buckets[entries[index].Hash & (this.buckets.Length - 1)];
        entries[index].Next = bucket;
        bucket = index;
    }

    private struct Entry(byte[] name, int hash, int number)
    {
        internal readonly byte[] Name = name;
        internal readonly int Hash = hash;
        internal readonly int Number = number;
        internal int Next;
    }
}
