using System;

namespace Xlink.Configuration;

/// <summary>How the keys of an INI file are written, taken from one of them, for a new one to look the same.</summary>
internal sealed class IniStyle
{
    private static readonly IniStyle Plain = new(string.Empty, string.Empty, string.Empty, isQuoted: false, equalsColumn: 0);

    private readonly string indentation;
    private readonly string beforeEquals;
    private readonly string afterEquals;
    private readonly bool isQuoted;
    private readonly int equalsColumn;

    private IniStyle(string indentation, string beforeEquals, string afterEquals, bool isQuoted, int equalsColumn)
    {
        this.indentation = indentation;
        this.beforeEquals = beforeEquals;
        this.afterEquals = afterEquals;
        this.isQuoted = isQuoted;
        this.equalsColumn = equalsColumn;
    }

    /// <summary>The style of a line with a key; without one, <c>key=value</c>.</summary>
    internal static IniStyle Of(TextLine? line)
    {
        if (line is null)
        {
            return Plain;
        }

        var parsed = IniLine.Parse(line.Content);
        var nameEnd = parsed.NameStart + parsed.NameLength;
        var equals = EqualsColumn(line);
        return new IniStyle(
            Indentation(line),
            line.Content.Slice(nameEnd, equals - nameEnd).ToString(),
            line.Content.Slice(equals + 1, parsed.ValueStart - equals - 1).ToString(),
            IniLine.IsQuoted(parsed.WrittenValue(line)),
            IsAligned(line, parsed, equals) ? equals : 0);
    }

    /// <summary>The blanks at the start of a line.</summary>
    internal static string Indentation(TextLine line) => line.Content.Slice(0, line.Content.Length - line.Content.TrimStart(IniLine.Blanks).Length).ToString();

    /// <summary>A value as a file has it: in quotes if it is to be, or if it could not be read back without.</summary>
    internal static string Write(string value, bool isQuoted)
        => isQuoted || IniLine.IsQuoted(value.AsSpan()) || value.AsSpan().Trim(IniLine.Blanks).Length != value.Length ? "\"" + value + "\"" : value;

    /// <summary>A whole line.</summary>
    internal string WriteKey(string key, string value)
    {
        var start = indentation + key;
        var padding = equalsColumn == 0 ? beforeEquals : start.Length < equalsColumn ? new string(' ', equalsColumn - start.Length) : " ";
        return start + padding + "=" + afterEquals + Write(value, isQuoted);
    }

    // Keys are aligned if one of them is followed by several spaces, or if two of different length have their "=" in one column.
    private static bool IsAligned(TextLine line, IniLine parsed, int equals)
    {
        var padding = line.Content.Slice(parsed.NameStart + parsed.NameLength, equals - parsed.NameStart - parsed.NameLength);
        if (padding.IsEmpty || padding.IndexOf('\t') >= 0)
        {
            return false;
        }

        if (padding.Length > 1)
        {
            return true;
        }

        return line.Previous is { } above && IniLine.Parse(above.Content) is { IsKey: true } other
            && other.NameLength != parsed.NameLength && EqualsColumn(above) == equals;
    }

    private static int EqualsColumn(TextLine line) => line.Content.IndexOf('=');
}
