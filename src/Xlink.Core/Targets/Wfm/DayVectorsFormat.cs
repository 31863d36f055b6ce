using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
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

    private const int VectorHeader = PackedDayVector.HeaderLength + 1;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">A vector has more than 1500 values.</exception>
    public static ArraySegment<byte> Write(CallDataUpload upload)
    {
        var name = Encoding.UTF8.GetBytes(upload.ExternalSystem);
        var size = 4 + 2 + PackedValues.MaximumToken + name.Length + PackedValues.MaximumToken;
        foreach (var vector in upload.Vectors)
        {
            if (vector.Values.Length > MaximumValues)
            {
                throw new ArgumentException("A day has no more than 1500 intervals.", nameof(upload));
            }

            size = checked(size + PackedDayVector.HeaderLength + PackedValues.MaximumLength(vector.Values.Length));
        }

        // Most numbers are short: what stays of the room that long ones would need is about a third.
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Magic.CopyTo(buffer);
            buffer[4] = FormatVersion;
            buffer[5] = upload.WriteAlways ? WriteAlwaysFlag : (byte)0;
            var at = PackedValues.WriteToken(buffer, 6, (uint)name.Length);
            name.CopyTo(buffer, at);
            at = PackedValues.WriteToken(buffer, at + name.Length, (uint)upload.Vectors.Count);
            foreach (var vector in upload.Vectors)
            {
                PackedDayVector.WriteHeader(
                    buffer.AsSpan(at), vector.QueueId, vector.ValueTypeId, vector.Version, vector.Day, vector.IntervalMinutes, vector.Values.Length);
                at += PackedDayVector.HeaderLength;
                at += PackedValues.Write(buffer.AsSpan(at), vector.Values);
            }

            return new(buffer.AsSpan(0, at).ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads an upload.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="maximumValues">How many values all vectors may have together: runs without data are short in bytes and long in memory.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="InvalidDataException">They are something else, or not all of it; the message says why, and at which byte.</exception>
    public static CallDataUpload Read(ReadOnlySpan<byte> bytes, int maximumValues)
    {
        var upload = ReadPacked(bytes.ToArray(), maximumValues);
        return new() { ExternalSystem = upload.ExternalSystem, WriteAlways = upload.WriteAlways, Vectors = [.. upload.Vectors.Select(vector => vector.ToDayVector())] };
    }

    /// <summary>Reads an upload and leaves its values as they are, once they have been checked.</summary>
    /// <param name="memory">The bytes, which the upload refers to.</param>
    /// <param name="maximumValues">As in <see cref="Read"/>.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="InvalidDataException">As in <see cref="Read"/>.</exception>
    internal static PackedUpload ReadPacked(ReadOnlyMemory<byte> memory, int maximumValues)
    {
        var bytes = memory.Span;
        var at = 0;
        if (!Take(bytes, ref at, 6).StartsWith(Magic))
        {
            throw PackedValues.Invalid("the bytes do not begin as day vectors do", 0);
        }

        if (bytes[4] != FormatVersion)
        {
            throw PackedValues.Invalid("this is version " + PackedValues.Text(bytes[4]) + " of the form, and only version 1 is known", 4);
        }

        if (bytes[5] > WriteAlwaysFlag)
        {
            throw PackedValues.Invalid("a flag is unknown", 5);
        }

        var name = ReadName(bytes, ref at);
        var start = at;
        var count = PackedValues.ReadToken(bytes, ref at);
        if (count > (uint)((bytes.Length - at) / VectorHeader))
        {
            throw PackedValues.Invalid("it cannot have " + PackedValues.Text(count) + " vectors", start);
        }

        var first = at;
        var vectors = new PackedDayVector[count];
        var left = maximumValues;
        var isCanonical = true;
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = ReadVector(memory, ref at, ref left, ref isCanonical);
        }

        return at == bytes.Length
            ? new(name, bytes[5] == WriteAlwaysFlag, vectors, isCanonical ? memory.Slice(first) : default)
            : throw PackedValues.Invalid("something stands behind the last vector", at);
    }

    private static ReadOnlySpan<byte> Magic => "XLDV"u8;

    private static string ReadName(ReadOnlySpan<byte> bytes, ref int at)
    {
        var start = at;
        var length = PackedValues.ReadToken(bytes, ref at);
        if (length > (uint)(bytes.Length - at))
        {
            throw PackedValues.BreaksOff(bytes);
        }

        try
        {
            return StrictUtf8.GetString(Take(bytes, ref at, (int)length).ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw PackedValues.Invalid("the name of the external system is no UTF-8", start);
        }
    }

    private static PackedDayVector ReadVector(ReadOnlyMemory<byte> memory, ref int at, ref int left, ref bool isCanonical)
    {
        var bytes = memory.Span;
        var start = at;
        var header = Take(bytes, ref at, VectorHeader);
        var (year, month, day) = (BinaryPrimitives.ReadInt16LittleEndian(header.Slice(12)), header[14], header[15]);
        if (year is < -9998 or > 9999 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            throw PackedValues.Invalid("this is no day", start + 12);
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.Slice(20));
        if (count > MaximumValues)
        {
            throw PackedValues.Invalid("a day has no more than 1500 intervals", start + 20);
        }

        left -= count;
        if (left < 0)
        {
            throw PackedValues.Invalid("it has too many values", start + 20);
        }

        // The scale belongs to the values.
        at--;
        var (packed, withData) = PackedValues.Check(memory, ref at, count, ref isCanonical);
        return new()
        {
            QueueId = BinaryPrimitives.ReadInt32LittleEndian(header),
            ValueTypeId = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(4)),
            Version = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(8)),
            Day = new LocalDate(year, month, day),
            IntervalMinutes = BinaryPrimitives.ReadInt32LittleEndian(header.Slice(16)),
            Count = count,
            WithData = withData,
            Packed = packed,
        };
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, int length)
    {
        if (length > bytes.Length - at)
        {
            throw PackedValues.BreaksOff(bytes);
        }

        var taken = bytes.Slice(at, length);
        at += length;
        return taken;
    }
}
