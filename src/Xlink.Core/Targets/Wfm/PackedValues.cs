using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;

namespace Xlink.Targets.Wfm;

/// <summary>
/// The values of a day as they travel and as SQLite keeps them: a byte for the scale, then a number per value, in groups of seven bits; 0 and a number stand for a
/// run without data. The same values are always the same bytes. Whatever is read may be hostile.
/// </summary>
internal static class PackedValues
{
    /// <summary>The bytes of a number of 32 bits, at most.</summary>
    internal const int MaximumToken = 5;

    private const byte PlainScale = 1;
    private const byte HundredScale = 2;

    // The highest bit of each of eight bytes, and the lowest.
    private const ulong High = 0x8080_8080_8080_8080;
    private const ulong Low = 0x0101_0101_0101_0101;

    /// <summary>How many bytes so many values take, at most.</summary>
    internal static int MaximumLength(int count) => 1 + (MaximumToken * count);

    /// <summary>The bytes of values.</summary>
    internal static byte[] Pack(int[] values)
    {
        var buffer = new byte[MaximumLength(values.Length)];
        Array.Resize(ref buffer, Write(buffer, values));
        return buffer;
    }

    /// <summary>Writes values.</summary>
    /// <returns>How many bytes they have taken.</returns>
    internal static int Write(Span<byte> buffer, int[] values)
    {
        // Most values are whole: then a third of the bytes will do.
        var length = Write(buffer, values, HundredScale);
        return length > 0 ? length : Write(buffer, values, PlainScale);
    }

    /// <summary>The values in bytes that stand by themselves.</summary>
    /// <exception cref="InvalidDataException">They are something else, or not all of it.</exception>
    internal static int[] Read(ReadOnlySpan<byte> packed)
    {
        Span<int> values = stackalloc int[DayVectorsFormat.MaximumValues];
        var (at, count) = (1, 0);
        var scale = ScaleOf(packed, 0);
        while (at < packed.Length)
        {
            if (count == values.Length)
            {
                throw Invalid("a day has no more than 1500 intervals", at);
            }

            count += ReadOne(packed, ref at, values.Slice(count), scale);
        }

        return values.Slice(0, count).ToArray();
    }

    /// <summary>Checks the values of a vector.</summary>
    /// <param name="memory">What they stand in.</param>
    /// <param name="at">Where they begin, and then where they have ended.</param>
    /// <param name="count">How many they are; no more than 1500.</param>
    /// <param name="isCanonical">Becomes <see langword="false"/> if <see cref="Pack"/> writes the same values in other bytes.</param>
    /// <returns>The bytes that <see cref="Pack"/> writes, and how many values have data.</returns>
    /// <exception cref="InvalidDataException">They are something else, or not all of it.</exception>
    internal static (ReadOnlyMemory<byte> Packed, int WithData) Check(ReadOnlyMemory<byte> memory, ref int at, int count, ref bool isCanonical)
    {
        var bytes = memory.Span;
        var start = at;
        if (count > 0 && bytes[start] == HundredScale && SkipShort(bytes, start + 1, count) is > 0 and var end)
        {
            at = end;
            return (memory.Slice(start, end - start), count);
        }

        var values = count == 0 ? [] : new int[count];
        var scale = ScaleOf(bytes, start);
        at++;
        for (var i = 0; i < values.Length;)
        {
            i += ReadOne(bytes, ref at, values.AsSpan(i), scale);
        }

        var packed = memory.Slice(start, at - start);
        var canonical = Pack(values);
        if (!packed.Span.SequenceEqual(canonical))
        {
            isCanonical = false;
            packed = canonical;
        }

        var withData = 0;
        foreach (var value in values)
        {
            withData += value == DayVector.NoData ? 0 : 1;
        }

        return (packed, withData);
    }

    /// <summary>Writes a number.</summary>
    /// <returns>Where the next one begins.</returns>
    internal static int WriteToken(Span<byte> buffer, int at, uint token)
    {
        while (token >= 0x80)
        {
            buffer[at++] = (byte)(token | 0x80);
            token >>= 7;
        }

        buffer[at++] = (byte)token;
        return at;
    }

