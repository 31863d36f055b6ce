using System;
using System.Buffers;
using System.Threading;
using Xlink.Files;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Passes the rows of a file on to the CSV parser and keeps those away that would harm it: rows of absurd length and rows whose quotes do
/// not close. Such a line is replaced by one that consists of a mark, and reading goes on with the next line: a stray quote costs one line,
/// not the rest of the file. Header lines become empty. So the parser's line numbers stay right.
/// </summary>
/// <remarks>
/// [Our reading] A row has at most <see cref="MaximumRecordLength"/> bytes and, with line breaks inside quotes, <see cref="MaximumRecordLines"/>
/// lines. Blanks around quotes do not count. A quote inside an unquoted field is an ordinary character.
/// </remarks>
internal sealed class CsvRecordStream : ReadOnlyStream
{
    /// <summary>The longest row in bytes.</summary>
    internal const int MaximumRecordLength = 64 * 1024;

    /// <summary>The most lines of one row.</summary>
    internal const int MaximumRecordLines = 100;

    // Control characters: a line of the file that consists of one of them is malformed anyway.
    private const byte TooLongMark = 1;
    private const byte UnclosedQuoteMark = 2;
    private const byte TextAfterQuoteMark = 3;

    private const int BufferLength = 4 * MaximumRecordLength;
    private const int PreferredLength = MaximumRecordLength;
    private const byte Quote = (byte)'"';
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    private readonly SourceTextFile text;
    private readonly byte separator;
    private readonly CancellationToken cancellationToken;
    private readonly Func<bool> keepsLastLineBack;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private bool isDisposed;
    private int headerLines;
    private bool isComplete;

    // In the buffer: what is still to be passed on, how far it is known to be harmless, and how far there is text.
    private int position;
    private int readyEnd;
    private int end;

    // The first quote at or after readyEnd; this.end if there is none. Smaller than readyEnd: not known.
    private int nextQuote;

    /// <summary>Makes the stream.</summary>
    /// <param name="text">The file; it is closed with this.</param>
    /// <param name="separator">The separator of the fields.</param>
    /// <param name="headerLines">Lines to skip at the top.</param>
    /// <param name="keepsLastLineBack">Asked at the end, if the last line has no end: whether it is to be left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal CsvRecordStream(SourceTextFile text, char separator, int headerLines, Func<bool> keepsLastLineBack, CancellationToken cancellationToken)
    {
        this.keepsLastLineBack = keepsLastLineBack;
        this.text = text;
        this.separator = (byte)separator;
        this.headerLines = headerLines;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Why a line was kept away, if the only field of a row is the mark for that.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The reason, or <see langword="null"/> if it is not a mark.</returns>
    internal static SkipReason? GetReason(ReadOnlySpan<byte> field) => field.Length != 1 ? null : field[0] switch
    {
        TooLongMark => SkipReason.TooLong,
        UnclosedQuoteMark => SkipReason.UnclosedQuote,
        TextAfterQuoteMark => SkipReason.TextAfterQuote,
        _ => null,
    };

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (this.position == readyEnd)
        {
            MakeReady();
        }

        var length = Math.Min(count, readyEnd - this.position);
        Buffer.BlockCopy(this.buffer, this.position, buffer, offset, length);
        this.position += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            isDisposed = true;
            this.text.Dispose();
            ArrayPool<byte>.Shared.Return(this.buffer);
        }

