using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xlink.Sources.Text;

/// <summary>Finds names by the bytes of a field, case-sensitively and without making a string of them.</summary>
internal sealed class FieldNameTable
{
    private const int NoEntry = -1;

    // The golden ratio of 64 bits.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // A name of no more bytes is told by its first and its last eight.
    private const int MaximumShort = 2 * sizeof(ulong);

    private int[] buckets = CreateBuckets(16);
    private Entry[] entries = new Entry[8];
    private int count;
    private int last;

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

        var key = name.Length <= MaximumShort ? Key.Of(name) : Key.OfLong(name);
        entries[count] = new Entry(key, name.Length <= MaximumShort ? null : name.ToArray(), number);
        Link(count);
        count++;
    }

    /// <summary>The number of a name, or -1.</summary>
    [MethodImpl(HotCode.Optimized)]
    internal int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaximumShort)
        {
            return FindLong(name);
        }

        // Neighbouring rows mostly belong to the same group, or have their groups in the same order as those before.
        var key = Key.Of(name);
        var all = entries;
        ref var before = ref all[last];
        if (before.Key.Equals(key))
        {
            return before.Number;
        }

        ref var follower = ref all[before.Follower];
        if (follower.Key.Equals(key))
        {
            last = before.Follower;
            return follower.Number;
        }

        for (var i = this.buckets[key.Hash() & (this.buckets.Length - 1)]; i != NoEntry; i = all[i].Next)
        {
            if (all[i].Key.Equals(key))
            {
                before.Follower = i;
                last = i;
                return all[i].Number;
            }
        }

        return -1;
    }

    [MethodImpl(HotCode.Optimized)]
    private int FindLong(ReadOnlySpan<byte> name)
    {
        ref var before = ref entries[last];
        if (before.Name is not null && name.SequenceEqual(before.Name))
        {
            return before.Number;
        }

        var key = Key.OfLong(name);
        for (var i = this.buckets[key.Hash() & (this.buckets.Length - 1)]; i != NoEntry; i = entries[i].Next)
        {
            if (entries[i].Key.Equals(key) && name.SequenceEqual(entries[i].Name))
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
        ref var bucket = ref this.buckets[entries[index].Key.Hash() & (this.buckets.Length - 1)];
        entries[index].Next = bucket;
        bucket = index;
    }

    private struct Entry(Key key, byte[]? name, int number)
    {
        internal readonly Key Key = key;

        // Of long names only.
        internal readonly byte[]? Name = name;
        internal readonly int Number = number;
        internal int Next;

        // The entry that was looked up next.
        internal int Follower;
    }

    /// <summary>The bytes of a short name, or what is likely to tell a long one from others.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Key(ulong first, ulong last, int length)
    {
        private readonly ulong first = first;
        private readonly ulong last = last;

        // One more, so that no name has the key of an entry that is not there yet.
        private readonly int length = length + 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Key Of(ReadOnlySpan<byte> name)
        {
            var bytes = name.Length;
            if (bytes >= sizeof(ulong))
            {
                return new Key(MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name.Slice(bytes - sizeof(ulong))), bytes);
            }

            if (bytes >= sizeof(uint))
            {
                return new Key(MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name.Slice(bytes - sizeof(uint))), bytes);
            }

            var all = 0U;
            foreach (var value in name)
            {
                all = (all << 8) | value;
            }

            return new Key(all, 0, bytes);
        }

        [MethodImpl(HotCode.Optimized)]
        internal static Key OfLong(ReadOnlySpan<byte> name)
        {
            var bytes = name.Length;
            var hash = unchecked((ulong)bytes * Multiplier);
            for (; name.Length >= sizeof(ulong); name = name.Slice(sizeof(ulong)))
            {
                hash = Mix(hash, MemoryMarshal.Read<ulong>(name));
            }

            var rest = 0UL;
            foreach (var value in name)
            {
                rest = (rest << 8) | value;
            }

            return new Key(hash, rest, bytes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool Equals(Key other) => ((first ^ other.first) | (last ^ other.last) | (uint)(length ^ other.length)) == 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal int Hash() => unchecked((int)(Mix(Mix(unchecked((ulong)length * Multiplier), first), last) >> 32));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mix(ulong hash, ulong value)
        {
            hash = unchecked((hash ^ value) * Multiplier);
            return hash ^ (hash >> 29);
        }
    }
}
