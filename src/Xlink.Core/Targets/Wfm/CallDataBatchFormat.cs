using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Xlink.Targets.Wfm;

/// <summary>
/// Several uploads in one body, each as <see cref="DayVectorsFormat"/> writes it and with its own key: what a request costs is paid once. <c>docs/protocol.md</c>
/// describes it. Whatever is read may be hostile.
/// </summary>
internal static class CallDataBatchFormat
{
    /// <summary>The media type of a body in this form.</summary>
    internal const string MediaType = "application/vnd.xlink.call-data-batch";

    /// <summary>How many uploads a body may have.</summary>
    internal const int MaximumUploads = 16;

    private const byte FormatVersion = 1;

    private static ReadOnlySpan<byte> Magic => "XLCB"u8;

    /// <summary>The pieces of a body, one after the other.</summary>
    /// <param name="uploads">Key and bytes of each upload.</param>
    internal static IReadOnlyList<ArraySegment<byte>> Write(IReadOnlyCollection<(string IdempotencyKey, ArraySegment<byte> Bytes)> uploads)
    {
        var pieces = new List<ArraySegment<byte>>(2 * uploads.Count);
        var head = new byte[Magic.Length + 1 + PackedValues.MaximumToken];
        Magic.CopyTo(head);
        head[Magic.Length] = FormatVersion;
        var length = PackedValues.WriteToken(head, Magic.Length + 1, (uint)uploads.Count);
        pieces.Add(new(head, 0, length));
        foreach (var (key, bytes) in uploads)
        {
            var name = Encoding.UTF8.GetBytes(key);
            var before = new byte[name.Length + (2 * PackedValues.MaximumToken)];
            var at = PackedValues.WriteToken(before, 0, (uint)name.Length);
            name.CopyTo(before, at);
            pieces.Add(new(before, 0, PackedValues.WriteToken(before, at + name.Length, (uint)bytes.Count)));
            pieces.Add(bytes);
        }

        return pieces;
    }

    /// <summary>Reads a body.</summary>
    /// <param name="memory">The bytes, which the uploads refer to.</param>
    /// <param name="maximumValues">How many values all vectors of all uploads may have together.</param>
    /// <returns>The uploads; whether their keys may be such is not checked.</returns>
    /// <exception cref="InvalidDataException">It is something else, or not all of it; the message says why, and at which byte.</exception>
    internal static IReadOnlyList<KeyedUpload> Read(ReadOnlyMemory<byte> memory, int maximumValues)
    {
        var bytes = memory.Span;
        if (!bytes.StartsWith(Magic) || bytes.Length <= Magic.Length)
        {
            throw PackedValues.Invalid("the bytes do not begin as several uploads do", 0);
        }

        var at = Magic.Length;
        if (bytes[at] != FormatVersion)
        {
            throw PackedValues.Invalid("this is version " + PackedValues.Text(bytes[at]) + " of the form, and only version 1 is known", at);
        }

        at++;
        var count = PackedValues.ReadToken(bytes, ref at);
        if (count is 0 or > MaximumUploads)
        {
            throw PackedValues.Invalid("it must have 1 to 16 uploads", Magic.Length + 1);
        }

        var uploads = new KeyedUpload[count];
        var left = maximumValues;
        for (var i = 0; i < uploads.Length; i++)
        {
            var key = Encoding.UTF8.GetString(Take(memory, ref at).ToArray());
            var body = Take(memory, ref at);
            try
            {
                var upload = DayVectorsFormat.ReadPacked(body, left);
                foreach (var vector in upload.Vectors)
                {
                    left -= vector.Count;
                }

                uploads[i] = new(key, upload);
            }
            catch (InvalidDataException exception)
            {
                throw new InvalidDataException("in upload " + PackedValues.Text((uint)i + 1) + ", " + exception.Message, exception);
            }
        }

        return at == bytes.Length ? uploads : throw PackedValues.Invalid("something stands behind the last upload", at);
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> memory, ref int at)
    {
        var length = PackedValues.ReadToken(memory.Span, ref at);
        if (length > (uint)(memory.Length - at))
        {
            throw PackedValues.BreaksOff(memory.Span);
        }

        var taken = memory.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }
}