        base.Dispose(disposing);
    }

    private static bool IsLineBreak(byte value) => value is CarriageReturn or LineFeed;

    private void MakeReady()
    {
        while (this.position == readyEnd)
        {
            if (!HasWholeRecord(this.position))
            {
                FillBuffer();
            }

            if (this.position == this.end)
            {
                return;
            }

            if (this.headerLines > 0)
            {
                this.headerLines--;
                ReplaceLine(mark: null);
            }
            else if (ExtendReady() is { } mark && readyEnd == this.position)
            {
                ReplaceLine(mark);
            }
        }
    }

    /// <summary>Whether a row that begins here is in the buffer as far as it may go.</summary>
    private bool HasWholeRecord(int start) => isComplete || this.end - start > MaximumRecordLength;

    private void FillBuffer()
    {
        this.cancellationToken.ThrowIfCancellationRequested();
        var scanned = this.end - this.position;
        Buffer.BlockCopy(this.buffer, this.position, this.buffer, 0, scanned);
        readyEnd -= this.position;
        nextQuote -= this.position;
        this.position = 0;
        this.end = scanned;
        while (!isComplete && this.end < BufferLength)
        {
            var read = this.text.Read(this.buffer, this.end, BufferLength - this.end);
            isComplete = read == 0;
            this.end += read;
        }

        if (isComplete && this.end > readyEnd && !IsLineBreak(this.buffer[this.end - 1]) && this.keepsLastLineBack())
        {
            this.end = readyEnd + this.buffer.AsSpan(readyEnd, this.end - readyEnd).LastIndexOfAny(CarriageReturn, LineFeed) + 1;
        }

        if (nextQuote >= scanned)
        {
            nextQuote = FindQuote(scanned);
        }
    }

    private int FindQuote(int start)
    {
        var index = this.buffer.AsSpan(start, this.end - start).IndexOf(Quote);
        return index < 0 ? this.end : start + index;
    }

    /// <summary>Takes as many rows as there are, up to the first that must be kept away; returns the mark for that one.</summary>
    private byte? ExtendReady()
    {
        while (readyEnd - this.position < PreferredLength && readyEnd < this.end)
        {
            if (nextQuote < readyEnd)
            {
                nextQuote = FindQuote(readyEnd);
            }

            var plainEnd = FindPlainEnd();
            if (plainEnd > readyEnd)
            {
                readyEnd = plainEnd;
            }
            else if (!HasWholeRecord(readyEnd))
            {
                return null;
            }
            else if (TakeRecord() is { } mark)
            {
                return mark;
            }
        }

        return null;
    }

    /// <summary>The end of the whole lines that come before the next quote and are not too long.</summary>
    private int FindPlainEnd()
    {
        var start = readyEnd;
        var last = nextQuote;
        if (last < this.end || !isComplete)
        {
            last = start + this.buffer.AsSpan(start, last - start).LastIndexOfAny(CarriageReturn, LineFeed) + 1;
        }

        while (last - start > MaximumRecordLength)
        {
            var lineBreak = this.buffer.AsSpan(start, MaximumRecordLength + 1).LastIndexOfAny(CarriageReturn, LineFeed);
            if (lineBreak < 0)
            {
                return start;
            }

            start += lineBreak + 1;
        }

        return last;
    }

    /// <summary>Takes the row at <see cref="readyEnd"/>, quotes and all; returns the mark for its first line if it must be kept away.</summary>
    private byte? TakeRecord()
    {
        var row = this.buffer.AsSpan(readyEnd, Math.Min(this.end - readyEnd, MaximumRecordLength + 1));
        var at = 0;
        var lines = 1;
        while (true)
        {
            SkipBlanks(row, ref at);
            if (at < row.Length && row[at] == Quote)
            {
                if (!TrySkipQuoted(row, ref at, ref lines))
                {
                    return UnclosedQuoteMark;
                }

                SkipBlanks(row, ref at);
                if (at < row.Length && row[at] != this.separator && !IsLineBreak(row[at]))
                {
                    return TextAfterQuoteMark;
                }
            }
            else
            {
                var length = row.Slice(at).IndexOfAny(this.separator, CarriageReturn, LineFeed);
                at = length < 0 ? row.Length : at + length;
            }

            if (at == row.Length)
            {
                if (row.Length > MaximumRecordLength)
                {
                    return TooLongMark;
                }

                readyEnd += at;
                return null;
            }

            at++;
            if (IsLineBreak(row[at - 1]))
            {
                readyEnd += at;
                return null;
            }
        }
    }

    private void SkipBlanks(ReadOnlySpan<byte> row, ref int position)
    {
        while (position < row.Length && AsciiText.IsBlank(row[position]) && row[position] != this.separator)
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
                    if (++lines > MaximumRecordLines)
                    {
                        return false;
                    }

                    break;
            }
        }
    }

    /// <summary>Reduces the line at the current position to its line break, with a mark before it if there is one.</summary>
    private void ReplaceLine(byte? mark)
    {
        int length;
        while ((length = this.buffer.AsSpan(this.position, this.end - this.position).IndexOfAny(CarriageReturn, LineFeed)) < 0 && !isComplete)
        {
            // One byte stays, so that there is room for the mark.
            this.position = this.end - 1;
            readyEnd = this.position;
            FillBuffer();
        }

        var lineEnd = length < 0 ? this.end : this.position + length;
        this.position = lineEnd;
        if (mark is { } value)
        {
            this.position--;
            this.buffer[this.position] = value;
        }

        readyEnd = lineEnd;
        if (lineEnd + 1 >= this.end && !isComplete)
        {
            FillBuffer();
        }

        if (readyEnd < this.end)
        {
            readyEnd += this.buffer[readyEnd] == CarriageReturn && readyEnd + 1 < this.end && this.buffer[readyEnd + 1] == LineFeed ? 2 : 1;
        }
    }
}
