using System.Globalization;
using System.Linq;
using System.Text;

namespace Xlink.Logging;

/// <summary>Keeps text from outside on one line, so that it can neither forge a log entry nor steer a terminal.</summary>
internal static class OneLine
{
    /// <summary>
    /// The text with line breaks and control characters shown as <c>\n</c>, <c>\r</c>, <c>\t</c> or <c>\u001B</c>. For the eye only:
    /// a backslash stays single, so that paths stay readable.
    /// </summary>
    internal static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when IsUnsafe(character) => result.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
                _ => result.Append(character),
            };
        }

        return result.ToString();
    }

    private static bool IsUnsafe(char character) => character < ' '
        || (character >= '\u007f' && CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
