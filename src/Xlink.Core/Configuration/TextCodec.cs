using System;

namespace Xlink.Configuration;

/// <summary>
/// One encoding of a configuration file. Whatever bytes it accepts it turns into text that it turns back into the same bytes.
/// </summary>
internal abstract class TextCodec
{
    /// <summary>Name of the encoding for messages.</summary>
    internal abstract string Name { get; }

    /// <summary>Finds out how a file is encoded: by its byte order mark; without one it is UTF-8 if it is valid UTF-8, else Windows-1252.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="preambleLength">Length of the byte order mark.</param>
    /// <returns>The encoding of what follows the byte order mark.</returns>
    internal static TextCodec Detect(byte[] bytes, out int preambleLength)
    {
        if (StartsWith(bytes, 0xFF, 0xFE) || StartsWith(bytes, 0xFE, 0xFF))
        {
            preambleLength = 2;
            return bytes[0] == 0xFF ? Utf16Codec.LittleEndian : Utf16Codec.BigEndian;
        }

        preambleLength = StartsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return Utf8Codec.IsValid(bytes, preambleLength) ? Utf8Codec.Instance : Windows1252Codec.Instance;
    }

    /// <summary>How many bytes at the end of a file belong to no character.</summary>
    internal virtual int CountTrailingBytes(int byteCount) => 0;

    /// <summary>Whether every character of a text has a place in this encoding.</summary>
    internal abstract bool CanEncode(string text);

    internal abstract string Decode(byte[] bytes, int start, int count);

    /// <summary>Turns text into bytes behind a given number of bytes left free.</summary>
    internal abstract byte[] Encode(char[] text, int free, int freeAtEnd);

    private static bool StartsWith(byte[] bytes, params byte[] mark) => bytes.AsSpan().StartsWith(mark);
}
