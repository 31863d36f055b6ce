using System.Text;

namespace Xlink.Text;

/// <summary>
/// The Windows code page 1252, which .NET does not have on every platform. The five bytes without a character (81, 8D, 8F, 90, 9D) are the
/// control characters of the same number, as Windows does it; a character outside the code page becomes a question mark.
/// </summary>
internal sealed class Windows1252Encoding : Encoding
{
    // The characters of the bytes 80 to 9F; all other bytes are the characters of the same number.
    private const string Block80 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private Windows1252Encoding()
    {
    }

    /// <summary>The one instance.</summary>
    public static Windows1252Encoding Instance { get; } = new();

    /// <inheritdoc/>
    public override string EncodingName => "Windows-1252";

    /// <inheritdoc/>
    public override bool IsSingleByte => true;

    /// <summary>The character of a byte.</summary>
    /// <param name="value">The byte.</param>
    /// <returns>The character.</returns>
    public static char ToChar(byte value) => value is >= 0x80 and <= 0x9F ? Block80[value - 0x80] : (char)value;

    /// <summary>The byte of a character, that of <c>?</c> for one outside the code page.</summary>
    /// <param name="value">The character.</param>
    /// <returns>The byte.</returns>
    public static byte ToByte(char value)
    {
        if (value is < '\u0080' or (>= '\u00A0' and <= '\u00FF'))
        {
            return (byte)value;
        }

        var index = Block80.IndexOf(value);
        return index < 0 ? (byte)'?' : (byte)(0x80 + index);
    }

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var i = 0; i < charCount; i++)
        {
            bytes[byteIndex + i] = ToByte(chars[charIndex + i]);
        }

        return charCount;
    }

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            chars[charIndex + i] = ToChar(bytes[byteIndex + i]);
        }

        return byteCount;
    }

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;
}
