using System;
using System.Globalization;
using Xlink.Text;

namespace Xlink.Scripting.Runtime;

/// <summary>Functions on text. Positions count from 1; what a text costs is charged as steps.</summary>
internal static class TextFunctions
{
    /// <summary>How much text is worth one step.</summary>
    internal const int CharactersPerStep = 16;

    internal static string Concat(ScriptState state, string left, string right)
        => CanHave(state, (long)left.Length + right.Length) ? left + right : string.Empty;

    internal static int Len(string text) => text.Length;

    internal static string Left(ScriptState state, string text, int length)
        => IsValid(state, length >= 0, "Left") ? Part(state, text, 0, length) : string.Empty;

    internal static string Right(ScriptState state, string text, int length)
        => IsValid(state, length >= 0, "Right") ? Part(state, text, Math.Max(0, text.Length - length), length) : string.Empty;

    internal static string Mid(ScriptState state, string text, int start) => Mid(state, text, start, text.Length);

    internal static string Mid(ScriptState state, string text, int start, int length)
        => IsValid(state, start >= 1 && length >= 0, "Mid") ? Part(state, text, start - 1, length) : string.Empty;

    internal static int InStr(ScriptState state, string text, string wanted) => InStr(state, 1, text, wanted);

    /// <summary>The place of a text in another, case-sensitive; 0 if it is not there.</summary>
    internal static int InStr(ScriptState state, int start, string text, string wanted)
    {
        if (!IsValid(state, start >= 1, "InStr") || start > text.Length)
        {
            return 0;
        }

        state.Charge(1 + (int)((long)text.Length * Math.Max(1, wanted.Length) / CharactersPerStep / CharactersPerStep));
        return text.IndexOf(wanted, start - 1, StringComparison.Ordinal) + 1;
    }

    internal static string UCase(ScriptState state, string text) => Charged(state, text.ToUpperInvariant());

    internal static string LCase(ScriptState state, string text) => Charged(state, text.ToLowerInvariant());

    internal static string Trim(ScriptState state, string text) => Charged(state, text.Trim(' '));

    internal static string LTrim(ScriptState state, string text) => Charged(state, text.TrimStart(' '));

    internal static string RTrim(ScriptState state, string text) => Charged(state, text.TrimEnd(' '));

    /// <summary>The character of a code from 0 to 255 in Windows-1252, whatever code page the computer has [our reading].</summary>
    internal static string Chr(ScriptState state, int code)
        => IsValid(state, code is >= 0 and <= byte.MaxValue, "Chr") ? Windows1252Encoding.ToChar((byte)code).ToString(CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>The Windows-1252 code of a text's first character; that of <c>?</c> for one that has none there.</summary>
    internal static int Asc(ScriptState state, string text)
        => IsValid(state, text.Length > 0, "Asc") ? Windows1252Encoding.ToByte(text[0]) : 0;

    internal static string Space(ScriptState state, int count)
        => IsValid(state, count >= 0, "Space") ? Repeat(state, count, ' ') : string.Empty;

    /// <summary>A character so many times; it is given as a text, of which the first counts, or as a code.</summary>
    internal static string String(ScriptState state, int count, Variant character)
    {
        var text = character.IsString ? character.Text : Chr(state, Conversion.ToLong(state, character) & byte.MaxValue);
        return IsValid(state, count >= 0 && text.Length > 0, "String") ? Repeat(state, count, text[0]) : string.Empty;
    }

    internal static string Str(ScriptState state, Variant number)
    {
        var text = number.IsString
            ? NumberText.Format(Conversion.ToDouble(state, number))
            : Conversion.ToText(number.Type is ScriptType.Empty ? Variant.FromInteger(0) : number);
        return number.Type == ScriptType.Boolean ? text : NumberText.WithSignPlace(text);
    }

    /// <summary>
    /// The number that a text begins with, 0 if none. Blanks anywhere are skipped; <c>&amp;H</c> and <c>&amp;O</c> begin a hexadecimal and
    /// an octal number.
    /// </summary>
    internal static double Val(ScriptState state, string text)
    {
        state.Charge(text.Length / CharactersPerStep);
        var packed = text.Replace(" ", string.Empty).Replace("\t", string.Empty).Replace("\r", string.Empty).Replace("\n", string.Empty);
        if (RadixNumber.TryRead(packed, 0, out _, out var whole))
        {
            return whole.Number;
        }

        var start = packed.Length > 0 && packed[0] is '+' or '-' ? 1 : 0;
        var end = NumberText.FindEnd(packed, start);
        var value = end == start ? 0 : NumberText.Parse(packed.Substring(start, end - start));
        return Arithmetic.Finite(state, start == 1 && packed[0] == '-' ? -value : value);
    }

    private static string Part(ScriptState state, string text, int start, int length)
        => start >= text.Length ? string.Empty : Charged(state, text.Substring(start, Math.Min(length, text.Length - start)));

    private static string Repeat(ScriptState state, int count, char character)
        => CanHave(state, count) ? new string(character, count) : string.Empty;

    private static bool IsValid(ScriptState state, bool condition, string function)
    {
        if (!condition)
        {
            state.Fail(ScriptErrorCode.InvalidArgument, function);
        }

        return condition;
    }

    private static bool CanHave(ScriptState state, long length)
    {
        if (length > ScriptLimits.RuntimeTextLength)
        {
            state.Fail(ScriptErrorCode.StringTooLong, ScriptLimits.RuntimeTextLength);
            return false;
        }

        state.Charge((int)length / CharactersPerStep);
        return true;
    }

    private static string Charged(ScriptState state, string text)
    {
        state.Charge(text.Length / CharactersPerStep);
        return text;
    }
}
