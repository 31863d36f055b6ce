using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>
/// A <see cref="CallDataUpload"/> in bytes: what JSON says of a day in a third of its length and a tenth of its time. <c>docs/protocol.md</c> describes it.
/// Whatever is read may be hostile: nothing is taken that <see cref="Write"/> could not have written, but for how a number is scaled.
/// </summary>
public static class DayVectorsFormat
{
    /// <summary>The media type of a body in this form.</summary>
    public const string MediaType = "application/vnd.xlink.day-vectors";

    /// <summary>How many values a vector may have: a day of one-minute intervals and 25 hours.</summary>
    internal const int MaximumValues = 25 * 60;

    private const byte FormatVersion = 1;
    private const byte WriteAlwaysFlag = 1;
    private const byte PlainScale = 1;
    private const byte HundredScale = 2;

    private const int VectorHeader = 23;

    // A token of 32 bits, seven at a time.
    private const int MaximumToken = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">A vector has more than 1500 values.</exception>
    public static ArraySegment<byte> Write(CallDataUpload upload)
    {
        var name = Encoding.UTF8.GetBytes(upload.ExternalSystem);
        var size = 4 + 2 + MaximumToken + name.Length + MaximumToken;
        foreach (var vector in upload.Vectors)
        {
            if (vector.Values.Length > MaximumValues)
            {
                throw new ArgumentException("A day has no more than 1500 intervals.", nameof(upload));
            }

            size = checked(size + VectorHeader + (MaximumToken * vector.Values.Length));
        }

        var buffer = new byte[size];
        Magic.CopyTo(buffer);
        buffer[4] = FormatVersion;
        buffer[5] = upload.WriteAlways ? WriteAlwaysFlag : (byte)0;
        var at = WriteToken(buffer, 6, (uint)name.Length);
        name.CopyTo(buffer, at);
        at = WriteToken(buffer, at + name.Length, (uint)upload.Vectors.Count);
        foreach (var vector in upload.Vectors)
        {
            at = WriteVector(buffer, at, vector);
        }

        return new(buffer, 0, at);
    }

    /// <summary>Reads an upload.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="maximumValues">How many values all vectors may have together: runs without data are short in bytes and long in memory.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="InvalidDataException">They are something else, or not all of it; the message says why, and at which byte.</exception>
    public static CallDataUpload Read(ReadOnlySpan<byte> bytes, int maximumValues)
    {
        var at = 0;
        if (!Take(bytes, ref at, 6).StartsWith(Magic))
        {
            throw Invalid("the bytes do not begin as day vectors do", 0);
        }

        if (bytes[4] != FormatVersion)
        {
            throw Invalid("this is version " + Text(bytes[4]) + " of the form, and only version 1 is known", 4);
        }

        if (bytes[5] > WriteAlwaysFlag)
        {
            throw Invalid("a flag is unknown", 5);
        }

        var name = ReadName(bytes, ref at);
        var start = at;
        var count = ReadToken(bytes, ref at);
        if (count > (uint)((bytes.Length - at) / VectorHeader))
        {
            throw Invalid("it cannot have " + Text(count) + " vectors", start);
        }

        var vectors = new DayVector[count];
        var left = maximumValues;
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = ReadVector(bytes, ref at, ref left);
        }