    /// <summary>Reads a number.</summary>
    internal static uint ReadToken(ReadOnlySpan<byte> bytes, ref int at)
    {
        var start = at;
        uint token = 0;
        for (var shift = 0; at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];

            // Of the fifth byte four bits are left, and a last byte of 0 would say nothing.
            if ((shift == 28 && next > 0x0F) || (next == 0 && shift > 0))
            {
                throw Invalid("a number is longer than it may be", start);
            }

            token |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return token;
            }
        }

        throw BreaksOff(bytes);
    }

    internal static InvalidDataException BreaksOff(ReadOnlySpan<byte> bytes) => Invalid("it breaks off", bytes.Length);

    internal static InvalidDataException Invalid(string reason, int at) => new(reason + " (at byte " + Text((uint)at + 1) + ").");

    internal static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes values in a scale.</summary>
    /// <returns>How many bytes they have taken; 0 if one of them does not fit the scale.</returns>
    private static int Write(Span<byte> buffer, int[] values, byte scale)
    {
        buffer[0] = scale;
        var at = 1;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value == DayVector.NoData)
            {
                var end = i + 1;
                while (end < values.Length && values[end] == DayVector.NoData)
                {
                    end++;
                }

                buffer[at] = 0;
                at = WriteToken(buffer, at + 1, (uint)(end - i));
                i = end - 1;
                continue;
            }

            if (scale == HundredScale)
            {
                var whole = value / DayVector.ValueScale;
                if (whole * DayVector.ValueScale != value)
                {
                    return 0;
                }

                value = whole;
            }

            at = WriteToken(buffer, at, (uint)((value << 1) ^ (value >> 31)) + 1);
        }

        return at;
    }

    private static int ScaleOf(ReadOnlySpan<byte> bytes, int at)
        => at >= bytes.Length ? throw BreaksOff(bytes) : bytes[at] switch
        {
            PlainScale => 1,
            HundredScale => DayVector.ValueScale,
            _ => throw Invalid("the scale is unknown", at),
        };

    /// <summary>Reads a value or a run without data.</summary>
    /// <returns>How many values that are.</returns>
    private static int ReadOne(ReadOnlySpan<byte> bytes, ref int at, Span<int> values, int scale)
    {
        var start = at;
        var token = ReadToken(bytes, ref at);
        if (token == 0)
        {
            var run = ReadToken(bytes, ref at);
            if (run == 0 || run > (uint)values.Length)
            {
                throw Invalid("a run without data is empty or longer than the day", start);
            }

            values.Slice(0, (int)run).Fill(DayVector.NoData);
            return (int)run;
        }

        var coded = token - 1;
        var value = ((long)(coded >> 1) ^ -(long)(coded & 1)) * scale;
        values[0] = value is > int.MinValue and <= int.MaxValue ? (int)value : throw Invalid("a value is larger than 32 bits", start);
        return 1;
    }

    /// <summary>
    /// Goes over so many values, each of at most three bytes, which cannot be too large; it looks at eight bytes at a time.
    /// </summary>
    /// <returns>Where they have ended; 0 if one of them is longer, has no data or breaks off, so that each is to be looked at.</returns>
    private static int SkipShort(ReadOnlySpan<byte> bytes, int at, int count)
    {
        ulong before = 0;
        while (count >= 8 && bytes.Length - at >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(at));
            var more = word & High;
            var shifted1 = (more << 8) | (before >> 56);
            var shifted2 = (more << 16) | (before >> 48);
            if (((word - Low) & ~word & High) != 0 || (more & shifted1 & shifted2) != 0)
            {
                return 0;
            }

            count -= (int)((((~word & High) >> 7) * Low) >> 56);
            at += 8;
            before = more;
        }

        // What the last eight bytes have begun.
        var open = before >> 63 == 0 ? 0 : (before >> 55 & 1) == 0 ? 1 : 2;
        while (count > 0)
        {
            if (at == bytes.Length || bytes[at] == 0 || (bytes[at] >= 0x80 && open == 2))
            {
                return 0;
            }

            (open, count) = bytes[at] >= 0x80 ? (open + 1, count) : (0, count - 1);
            at++;
        }

        return at;
    }
}
