using System;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Where a row of a CSV file ends, quotes and line breaks inside them included, and which rows must be kept away from the CSV parser.</summary>
/// <remarks>
/// [Our reading] A row has at most <see cref="MaximumLength"/> bytes and, with line breaks inside quotes, <see cref="MaximumLines"/>
/// lines. Blanks around quotes do not count. A quote inside an unquoted field is an ordinary character.
/// </remarks>
internal static class CsvRecord
{
    /// <summary>The longest row in bytes, its end not counted.</summary>
    internal const int MaximumLength = 64 * 1024;

    /// <summary>The most lines of one row.</summary>
    internal const int MaximumLines = 100;

    internal const byte Quote = (byte)'"';
    internal const byte CarriageReturn = (byte)'\r';
    internal const byte LineFeed = (byte)'\n';

    internal static bool IsLineBreak(byte value) => value is CarriageReturn or LineFeed;

    /// <summary>Finds the end of a row.</summary>
    /// <param name="row">The text from its beginning; no more than <see cref="MaximumLength"/> + 1 bytes are looked at.</param>
    /// <param name="separator">The separator of the fields.</param>
    /// <param name="length">Its length with the first byte of its end; only where there is no reason to keep it away.</param>
    /// <param name="needsMore">Whether more text than there is could change the answer.</param>
    /// <returns>Why its first line must be kept away; <see langword="null"/> if it is a row.</returns>
    internal static SkipReason? FindEnd(ReadOnlySpan<byte> row, byte separator, out int length, out bool needsMore)
    {
        row = row.Slice(0, Math.Min(row.Length, MaximumLength + 1));
        length = 0;
        var isCut = row.Length <= MaximumLength;
        var lines = 1;
        needsMore = false;
        while (true)
        {
            SkipBlanks(row, separator, ref length);
            if (length < row.Length && row[length] == Quote)
            {
                if (!TrySkipQuoted(row, ref length, ref lines))
                {
                    needsMore = isCut && lines <= MaximumLines;
                    return SkipReason.UnclosedQuote;
                }

                SkipBlanks(row, separator, ref length);
                if (length < row.Length && row[length] != separator && !IsLineBreak(row[length]))
                {
                    return SkipReason.TextAfterQuote;
                }
            }
            else
            {
                var unquoted = row.Slice(length).IndexOfAny(separator, CarriageReturn, LineFeed);
                length = unquoted < 0 ? row.Length : length + unquoted;
            }

            if (length == row.Length)
            {
                needsMore = isCut;
                return isCut ? null : SkipReason.TooLong;
            }

            length++;
            if (IsLineBreak(row[length - 1]))
            {
                return null;
            }
        }
    }

    private static void SkipBlanks(ReadOnlySpan<byte> row, byte separator, ref int position)
    {
        while (position < row.Length && AsciiText.IsBlank(row[position]) && row[position] != separator)
        {
            position++;
        }
    }

    /// <summary>Moves from an opening quote behind the closing one.</summary>
    private static bool TrySkipQuoted(ReadOnlySpan<byte> row, ref int position, ref int lines)
    {
        position++;
        while (true)
        {
            var length = row.Slice(position).IndexOfAny(Quote, CarriageReturn, LineFeed);
            if (length < 0)
            {
                return false;
            }

            position += length + 1;
            var next = position < row.Length ? row[position] : default;
            switch (row[position - 1])
            {
                case Quote when next == Quote:
                case CarriageReturn when next == LineFeed:
                    // A doubled quote is text; CR LF is counted at its LF.
                    position += next == Quote ? 1 : 0;
                    break;
                case Quote:
                    return true;
                default:
                    if (++lines > MaximumLines)
                    {
                        return false;
                    }

                    break;
            }
        }
    }
}
