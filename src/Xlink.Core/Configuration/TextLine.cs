using System;

namespace Xlink.Configuration;

/// <summary>
/// One line of a <see cref="TextDocument"/>: a slice of the text it was read from, so that an untouched line is written as it was.
/// Its identity stays when other lines come and go.
/// </summary>
internal sealed class TextLine
{
    private string text;
    private int start;
    private int length;
    private int endLength;

    internal TextLine(string text, int start, int length, int endLength)
    {
        this.text = text;
        this.start = start;
        this.length = length;
        this.endLength = endLength;
    }

    /// <summary>The line without its end.</summary>
    internal ReadOnlySpan<char> Content => text.AsSpan(start, length);

    /// <summary>The line with its end.</summary>
    internal ReadOnlySpan<char> Whole => text.AsSpan(start, length + endLength);

    /// <summary>CR, LF, CR LF, or nothing at the end of a text.</summary>
    internal ReadOnlySpan<char> End => text.AsSpan(start + length, endLength);

    internal bool IsBlank => Content.Trim(IniLine.Blanks).IsEmpty;

    internal TextLine? Previous { get; set; }

    internal TextLine? Next { get; set; }

    /// <summary>Kept by <see cref="TextDocument.NumberOf"/>.</summary>
    internal int Number { get; set; }

    internal void Replace(string content, string end)
    {
        text = content + end;
        start = 0;
        length = content.Length;
        endLength = end.Length;
    }
}
