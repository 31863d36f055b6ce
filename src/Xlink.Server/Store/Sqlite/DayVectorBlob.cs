using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// The values of a day as bytes in SQLite: packed as they travel, in a number of bytes that four does not divide, if need be with a 0 behind them. As many bytes
/// as four divides are 32-bit integers, little-endian, as servers wrote them before version 5 of the tables.
/// </summary>
internal static class DayVectorBlob
{
    /// <summary>The bytes of packed values.</summary>
    /// <param name="packed">The values.</param>
    /// <param name="buffer">Room for them and one byte more.</param>
    internal static ReadOnlySpan<byte> Write(ReadOnlySpan<byte> packed, Span<byte> buffer)
    {
        // A scale alone is a day without intervals.
        if (packed.Length <= 1)
        {
            return [];
        }

        if (packed.Length % sizeof(int) != 0)
        {
            return packed;
        }

        packed.CopyTo(buffer);
        buffer[packed.Length] = 0;
        return buffer[..(packed.Length + 1)];
    }

    /// <summary>The bytes of values.</summary>
    internal static byte[] Write(int[] values)
    {
        var packed = PackedValues.Pack(values);
        return Write(packed, new byte[packed.Length + 1]).ToArray();
    }

    /// <summary>The values in bytes.</summary>
    /// <exception cref="SqliteException">They are something else.</exception>
    internal static int[] Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(int) == 0 && bytes.Length <= sizeof(int) * DayVectorsFormat.MaximumValues)
        {
            var values = MemoryMarshal.Cast<byte, int>(bytes).ToArray();
            return BitConverter.IsLittleEndian ? values : Array.ConvertAll(values, BinaryPrimitives.ReverseEndianness);
        }

        // No value ends with 0 unless it is one byte, which would begin a run without data.
        try
        {
            return PackedValues.Read(bytes.Length % sizeof(int) == 1 && bytes[^1] == 0 ? bytes[..^1] : bytes);
        }
        catch (InvalidDataException exception)
        {
            throw new SqliteException("The values of a day are damaged: " + exception.Message, raw.SQLITE_CORRUPT);
        }
    }
}
