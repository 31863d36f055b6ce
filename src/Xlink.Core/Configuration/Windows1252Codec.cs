namespace Xlink.Configuration;

/// <summary>
/// Windows-1252, the encoding of Western European Windows. Any bytes are accepted: the five that it leaves undefined become the
/// control characters with the same number, as Windows itself does it.
/// </summary>
internal sealed class Windows1252Codec : TextCodec
{
    private const int FirstOwn = 0x80;
    private const int LastOwn = 0x9F;

    // What the bytes 0x80 to 0x9F stand for; all others stand for the character with their own number.
    private const string Own =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private Windows1252Codec()
    {
    }

    internal static Windows1252Codec Instance { get; } = new();

    internal override string Name => "Windows-1252";

    internal override bool CanEncode(string text)
    {
        foreach (var character in text)
        {
            if (!IsPlain(character) && Own.IndexOf(character) < 0)
            {
                return false;
            }
        }

        return true;
    }

    internal override string Decode(byte[] bytes, int start, int count)
    {
        var text = new char[count];
        for (var i = 0; i < count; i++)
        {
            var value = bytes[start + i];
            text[i] = value is >= FirstOwn and <= LastOwn ? Own[value - FirstOwn] : (char)value;
        }

        return new string(text);
    }

    internal override byte[] Encode(char[] text, int free, int freeAtEnd)
    {
        var result = new byte[free + text.Length + freeAtEnd];
        for (var i = 0; i < text.Length; i++)
        {
            result[free + i] = IsPlain(text[i]) ? (byte)text[i] : (byte)(FirstOwn + Own.IndexOf(text[i]));
        }

        return result;
    }

    private static bool IsPlain(char character) => character is < (char)FirstOwn or (> (char)LastOwn and <= '\u00FF');
}
