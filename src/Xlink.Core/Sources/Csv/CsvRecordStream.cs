using System;
using System.Buffers;
using System.IO;
using System.Threading;
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
internal sealed class CsvRecordStream : Stream
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

    private readonly SourceTextFile _text;
    private readonly byte _separator;
    private readonly CancellationToken _cancellationToken;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private bool _isDisposed;
    private int _headerLines;
    private bool _isComplete;

    // In the buffer: what is still to be passed on, how far it is known to be harmless, and how far there is text.
    private int _position;
    private int _readyEnd;
    private int _end;

    // The first quote at or after _readyEnd; _end if there is none. Smaller than _readyEnd: not known.
    private int _nextQuote;

    /// <summary>Makes the stream.</summary>
    /// <param name="text">The file; it is closed with this.</param>
    /// <param name="separator">The separator of the fields.</param>
    /// <param name="headerLines">Lines to skip at the top.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal CsvRecordStream(SourceTextFile text, char separator, int headerLines, CancellationToken cancellationToken)
    {
        _text = text;
        _separator = (byte)separator;
        _headerLines = headerLines;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
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
        if (_position == _readyEnd)
        {
            MakeReady();
        }

        var length = Math.Min(count, _readyEnd - _position);
        Buffer.BlockCopy(_buffer, _position, buffer, offset, length);
        _position += length;
        return length;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _text.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        base.Dispose(disposing);
    }

    private static bool IsLineBreak(byte value) => value is CarriageReturn or LineFeed;

    private void MakeReady()
    {
        while (_position == _readyEnd)
        {
            if (!HasWholeRecord(_position))
            {
                FillBuffer();
            }

            if (_position == _end)
            {
                return;
            }

            if (_headerLines > 0)
            {
                _headerLines--;
                ReplaceLine(mark: null);
            }
            else if (ExtendReady() is { } mark && _readyEnd == _position)
            {
                ReplaceLine(mark);
            }
        }
    }

    /// <summary>Whether a row that begins here is in the buffer as far as it may go.</summary>
    private bool HasWholeRecord(int start) => _isComplete || _end - start > MaximumRecordLength;

    private void FillBuffer()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var scanned = _end - _position;
        Buffer.BlockCopy(_buffer, _position, _buffer, 0, scanned);
        _readyEnd -= _position;
        _nextQuote -= _position;
        _position = 0;
        _end = scanned;
        while (!_isComplete && _end < BufferLength)
        {
            var read = _text.Read(_buffer, _end, BufferLength - _end);
            _isComplete = read == 0;
            _end += read;
        }

        if (_nextQuote >= scanned)
        {
            _nextQuote = FindQuote(scanned);
        }
    }

    private int FindQuote(int start)
    {
        var index = _buffer.AsSpan(start, _end - start).IndexOf(Quote);
        return index < 0 ? _end : start + index;
    }

    /// <summary>Takes as many rows as there are, up to the first that must be kept away; returns the mark for that one.</summary>
    private byte? ExtendReady()
    {
        while (_readyEnd - _position < PreferredLength && _readyEnd < _end)
        {
            if (_nextQuote < _readyEnd)
            {
                _nextQuote = FindQuote(_readyEnd);
            }

            var plainEnd = FindPlainEnd();
            if (plainEnd > _readyEnd)
            {
                _readyEnd = plainEnd;
            }
            else if (!HasWholeRecord(_readyEnd))
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
        var start = _readyEnd;
        var end = _nextQuote;
        if (end < _end || !_isComplete)
        {
            end = start + _buffer.AsSpan(start, end - start).LastIndexOfAny(CarriageReturn, LineFeed) + 1;
        }

        while (end - start > MaximumRecordLength)
        {
            var lineBreak = _buffer.AsSpan(start, MaximumRecordLength + 1).LastIndexOfAny(CarriageReturn, LineFeed);
            if (lineBreak < 0)
            {
                return start;
            }

            start += lineBreak + 1;
        }

        return end;
    }

    /// <summary>Takes the row at <see cref="_readyEnd"/>, quotes and all; returns the mark for its first line if it must be kept away.</summary>
    private byte? TakeRecord()
    {
        var row = _buffer.AsSpan(_readyEnd, Math.Min(_end - _readyEnd, MaximumRecordLength + 1));
        var position = 0;
        var lines = 1;
        while (true)
        {
            SkipBlanks(row, ref position);
            if (position < row.Length && row[position] == Quote)
            {
                if (!TrySkipQuoted(row, ref position, ref lines))
                {
                    return UnclosedQuoteMark;
                }

                SkipBlanks(row, ref position);
                if (position < row.Length && row[position] != _separator && !IsLineBreak(row[position]))
                {
                    return TextAfterQuoteMark;
                }
            }
            else
            {
                var length = row.Slice(position).IndexOfAny(_separator, CarriageReturn, LineFeed);
                position = length < 0 ? row.Length : position + length;
            }

            if (position == row.Length)
            {
                if (row.Length > MaximumRecordLength)
                {
                    return TooLongMark;
                }

                _readyEnd += position;
                return null;
            }

            position++;
            if (IsLineBreak(row[position - 1]))
            {
                _readyEnd += position;
                return null;
            }
        }
    }

    private void SkipBlanks(ReadOnlySpan<byte> row, ref int position)
    {
        while (position < row.Length && AsciiText.IsBlank(row[position]) && row[position] != _separator)
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
        while ((length = _buffer.AsSpan(_position, _end - _position).IndexOfAny(CarriageReturn, LineFeed)) < 0 && !_isComplete)
        {
            // One byte stays, so that there is room for the mark.
            _position = _end - 1;
            _readyEnd = _position;
            FillBuffer();
        }

        var lineEnd = length < 0 ? _end : _position + length;
        _position = lineEnd;
        if (mark is { } value)
        {
            _position--;
            _buffer[_position] = value;
        }

        _readyEnd = lineEnd;
        if (lineEnd + 1 >= _end && !_isComplete)
        {
            FillBuffer();
        }

        if (_readyEnd < _end)
        {
            _readyEnd += _buffer[_readyEnd] == CarriageReturn && _readyEnd + 1 < _end && _buffer[_readyEnd + 1] == LineFeed ? 2 : 1;
        }
    }
}
