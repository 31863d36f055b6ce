using System;

namespace Xlink.Sources.Text;

/// <summary>Finds names by the bytes of a field, case-sensitively and without making a string of them.</summary>
internal sealed class FieldNameTable
{
    private const int NoEntry = -1;

    private int[] _buckets = CreateBuckets(16);
    private Entry[] _entries = new Entry[8];
    private int _count;
    private int _last = NoEntry;

    /// <summary>Adds a name in one of its spellings; one that is there already keeps its number.</summary>
    internal void Add(ReadOnlySpan<byte> name, int number)
    {
        if (Find(name) >= 0)
        {
            return;
        }

        if (_count == _entries.Length)
        {
            Grow();
        }

        _entries[_count] = new Entry(name.ToArray(), Hash(name), number);
        Link(_count);
        _count++;
    }

    /// <summary>The number of a name, or -1.</summary>
    internal int Find(ReadOnlySpan<byte> name)
    {
        // Neighbouring rows mostly belong to the same group.
        if (_last != NoEntry && name.SequenceEqual(_entries[_last].Name))
        {
            return _entries[_last].Number;
        }

        var hash = Hash(name);
        for (var i = _buckets[hash & (_buckets.Length - 1)]; i != NoEntry; i = _entries[i].Next)
        {
            if (_entries[i].Hash == hash && name.SequenceEqual(_entries[i].Name))
            {
                _last = i;
                return _entries[i].Number;
            }
        }

        return -1;
    }

    private static int[] CreateBuckets(int size)
    {
        var buckets = new int[size];
        buckets.AsSpan().Fill(NoEntry);
        return buckets;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = unchecked((int)2166136261);
        foreach (var value in name)
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash ^ (hash >> 15);
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = CreateBuckets(_entries.Length * 2);
        for (var i = 0; i < _count; i++)
        {
            Link(i);
        }
    }

    private void Link(int index)
    {
        ref var bucket = ref _buckets[_entries[index].Hash & (_buckets.Length - 1)];
        _entries[index].Next = bucket;
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
