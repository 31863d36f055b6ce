using System;

namespace Xlink.Configuration;

/// <summary>
/// The lines of a configuration file, whatever bytes it holds. Written again it is the same byte for byte except for what was
/// changed: encoding, byte order mark, every line's own end and a missing end of the last line stay.
/// </summary>
internal sealed class TextDocument
{
    // Configuration files come from Windows; it matters only in a file that has no line end yet [our reading].
    private const string DefaultEnd = "\r\n";

    private readonly TextCodec codec;
    private readonly byte[] preamble;
    private readonly byte[] trailingBytes;
    private byte[] original;
    private bool isChanged;
    private bool areNumbersValid;

    private TextDocument(string filePath, byte[] bytes)
    {
        FilePath = filePath;
        original = bytes;
        codec = TextCodec.Detect(bytes, out var preambleLength);
        preamble = bytes.AsSpan(0, preambleLength).ToArray();
        var trailing = codec.CountTrailingBytes(bytes.Length - preambleLength);
        trailingBytes = bytes.AsSpan(bytes.Length - trailing).ToArray();
        Split(codec.Decode(bytes, preambleLength, bytes.Length - preambleLength - trailing));
    }

    /// <summary>The file the text is from, for messages.</summary>
    internal string FilePath { get; }

    internal TextLine? First { get; private set; }

    internal TextLine? Last { get; private set; }

    internal static TextDocument Parse(byte[] bytes, string filePath) => new(filePath, bytes);

    /// <summary>Number of a line, counted from 1.</summary>
    internal int NumberOf(TextLine line)
    {
        if (!areNumbersValid)
        {
            var number = 0;
            for (var current = First; current is not null; current = current.Next)
            {
                current.Number = ++number;
            }

            areNumbersValid = true;
        }

        return line.Number;
    }

    /// <summary>Makes sure that a line of this file can hold a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="meaning">What it is, for the message; the text itself may be a secret and is not shown.</param>
    /// <exception cref="XlinkException"><c>TextHasLineBreak</c>, <c>TextNotInEncoding</c>.</exception>
    internal void CheckText(string text, string meaning)
    {
        if (text.IndexOfAny(['\r', '\n', '\0']) >= 0)
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.TextHasLineBreak), XlinkErrorCategory.InvalidArgument, meaning);
        }

        if (!codec.CanEncode(text))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.TextNotInEncoding), XlinkErrorCategory.InvalidArgument, meaning, codec.Name);
        }
    }

    /// <summary>Gives a line another content. It keeps its end.</summary>
    internal void Replace(TextLine line, string content)
    {
        line.Replace(content, line.End.ToString());
        isChanged = true;
    }

    /// <summary>
    /// Adds a line. It gets the end of the line before it; behind a last line without an end, that one gets an end and the new one none.
    /// </summary>
    /// <param name="previous">The line before it, or <see langword="null"/> for the start of the text.</param>
    /// <param name="content">The line without its end.</param>
    /// <returns>The line.</returns>
    internal TextLine InsertAfter(TextLine? previous, string content)
    {
        var end = previous is null ? EndOf(First) : previous.End.ToString();
        if (previous is not null && end.Length == 0)
        {
            previous.Replace(previous.Content.ToString(), EndOf(previous.Previous));
        }

        var line = new TextLine(content + end, 0, content.Length, end.Length);
        Link(line, previous);
        isChanged = true;
        areNumbersValid = false;
        return line;
    }

    /// <summary>Removes a line. A text without an end of its last line stays so.</summary>
    internal void Remove(TextLine line)
    {
        if (line.Previous is { } previous)
        {
            if (line.Next is null && line.End.IsEmpty)
            {
                previous.Replace(previous.Content.ToString(), string.Empty);
            }
            else if (IsBetweenCrAndLf(line))
            {
                // Left alone they would become one line end, and two lines one.
                previous.Replace(previous.Content.ToString(), "\r\n");
            }
        }

        Unlink(line);
        isChanged = true;
        areNumbersValid = false;
    }

    /// <summary>The file's bytes.</summary>
    /// <exception cref="XlinkException"><c>TextEncodingAmbiguous</c>: after what was changed the file would be read in another encoding.</exception>
    internal byte[] ToBytes()
    {
        if (isChanged)
        {
            original = Encode();
            isChanged = false;
        }

        return original;
    }

    private byte[] Encode()
    {
        var length = 0;
        for (var line = First; line is not null; line = line.Next)
        {
            length += line.Whole.Length;
        }

        var text = new char[length];
        var position = 0;
        for (var line = First; line is not null; line = line.Next)
        {
            line.Whole.CopyTo(text.AsSpan(position));
            position += line.Whole.Length;
        }

        var bytes = codec.Encode(text, preamble.Length, trailingBytes.Length);
        preamble.CopyTo(bytes, 0);
        trailingBytes.CopyTo(bytes, bytes.Length - trailingBytes.Length);
        return TextCodec.Detect(bytes, out var preambleLength) == codec && preambleLength == preamble.Length
            ? bytes
            : throw XlinkException.InFile(FilePath, null, nameof(Messages.TextEncodingAmbiguous), XlinkErrorCategory.InvalidData, codec.Name);
    }

    private static bool IsBetweenCrAndLf(TextLine line)
        => line is { Previous: { } previous, Next: { } next }
            && previous.End.SequenceEqual("\r".AsSpan()) && next.Whole.SequenceEqual("\n".AsSpan());

    private void Unlink(TextLine line)
    {
        if (line.Previous is null)
        {
            First = line.Next;
        }
        else
        {
            line.Previous.Next = line.Next;
        }

        if (line.Next is null)
        {
            Last = line.Previous;
        }
        else
        {
            line.Next.Previous = line.Previous;
        }
    }

    private void Split(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var rest = text.AsSpan(start);
            var length = rest.IndexOfAny('\r', '\n');
            var endLength = length < 0 ? 0 : rest.Slice(length).StartsWith(DefaultEnd.AsSpan(), StringComparison.Ordinal) ? 2 : 1;
            length = length < 0 ? rest.Length : length;
            Link(new TextLine(text, start, length, endLength), Last);
            start += length + endLength;
        }
    }

    private void Link(TextLine line, TextLine? previous)
    {
        line.Previous = previous;
        line.Next = previous is null ? First : previous.Next;
        if (line.Previous is null)
        {
            First = line;
        }
        else
        {
            line.Previous.Next = line;
        }

        if (line.Next is null)
        {
            Last = line;
        }
        else
        {
            line.Next.Previous = line;
        }
    }

    private static string EndOf(TextLine? line) => line is { End.IsEmpty: false } ? line.End.ToString() : DefaultEnd;
}
