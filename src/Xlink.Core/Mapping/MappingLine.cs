using System;
using System.Globalization;
using System.Runtime.InteropServices;
using Xlink.Configuration;

namespace Xlink.Mapping;

/// <summary>One line of <c>acd_map.ini</c>: a target and either a metric or a script.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct MappingLine
{
    private const string ScriptStart = "$";
    private const string ScriptEnd = ".BAS";

    private MappingLine(MappingTarget target, SourcePath? source, int scriptNumber)
    {
        Target = target;
        Source = source;
        ScriptNumber = scriptNumber;
    }

    internal MappingTarget Target { get; }

    /// <summary>The metric; <see langword="null"/> on the line of a script.</summary>
    internal SourcePath? Source { get; }

    /// <summary>The n of <c>$n.BAS</c>; 0 on the line of a metric.</summary>
    internal int ScriptNumber { get; }

    /// <summary>Whether a line is neither blank nor a comment.</summary>
    internal static bool IsMeant(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(IniLine.Blanks);
        return !text.IsEmpty && text[0] is not (';' or '#');
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">A line that is neither blank nor a comment.</param>
    /// <param name="serverEntry">The server entry of the line before, to spare a copy of the same name.</param>
    /// <param name="fault">What is wrong with the line: name of a message.</param>
    /// <returns>The line, or <see langword="null"/>.</returns>
    internal static MappingLine? Parse(ReadOnlySpan<char> line, string? serverEntry, out string fault)
    {
        fault = nameof(Messages.MappingReasonTarget);

        // The IDs tell which "=" ends the target: a server entry's name may have one, and so may the names behind it.
        for (var equals = line.IndexOf('='); equals >= 0; equals = NextEquals(line, equals))
        {
            if (ParseTarget(line.Slice(0, equals).Trim(IniLine.Blanks), serverEntry) is { } target)
            {
                return ParseRight(target, line.Slice(equals + 1).Trim(IniLine.Blanks).ToString(), out fault);
            }
        }

        return null;
    }

    /// <summary>The number in <c>$n.BAS</c>; 0 if a text is something else.</summary>
    internal static int ParseScript(string text)
        => text.StartsWith(ScriptStart, StringComparison.Ordinal)
            && text.EndsWith(ScriptEnd, StringComparison.OrdinalIgnoreCase)
            && text.Length > ScriptStart.Length + ScriptEnd.Length
            && ParseNumber(text.AsSpan(ScriptStart.Length, text.Length - ScriptStart.Length - ScriptEnd.Length)) is { } number
                ? number
                : 0;

    /// <summary>A target as the file has it, <c>server entry:parent queue ID:queue ID:value type ID</c>; <see langword="null"/> if a text is something else.</summary>
    internal static MappingTarget? ReadTarget(string text) => ParseTarget(text.AsSpan().Trim(IniLine.Blanks), serverEntry: null);

    /// <summary>A line with another parent queue; every other character stays.</summary>
    /// <param name="line">A line that <see cref="Parse"/> accepts.</param>
    /// <param name="parentQueueId">ID of the parent queue.</param>
    internal static string ExchangeParent(ReadOnlySpan<char> line, int parentQueueId)
    {
        var equals = line.IndexOf('=');
        while (ParseTarget(line.Slice(0, equals).Trim(IniLine.Blanks), serverEntry: null) is null)
        {
            equals = NextEquals(line, equals);
        }

        var queueEnd = line.Slice(0, equals).LastIndexOf(':');
        var end = line.Slice(0, queueEnd).LastIndexOf(':');
        var start = line.Slice(0, end).LastIndexOf(':') + 1;
        var written = line.Slice(start, end - start);
        start += written.Length - written.TrimStart(IniLine.Blanks).Length;
        return line.Slice(0, start).ToString()
            + parentQueueId.ToString(CultureInfo.InvariantCulture)
            + line.Slice(start + written.Trim(IniLine.Blanks).Length).ToString();
    }

    private static MappingLine? ParseRight(MappingTarget target, string text, out string fault)
    {
        fault = nameof(Messages.MappingReasonSource);
        if (text.StartsWith(ScriptStart, StringComparison.Ordinal) && text.IndexOf(':') < 0)
        {
            fault = nameof(Messages.MappingReasonScript);
            var number = ParseScript(text);
            return number > 0 ? new MappingLine(target, null, number) : null;
        }

        return SourcePath.TryParse(text) is { } source ? new MappingLine(target, source, 0) : null;
    }

    private static MappingTarget? ParseTarget(ReadOnlySpan<char> text, string? serverEntry)
    {
        if (CutNumber(ref text) is not { } valueType || CutNumber(ref text) is not { } queue || CutNumber(ref text) is not { } parent || text.IsEmpty)
        {
            return null;
        }

        var name = serverEntry is not null && text.SequenceEqual(serverEntry.AsSpan()) ? serverEntry : text.ToString();
        return new MappingTarget(name, parent, queue, valueType);
    }

    // Takes ":123" off the end.
    private static int? CutNumber(ref ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || ParseNumber(text.Slice(colon + 1).Trim(IniLine.Blanks)) is not { } number)
        {
            return null;
        }

        text = text.Slice(0, colon).TrimEnd(IniLine.Blanks);
        return number;
    }

    private static int? ParseNumber(ReadOnlySpan<char> digits)
    {
        long number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit - '0';
            if (digit is < '0' or > '9' || number > int.MaxValue)
            {
                return null;
            }
        }

        return digits.IsEmpty ? null : (int)number;
    }

    private static int NextEquals(ReadOnlySpan<char> line, int equals)
    {
        var next = line.Slice(equals + 1).IndexOf('=');
        return next < 0 ? -1 : equals + 1 + next;
    }
}
