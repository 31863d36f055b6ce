using System;
using System.IO;
using System.Text;

namespace Xlink.Sources.Text;

/// <summary>
/// The text of a file without its byte order mark, in an encoding whose ASCII is ASCII: UTF-16 becomes UTF-8, everything else is passed
/// on as it is (see <see cref="FieldText"/>).
/// </summary>
internal sealed class SourceTextFile : IDisposable
{
    private const int BlockSize = 32 * 1024;

    private readonly Stream _file;
    private readonly byte[] _start = new byte[3];
    private readonly Utf16? _utf16;
    private readonly int _startLength;
    private int _startPosition;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="file">The file, at its beginning; it is closed with this.</param>
    internal SourceTextFile(Stream file)
    {
        _file = file;
        while (_startLength < _start.Length && file.Read(_start, _startLength, _start.Length - _startLength) is > 0 and var read)
        {
            _startLength += read;
        }

        if (_startLength == 3 && (_start[0], _start[1], _start[2]) is (0xEF, 0xBB, 0xBF))
        {
            _startPosition = 3;
        }
        else if (_startLength >= 2 && (_start[0], _start[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            _startPosition = 2;
            _utf16 = new Utf16(_start[0] == 0xFE);
        }
    }

    /// <summary>Reads on.</summary>
    /// <returns>Bytes read, up to <paramref name="count"/>; 0 at the end of the file.</returns>
    internal int Read(byte[] buffer, int offset, int count)
    {
        if (_utf16 is null)
        {
            return ReadRaw(buffer, offset, count);
        }

        int length;
        while ((length = _utf16.Take(buffer, offset, count)) == 0 && !_utf16.IsComplete)
        {
            _utf16.Fill(ReadRaw(_utf16.Raw, 0, _utf16.Raw.Length));
        }

        return length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private int ReadRaw(byte[] buffer, int offset, int count)
    {
        if (_startPosition == _startLength)
        {
            return _file.Read(buffer, offset, count);
        }

        var length = Math.Min(count, _startLength - _startPosition);
        Array.Copy(_start, _startPosition, buffer, offset, length);
        _startPosition += length;
        return length;
    }

    /// <summary>A block of UTF-16 and what it is in UTF-8.</summary>
    private sealed class Utf16(bool bigEndian)
    {
        private readonly Decoder _decoder = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetDecoder();
        private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
        private readonly char[] _chars = new char[BlockSize];
        private readonly byte[] _utf8 = new byte[(BlockSize + 1) * 3];
        private int _position;
        private int _length;

        internal byte[] Raw { get; } = new byte[BlockSize];

        internal bool IsComplete { get; private set; }

        internal void Fill(int rawLength)
        {
            IsComplete = rawLength == 0;
            var chars = _decoder.GetChars(Raw, 0, rawLength, _chars, 0, IsComplete);
            _length = _encoder.GetBytes(_chars, 0, chars, _utf8, 0, IsComplete);
            _position = 0;
        }

        internal int Take(byte[] buffer, int offset, int count)
        {
            var length = Math.Min(count, _length - _position);
            Array.Copy(_utf8, _position, buffer, offset, length);
            _position += length;
            return length;
        }
    }
}
