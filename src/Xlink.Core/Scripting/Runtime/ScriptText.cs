using System;
using System.IO;
using System.Text;

namespace Xlink.Scripting.Runtime;

/// <summary>The characters of script files: by their mark, else UTF-8 if they are valid UTF-8, else Windows-1252.</summary>
internal static class ScriptText
{
    private const int FirstSpecial = 0x80;

    /// <summary>What Windows-1252 has in place of the control characters 0x80 to 0x9F; its five gaps stay control characters.</summary>
    private const string Specials =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
        "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The text of a file. Of one that is far too long for a script only the beginning, which the compiler refuses as too long.</summary>
    internal static string Read(string filePath)
    {
        const int LongestInBytes = 4 * (ScriptLimits.TextLength + 1);
        using var file = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var beginning = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while (beginning.Length < LongestInBytes && (count = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            beginning.Write(buffer, 0, count);
        }

        return Decode(beginning.ToArray());
    }

    internal static string Decode(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(
                new MemoryStream(bytes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return new string(Array.ConvertAll(bytes, ToCharacter));
        }
    }

    internal static char ToCharacter(byte code)
        => code >= FirstSpecial && code < FirstSpecial + Specials.Length ? Specials[code - FirstSpecial] : (char)code;

    internal static int ToCode(char character)
    {
        var special = Specials.IndexOf(character);
        if (special >= 0)
        {
            return FirstSpecial + special;
        }

        return character <= byte.MaxValue ? character : '?';
    }
}
