using System;
using System.Buffers;
using System.Threading;
using Xlink.Files;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Passes the rows of a file on to the CSV parser and keeps those away that would harm it: rows of absurd length and rows whose quotes do
/// not close. Such a line is replaced by one that consists of a mark, and reading goes on with the next line: a stray quote costs one line,
/// not the rest of the file. Header lines become empty. So the parser's line numbers stay right.
/// </summary>
internal sealed class CsvRecordStream : ReadOnlyStream
{
    // Control characters: a line of the file that consists of one of them is malformed anyway.
    private const byte TooLongMark = 1;
    private const byte UnclosedQuoteMark = 2;
    private const byte TextAfterQuoteMark = 3;

    private const int BufferLength = 4 * CsvRecord.MaximumLength;
    private const int PreferredLength = CsvRecord.MaximumLength;

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
    private bool HasWholeRecord(int start) => isComplete || this.end - start > CsvRecord.MaximumLength;

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

        if (isComplete && this.end > readyEnd && !CsvRecord.IsLineBreak(this.buffer[this.end - 1]) && this.keepsLastLineBack())
        {
            this.end = readyEnd + this.buffer.AsSpan(readyEnd, this.end - readyEnd).LastIndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed) + 1;
        }

        if (nextQuote >= scanned)
        {
            nextQuote = FindQuote(scanned);
        }
    }

    private int FindQuote(int start)
    {
        var index = this.buffer.AsSpan(start, this.end - start).IndexOf(CsvRecord.Quote);
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
            last = start + this.buffer.AsSpan(start, last - start).LastIndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed) + 1;
        }

        while (last - start > CsvRecord.MaximumLength)
        {
            var lineBreak = this.buffer.AsSpan(start, CsvRecord.MaximumLength + 1).LastIndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed);
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
        var reason = CsvRecord.FindEnd(this.buffer.AsSpan(readyEnd, this.end - readyEnd), this.separator, out var length, out _);
        if (reason is null)
        {
            readyEnd += length;
        }

        return reason switch
        {
            null => null,
            SkipReason.TooLong => TooLongMark,
            SkipReason.TextAfterQuote => TextAfterQuoteMark,
            _ => UnclosedQuoteMark,
        };
    }

    /// <summary>Reduces the line at the current position to its line break, with a mark before it if there is one.</summary>
    private void ReplaceLine(byte? mark)
    {
        int length;
        while ((length = this.buffer.AsSpan(this.position, this.end - this.position).IndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed)) < 0 && !isComplete)
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
            readyEnd += this.buffer[readyEnd] == CsvRecord.CarriageReturn && readyEnd + 1 < this.end && this.buffer[readyEnd + 1] == CsvRecord.LineFeed ? 2 : 1;
            if (mark is null)
            {
                // One byte, so that the ends of two lines are not taken for one.
                this.position = readyEnd - 1;
                this.buffer[this.position] = CsvRecord.LineFeed;
            }
        }
    }
}
