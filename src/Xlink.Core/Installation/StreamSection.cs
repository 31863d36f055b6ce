using System;
using System.IO;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>Part of a longer stream, which stays open. Only one section of a stream can be read at a time.</summary>
internal sealed class StreamSection : ReadOnlyStream
{
    private readonly Stream stream;
    private long remaining;

    internal StreamSection(Stream stream, long start, long length)
    {
        this.stream = stream;
        stream.Position = start;
        remaining = length;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = stream.Read(buffer, offset, (int)Math.Min(count, remaining));
        remaining -= read;
        return read;
    }
}
