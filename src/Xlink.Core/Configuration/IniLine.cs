using System;
using System.Runtime.InteropServices;

namespace Xlink.Configuration;

/// <summary>What one line of an INI file is, and where in the line its parts stand.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct IniLine
{
    /// <summary>What surrounds names and values without being part of them.</summary>
    internal const string Blanks = " \t";

    private IniLine(int nameStart, int nameLength, int valueStart, int valueLength)
    {
        NameStart = nameStart;
        NameLength = nameLength;
        ValueStart = valueStart;
        ValueLength = valueLength;
    }

    /// <summary>Whether the line is <c>key = value</c>.</summary>
    internal bool IsKey => ValueStart > 0;

    /// <summary>Whether the line is <c>[section]</c>, whatever follows the bracket.</summary>
    internal bool IsSection => !IsKey && NameStart > 0;

    /// <summary>Start of the key, or of the section's name behind the bracket.</summary>
    internal int NameStart { get; }

    internal int NameLength { get; }

    /// <summary>Start of the value as written, its quotes included.</summary>
    internal int ValueStart { get; }

    internal int ValueLength { get; }

    /// <summary>Recognises a line. Comments, blank lines and whatever else there is are neither key nor section.</summary>
    internal static IniLine Parse(ReadOnlySpan<char> line)
    {
        var start = IndexOfNonBlank(line, 0);
        if (start == line.Length || line[start] is ';' or '#')
        {
            return default;
        }

        if (line[start] == '[')
        {
            var end = line.IndexOf(']');
            return end < 0 ? default : Section(line, start + 1, end);
        }

        var equals = line.IndexOf('=');
        return equals <= start ? default : Key(line, start, equals);
    }

    /// <summary>The value without its quotes.</summary>
    internal static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> written)
        => IsQuoted(written) ? written.Slice(1, written.Length - 2) : written;

    internal static bool IsQuoted(ReadOnlySpan<char> written) => written.Length > 1 && written[0] == '"' && written[written.Length - 1] == '"';

    internal ReadOnlySpan<char> Name(TextLine line) => line.Content.Slice(NameStart, NameLength);

    internal ReadOnlySpan<char> WrittenValue(TextLine line) => line.Content.Slice(ValueStart, ValueLength);

    private static IniLine Section(ReadOnlySpan<char> line, int start, int end)
    {
        var nameStart = IndexOfNonBlank(line.Slice(0, end), start);
        return new IniLine(nameStart, line.Slice(nameStart, end - nameStart).TrimEnd(Blanks).Length, 0, 0);
    }

    private static IniLine Key(ReadOnlySpan<char> line, int start, int equals)
    {
        var valueStart = IndexOfNonBlank(line, equals + 1);
        return new IniLine(
            start, line.Slice(start, equals - start).TrimEnd(Blanks).Length, valueStart, line.Slice(valueStart).TrimEnd(Blanks).Length);
    }

    private static int IndexOfNonBlank(ReadOnlySpan<char> line, int start)
    {
        while (start < line.Length && line[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }
}
