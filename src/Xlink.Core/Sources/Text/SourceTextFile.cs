using System;
using System.IO;
using System.Text;
using Xlink.Text;

namespace Xlink.Sources.Text;

/// <summary>
/// The text of a file without its byte order mark, in an encoding whose ASCII is ASCII: UTF-16 becomes UTF-8, everything else is passed
/// on as it is (see <see cref="FieldText"/>).
/// </summary>
internal sealed class SourceTextFile : IDisposable
{
    private const int BlockSize = 32 * 1024;

    private readonly Stream file;
    private readonly byte[] start = new byte[3];
    private readonly Utf16? utf16;
    private readonly int startLength;
    private int startPosition;
    private byte[] givenBack = [];
    private int givenBackPosition;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="file">The file, at its beginning; it is closed with this.</param>
    internal SourceTextFile(Stream file)
    {
        this.file = file;
        while (startLength < start.Length && file.Read(start, startLength, start.Length - startLength) is > 0 and var read)
        {
            startLength += read;
        }

        if (TextEncoding.FindByMark(start.AsSpan(0, startLength), out startPosition) is UnicodeEncoding encoding)
        {
            utf16 = new Utf16(encoding.GetDecoder());
        }
    }

    /// <summary>Reads on.</summary>
    /// <returns>Bytes read, up to <paramref name="count"/>; 0 at the end of the file.</returns>
    internal int Read(byte[] buffer, int offset, int count)
    {
        if (givenBackPosition < givenBack.Length)
        {
            var length = Math.Min(count, givenBack.Length - givenBackPosition);
            Array.Copy(givenBack, givenBackPosition, buffer, offset, length);
            givenBackPosition += length;
            return length;
        }

        if (utf16 is null)
        {
            return ReadRaw(buffer, offset, count);
        }

        int taken;
        while ((taken = utf16.Take(buffer, offset, count)) == 0 && !utf16.IsComplete)
        {
            utf16.Fill(ReadRaw(utf16.Raw, 0, utf16.Raw.Length));
        }

        return taken;
    }

    /// <summary>Gives text back that was read last: it is read again.</summary>
    internal void GiveBack(byte[] text)
    {
        givenBack = text;
        givenBackPosition = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => this.file.Dispose();

    private int ReadRaw(byte[] buffer, int offset, int count)
    {
        if (startPosition == startLength)
        {
            return this.file.Read(buffer, offset, count);
        }

        var length = Math.Min(count, startLength - startPosition);
        Array.Copy(start, startPosition, buffer, offset, length);
        startPosition += length;
        return length;
    }

    /// <summary>A block of UTF-16 and what it is in UTF-8.</summary>
    private sealed class Utf16(Decoder decoder)
    {
        private readonly Encoder encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
        private readonly char[] chars = new char[BlockSize];
        private readonly byte[] utf8 = new byte[(BlockSize + 1) * 3];
        private int position;
        private int length;

        internal byte[] Raw { get; } = new byte[BlockSize];

        internal bool IsComplete { get; private set; }

        internal void Fill(int rawLength)
        {
            IsComplete = rawLength == 0;
            var decoded = decoder.GetChars(Raw, 0, rawLength, this.chars, 0, IsComplete);
            this.length = encoder.GetBytes(this.chars, 0, decoded, utf8, 0, IsComplete);
            position = 0;
        }

        internal int Take(byte[] buffer, int offset, int count)
        {
            var taken = Math.Min(count, this.length - position);
            Array.Copy(utf8, position, buffer, offset, taken);
            position += taken;
            return taken;
        }
    }
}
