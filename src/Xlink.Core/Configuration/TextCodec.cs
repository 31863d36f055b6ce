using System.Text;
using Xlink.Text;

namespace Xlink.Configuration;

/// <summary>
/// One encoding of a configuration file. Whatever bytes it accepts it turns into text that it turns back into the same bytes.
/// </summary>
internal abstract class TextCodec
{
    /// <summary>Name of the encoding for messages.</summary>
    internal abstract string Name { get; }

    /// <summary>Finds out how a file is encoded (see <see cref="TextEncoding"/>).</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="preambleLength">Length of the byte order mark.</param>
    /// <returns>The encoding of what follows the byte order mark.</returns>
    internal static TextCodec Detect(byte[] bytes, out int preambleLength)
    {
        var encoding = TextEncoding.Detect(bytes, out preambleLength);
        return encoding switch
        {
            UTF8Encoding => EncodingCodec.Utf8,
            UnicodeEncoding => ReferenceEquals(encoding, TextEncoding.Utf16LittleEndian) ? Utf16Codec.LittleEndian : Utf16Codec.BigEndian,
            _ => EncodingCodec.Windows1252,
        };
    }

    /// <summary>How many bytes at the end of a file belong to no character.</summary>
    internal virtual int CountTrailingBytes(int byteCount) => 0;

    /// <summary>Whether every character of a text has a place in this encoding.</summary>
    internal abstract bool CanEncode(string text);

    internal abstract string Decode(byte[] bytes, int start, int count);

    /// <summary>Turns text into bytes behind a given number of bytes left free.</summary>
    internal abstract byte[] Encode(char[] text, int free, int freeAtEnd);
}
