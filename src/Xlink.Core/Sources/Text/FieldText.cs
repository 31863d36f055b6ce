using System;
using Xlink.Text;

namespace Xlink.Sources.Text;

/// <summary>
/// The text of a field. [Our reading] Files without a byte order mark are UTF-8 or Windows-1252: a field that is not valid UTF-8 is
/// Windows-1252. Deciding per field needs neither the whole file nor a guess from its beginning.
/// </summary>
internal static class FieldText
{
    private const int MaximumShownLength = 60;

    /// <summary>The bytes a text can have in a file: as UTF-8 and, where it exists there and differs, as Windows-1252.</summary>
    internal static byte[][] GetSpellings(string text)
    {
        var utf8 = TextEncoding.Utf8.GetBytes(text);
        if (utf8.Length == text.Length)
        {
            return [utf8];
        }

        var windows = Windows1252Encoding.Instance.GetBytes(text);
        return string.Equals(Decode(windows), text, StringComparison.Ordinal) ? [utf8, windows] : [utf8];
    }

    /// <summary>The text of a field.</summary>
    internal static string Decode(ReadOnlySpan<byte> field)
    {
        var bytes = field.ToArray();
        return TextEncoding.OfUnmarked(bytes).GetString(bytes);
    }

    /// <summary>The text of a field for a message: shortened, and without characters that could forge or garble a log line.</summary>
    internal static string Show(ReadOnlySpan<byte> field)
    {
        var cut = field.Length > MaximumShownLength * 4;
        var text = Decode(cut ? field.Slice(0, MaximumShownLength * 4) : field).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029')
            {
                text[i] = '\uFFFD';
            }
        }

        return text.Length > MaximumShownLength
            ? new string(text, 0, MaximumShownLength) + "…"
            : new string(text);
    }
}
