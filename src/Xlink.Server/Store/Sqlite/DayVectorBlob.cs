using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The values of a day as bytes: 32-bit integers, little-endian on every machine.</summary>
internal static class DayVectorBlob
{
    /// <summary>The bytes of values, which may be those of the values themselves.</summary>
    internal static ReadOnlySpan<byte> Write(int[] values) => MemoryMarshal.AsBytes(InOrder(values).AsSpan());

    /// <summary>The values in bytes.</summary>
    internal static int[] Read(ReadOnlySpan<byte> bytes) => InOrder(MemoryMarshal.Cast<byte, int>(bytes).ToArray());

    private static int[] InOrder(int[] values) => BitConverter.IsLittleEndian ? values : Array.ConvertAll(values, BinaryPrimitives.ReverseEndianness);
}
