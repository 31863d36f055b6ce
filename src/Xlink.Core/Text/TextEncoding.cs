using System;
using System.Text;

namespace Xlink.Text;

/// <summary>How text files are encoded: as their byte order mark says; without one UTF-8 if that is valid, else Windows-1252 [our reading].</summary>
internal static class TextEncoding
{
    /// <summary>UTF-8 that throws at anything invalid.</summary>
    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    internal static readonly UnicodeEncoding Utf16LittleEndian = new(bigEndian: false, byteOrderMark: true);

    internal static readonly UnicodeEncoding Utf16BigEndian = new(bigEndian: true, byteOrderMark: true);

    /// <summary>For files to which programs with different encodings append: UTF-8, in which invalid bytes are Windows-1252.</summary>
    internal static readonly Encoding Mixed = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, Windows1252Fallback.Instance);

    private static readonly Encoding[] Marked = [Utf8, Utf16LittleEndian, Utf16BigEndian];

    /// <summary>The encoding of a whole file's text.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="markLength">Length of its byte order mark.</param>
    internal static Encoding Detect(byte[] bytes, out int markLength)
        => FindByMark(bytes, out markLength) is UnicodeEncoding utf16 ? utf16 : OfUnmarked(bytes, markLength);

    /// <summary>The encoding that a byte order mark says, or <see langword="null"/> if there is none.</summary>
    /// <param name="beginning">The first bytes of a file, three at least if it has so many.</param>
    /// <param name="markLength">Length of the mark.</param>
    internal static Encoding? FindByMark(ReadOnlySpan<byte> beginning, out int markLength)
    {
        foreach (var encoding in Marked)
        {
            var mark = encoding.GetPreamble();
            if (beginning.StartsWith(mark))
            {
                markLength = mark.Length;
                return encoding;
            }
        }

        markLength = 0;
        return null;
    }

    /// <summary>The encoding of bytes without a mark.</summary>
    internal static Encoding OfUnmarked(byte[] bytes, int start = 0)
    {
        try
        {
            _ = Utf8.GetCharCount(bytes, start, bytes.Length - start);
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return Windows1252Encoding.Instance;
        }
    }

    /// <summary>Whether a text has no halves of surrogate pairs, which only UTF-16 can hold.</summary>
    internal static bool IsWellFormed(string text)
    {
        try
        {
            _ = Utf8.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
