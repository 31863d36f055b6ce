using System;
using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>A script's text and where its lines begin (CRLF, LF or CR).</summary>
internal sealed class SourceText
{
    private const int ExcerptLength = 120;
    private readonly List<int> lineStarts = [0];

    internal SourceText(string text, string filePath)
    {
        Text = text;
        FilePath = filePath;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    internal string Text { get; }

    internal string FilePath { get; }

    /// <summary>Line and column of a position, both counted from 1.</summary>
    internal (int Line, int Column) GetPlace(int position)
    {
        var index = lineStarts.BinarySearch(position);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, position - lineStarts[line] + 1);
    }

    /// <summary>The line around a position, without outer blanks and control characters; of a long line only what is near.</summary>
    internal string GetExcerpt(int position)
    {
        var (line, column) = GetPlace(position);
        var start = lineStarts[line - 1];
        var end = line < lineStarts.Count ? lineStarts[line] : Text.Length;
        var from = Math.Max(start, start + column - 1 - (ExcerptLength / 2));
        var to = Math.Min(end, from + ExcerptLength);
        var characters = Text.Substring(from, to - from).ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (char.IsControl(characters[i]))
            {
                characters[i] = ' ';
            }
        }

        return (from > start ? "…" : string.Empty) + new string(characters).Trim() + (to < end ? "…" : string.Empty);
    }
}
