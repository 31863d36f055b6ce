using System;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using NodaTime;
using Xlink.Files;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// What an import wrote, per day and target. Ten years of many targets are millions, so only figures are kept, beyond a megabyte in a temporary file, and the
/// objects are made when they are asked for.
/// </summary>
// Public, because PowerShell finds an indexer of public types only.
public sealed class ImportedDays : IReadOnlyList<ImportedDay>
{
    // Two bytes for the number of values, and four or eight for their sum, as on the server, in hundredths.
    private const int CountSize = sizeof(ushort);
    private const int SmallSize = CountSize + sizeof(int);
    private const int LargeSize = CountSize + sizeof(long);

    // More than most imports have: only ranges of years need a file.
    private const int MaximumInMemory = 1024 * 1024;

    private readonly string serverEntry;
    private readonly Spool figures;
    private readonly SortedList<LocalDate, WrittenDay> days = [];
    private MappedTarget[] lastTargets = [];
    private byte[] cells = [];

    /// <summary>Nothing written yet.</summary>
    internal ImportedDays(string serverEntry)
        : this(serverEntry, new Spool(MaximumInMemory))
    {
    }

    /// <summary>Nothing written yet, and where the figures are to be.</summary>
    internal ImportedDays(string serverEntry, Spool figures) => (this.serverEntry, this.figures) = (serverEntry, figures);

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ImportedDay this[int index]
    {
        get
        {
            for (var i = 0; i < days.Count && index >= 0; i++)
            {
                if (index < days.Values[i].Targets.Length)
                {
                    var day = days.Values[i];
                    return Describe(days.Keys[i], day.Targets[index], Read(day.Position + (index * day.CellSize), day.CellSize));
                }

                index -= days.Values[i].Targets.Length;
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>How many there are: more than one wants to read in a cell of a table.</summary>
    /// <returns>The number.</returns>
    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public IEnumerator<ImportedDay> GetEnumerator()
    {
        foreach (var day in days)
        {
            var (position, targets, size) = day.Value;
            var written = Read(position, targets.Length * size);
            for (var i = 0; i < targets.Length; i++)
            {
                yield return Describe(day.Key, targets[i], written.AsSpan(i * size, size));
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes what is written on a day, in place of what was said of it before.</summary>
    internal void Set(LocalDate day, IReadOnlyList<(MappedTarget Target, ComputedDay Day)> computed)
    {
        if (days.TryGetValue(day, out var before))
        {
            Count -= before.Targets.Length;
            days.Remove(day);
        }

        if (computed.Count == 0)
        {
            return;
        }

        // Mostly the same ones every day.
        var targets = computed.Select(item => item.Target);
        lastTargets = lastTargets.SequenceEqual(targets) ? lastTargets : [.. targets];
        var size = SmallSize;
        for (var i = 0; i < computed.Count; i++)
        {
            var (values, sum) = Sum(computed[i].Day.Vector);
            if (size == SmallSize && sum is < int.MinValue or > int.MaxValue)
            {
                Widen(i);
                size = LargeSize;
            }

            Set(i, size, values, sum);
        }

        days.Add(day, new WrittenDay(figures.Append(cells.AsSpan(0, computed.Count * size)), lastTargets, size));
        Count += computed.Count;
    }

    private static (int Values, long Sum) Sum(DayVector vector)
    {
        var (values, sum) = (0, 0L);
        foreach (var value in vector.Values)
        {
            if (value != DayVector.NoData)
            {
                values++;
                sum += value;
            }
        }

        return (values, sum);
    }

    private static (int Values, long Sum) ReadCell(ReadOnlySpan<byte> cell) => (
        BinaryPrimitives.ReadUInt16LittleEndian(cell),
        cell.Length == SmallSize ? BinaryPrimitives.ReadInt32LittleEndian(cell.Slice(CountSize)) : BinaryPrimitives.ReadInt64LittleEndian(cell.Slice(CountSize)));

    private void Set(int index, int size, int values, long sum)
    {
        if (cells.Length < (index + 1) * size)
        {
            Array.Resize(ref cells, Math.Max(2 * cells.Length, lastTargets.Length * size));
        }

        var cell = cells.AsSpan(index * size, size);
        BinaryPrimitives.WriteUInt16LittleEndian(cell, checked((ushort)values));
        if (size == SmallSize)
        {
            BinaryPrimitives.WriteInt32LittleEndian(cell.Slice(CountSize), (int)sum);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(cell.Slice(CountSize), sum);
        }
    }

    /// <summary>Gives the first cells of a day more room.</summary>
    private void Widen(int count)
    {
        var small = cells.AsSpan(0, count * SmallSize).ToArray();
        for (var i = 0; i < count; i++)
        {
            var (values, sum) = ReadCell(small.AsSpan(i * SmallSize, SmallSize));
            Set(i, LargeSize, values, sum);
        }
    }

    private byte[] Read(long position, int length)
    {
        var bytes = new byte[length];
        figures.Read(position, bytes);
        return bytes;
    }

    private ImportedDay Describe(LocalDate day, MappedTarget target, ReadOnlySpan<byte> cell)
    {
        var (values, sum) = ReadCell(cell);
        return new ImportedDay
        {
            ServerEntry = serverEntry,
            Queue = target.Queue.Path,
            ValueType = target.ValueType.Name,
            Day = day.ToDateTimeUnspecified(),
            Values = values,
            Sum = (decimal)sum / DayVector.ValueScale,
        };
    }

    /// <summary>Where the figures of a day are.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct WrittenDay(long Position, MappedTarget[] Targets, int CellSize);
}