        return at == bytes.Length
            ? new() { ExternalSystem = name, WriteAlways = bytes[5] == WriteAlwaysFlag, Vectors = vectors }
            : throw Invalid("something stands behind the last vector", at);
    }

    private static ReadOnlySpan<byte> Magic => "XLDV"u8;

    private static int WriteVector(byte[] buffer, int at, DayVector vector)
    {
        var header = buffer.AsSpan(at, VectorHeader);
        var scale = ScaleOf(vector.Values);
        BinaryPrimitives.WriteInt32LittleEndian(header, vector.QueueId);
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(4), vector.ValueTypeId);
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(8), vector.Version);
        BinaryPrimitives.WriteInt16LittleEndian(header.Slice(12), (short)vector.Day.Year);
        header[14] = (byte)vector.Day.Month;
        header[15] = (byte)vector.Day.Day;
        BinaryPrimitives.WriteInt32LittleEndian(header.Slice(16), vector.IntervalMinutes);
        BinaryPrimitives.WriteUInt16LittleEndian(header.Slice(20), (ushort)vector.Values.Length);
        header[22] = scale;
        at += VectorHeader;
        var values = vector.Values;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == DayVector.NoData)
            {
                var end = i + 1;
                while (end < values.Length && values[end] == DayVector.NoData)
                {
                    end++;
                }

                buffer[at] = 0;
                at = WriteToken(buffer, at + 1, (uint)(end - i));
                i = end - 1;
            }
            else
            {
                var value = scale == HundredScale ? values[i] / DayVector.ValueScale : values[i];
                at = WriteToken(buffer, at, (uint)((value << 1) ^ (value >> 31)) + 1);
            }
        }

        return at;
    }

    // Most values are whole: then a third of the bytes will do.
    private static byte ScaleOf(int[] values)
    {
        foreach (var value in values)
        {
            if (value % DayVector.ValueScale != 0 && value != DayVector.NoData)
            {
                return PlainScale;
            }
        }

        return HundredScale;
    }

    private static int WriteToken(byte[] buffer, int at, uint token)
    {
        while (token >= 0x80)
        {
            buffer[at++] = (byte)(token | 0x80);
            token >>= 7;
        }

        buffer[at++] = (byte)token;
        return at;
    }

    private static string ReadName(ReadOnlySpan<byte> bytes, ref int at)
    {
        var start = at;
        var length = ReadToken(bytes, ref at);
        if (length > (uint)(bytes.Length - at))
        {
            throw BreaksOff(bytes);
        }

        try
        {
            return StrictUtf8.GetString(Take(bytes, ref at, (int)length).ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw Invalid("the name of the external system is no UTF-8", start);
        }
    }

    private static DayVector ReadVector(ReadOnlySpan<byte> bytes, ref int at, ref int left)
    {
        var start = at;
        var header = Take(bytes, ref at, VectorHeader);
        var (year, month, day) = (BinaryPrimitives.ReadInt16LittleEndian(header.Slice(12)), header[14], header[15]);
        if (year is < -9998 or > 9999 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            throw Invalid("this is no day", start + 12);
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.Slice(20));
        if (count > MaximumValues)
        {
            throw Invalid("a day has no more than 1500 intervals", start + 20);
        }

        left -= count;
        if (left < 0)
        {
            throw Invalid("it has too many values", start + 20);
        }

        var scale = header[22] switch
        {
            PlainScale => 1,
            HundredScale => DayVector.ValueScale,
            _ => throw Invalid("the scale is unknown", start + 22),
        };
        var values = count == 0 ? [] : new int[count];
        ReadValues(bytes, ref at, values, scale);
        return new()
        {
            QueueId = BinaryPrimitives.ReadInt32LittleEndian(header),
            ValueTypeId = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(4)),
            Version = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(8)),
            Day = new LocalDate(year, month, day),
            IntervalMinutes = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(16)),
            Values = values,
        };
    }

    private static void ReadValues(ReadOnlySpan<byte> bytes, ref int at, int[] values, int scale)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var start = at;
            var token = ReadToken(bytes, ref at);
            if (token == 0)
            {
                var run = ReadToken(bytes, ref at);
                if (run == 0 || run > (uint)(values.Length - i))
                {
                    throw Invalid("a run without data is empty or longer than the day", start);
                }

                values.AsSpan(i, (int)run).Fill(DayVector.NoData);
                i += (int)run - 1;
                continue;
            }

            var coded = token - 1;
            var value = ((long)(coded >> 1) ^ -(long)(coded & 1)) * scale;
            values[i] = value is > int.MinValue and <= int.MaxValue ? (int)value : throw Invalid("a value is larger than 32 bits", start);
        }
    }

    private static uint ReadToken(ReadOnlySpan<byte> bytes, ref int at)
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

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, int length)
    {
        if (length > bytes.Length - at)
        {
            throw BreaksOff(bytes);
        }

        var taken = bytes.Slice(at, length);
        at += length;
        return taken;
    }

    private static InvalidDataException BreaksOff(ReadOnlySpan<byte> bytes) => Invalid("it breaks off", bytes.Length);

    private static InvalidDataException Invalid(string reason, int at) => new(reason + " (at byte " + Text((uint)at + 1) + ").");

    private static string Text(uint number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
