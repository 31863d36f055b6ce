using System;
using System.Buffers.Binary;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>A <see cref="DayVector"/> whose values are as they travel; they have been checked.</summary>
internal sealed class PackedDayVector
{
    /// <summary>Length of <see cref="WriteHeader"/>.</summary>
    internal const int HeaderLength = 22;

    private int[]? values;

    internal required int QueueId { get; init; }

    internal required int ValueTypeId { get; init; }

    internal required int Version { get; init; }

    /// <summary>What no other vector of a day has.</summary>
    internal (int QueueId, int ValueTypeId, int Version) Key => (QueueId, ValueTypeId, Version);

    internal required LocalDate Day { get; init; }

    internal required int IntervalMinutes { get; init; }

    /// <summary>How many intervals it has.</summary>
    internal required int Count { get; init; }

    /// <summary>How many of them have data.</summary>
    internal required int WithData { get; init; }

    /// <summary>The values as <see cref="PackedValues.Pack"/> writes them.</summary>
    internal required ReadOnlyMemory<byte> Packed { get; init; }

    /// <summary>The values, one by one.</summary>
    internal int[] Values => values ??= PackedValues.Read(Packed.Span);

    /// <summary>Packs a vector.</summary>
    internal static PackedDayVector Of(DayVector vector)
    {
        var withData = 0;
        foreach (var value in vector.Values)
        {
            withData += value == DayVector.NoData ? 0 : 1;
        }

        return new()
        {
            QueueId = vector.QueueId,
            ValueTypeId = vector.ValueTypeId,
            Version = vector.Version,
            Day = vector.Day,
            IntervalMinutes = vector.IntervalMinutes,
            Count = vector.Values.Length,
            WithData = withData,
            Packed = PackedValues.Pack(vector.Values),
            values = vector.Values,
        };
    }

    /// <summary>Writes what stands before the values of a vector.</summary>
    internal static void WriteHeader(Span<byte> header, int queueId, int valueTypeId, int version, LocalDate day, int intervalMinutes, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, queueId);
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(4), valueTypeId);
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(8), version);
        BinaryPrimitives.WriteInt16LittleEndian(header.Slice(12), (short)day.Year);
        header[14] = (byte)day.Month;
        header[15] = (byte)day.Day;
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(16), intervalMinutes);
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(20), (ushort)count);
    }

    /// <summary>The vector with its values one by one.</summary>
    internal DayVector ToDayVector() => new()
    {
        QueueId = QueueId,
        ValueTypeId = ValueTypeId,
        Version = Version,
        Day = Day,
        IntervalMinutes = IntervalMinutes,
        Values = Values,
    };
}
