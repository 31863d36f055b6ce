using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>
/// Reads the plain lines of a block: those whose every field is understood at once. All others are left to the CSV parser and to the
/// reader of rows, which also say what is wrong with them. It knows nothing of what comes before the block, so blocks can be read at the same time.
/// </summary>
/// <param name="separator">The separator of the fields.</param>
/// <param name="expected">How many fields a line has.</param>
/// <param name="maximumFound">The most numbers that a line adds to <see cref="CsvBlock.Found"/>.</param>
/// <remarks>Dates, times and numbers have the same rules everywhere: <see cref="DateFormat"/>, <see cref="TimeFormat"/>, <see cref="NumberFormat"/>.</remarks>
internal abstract class CsvBlockParser(char separator, int expected, int maximumFound)
{
    // So many times a block may change to the CSV parser and back. After that the rest of it stays there: a change costs more than many rows.
    private const int MaximumChanges = 32;
    private const ulong LowBits = 0x0101010101010101;
    private const ulong HighBits = 0x8080808080808080;

    private readonly byte separator = (byte)separator;
    private readonly ulong separators = separator * LowBits;
    private readonly int[] starts = new int[expected];
    private readonly int[] ends = new int[expected];
    private CsvBlock block = null!;
    private int linesMerged;
    private bool hasQuotes;
    private bool hasCarriageReturns;

    /// <summary>The block that is being read.</summary>
    protected CsvBlock Block => this.block;

    /// <summary>Reads a block.</summary>
    [MethodImpl(HotCode.Optimized)]
    internal void Parse(CsvBlock block)
    {
        this.block = block;
        block.Parser = this;
        block.FoundCount = 0;
        linesMerged = 0;
        Begin();
        var text = block.Text;
        var all = text.AsSpan(0, block.Length);
        hasQuotes = all.IndexOf(CsvRecord.Quote) >= 0;
        hasCarriageReturns = all.IndexOf(CsvRecord.CarriageReturn) >= 0;
        var position = 0;
        var changes = 0;
        var recordsStart = -1;
        while (position < all.Length)
        {
            if (changes < MaximumChanges)
            {
                var length = all.Slice(position).IndexOf(CsvRecord.LineFeed);
                var end = length < 0 ? all.Length : position + length;
                block.Reserve(maximumFound + 5);
                if (TryReadLine(text, position, end))
                {
                    position = length < 0 ? end : end + 1;
                    recordsStart = -1;
                    continue;
                }
            }

            var start = position;
            var reason = CsvRecord.FindEnd(all.Slice(position), separator, out var recordLength, out var needsMore);
            if (needsMore && !block.IsLast)
            {
                break;
            }

            if (reason is { } skipped)
            {
                var line = all.Slice(position).IndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed);
                position = line < 0 ? all.Length : EndOfLine(all, position + line + 1);
                block.Reserve(4);
                AddLinesMerged();
                Add(CsvBlock.Pack(CsvLineKind.Skipped));
                Add((long)skipped);
                recordsStart = -1;
                continue;
            }

            position = EndOfLine(all, position + recordLength);
            if (recordsStart < 0)
            {
                changes++;
                block.Reserve(6);
                AddLinesMerged();
                recordsStart = block.FoundCount;
                Add(CsvBlock.Pack(CsvLineKind.Records));
                Add(start);
                Add(0);
                Add(0);
            }

            block.Found[recordsStart + 2] += position - start;
            block.Found[recordsStart + 3] += CountLines(all.Slice(start, position - start));
        }

        block.Reserve(2);
        AddLinesMerged();
        block.ParsedLength = position;
        Complete();
    }

    /// <summary>Is called before the first line of a block.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Is called after the last line of a block.</summary>
    protected virtual void Complete()
    {
    }

    /// <summary>Reads the fields of a line and adds what it finds to the block.</summary>
    /// <returns><see langword="false"/> if the line is not plain: nothing was added.</returns>
    protected abstract bool TryReadFields(byte[] text);

    /// <summary>A field of the line, counted from 0, with the blanks around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ReadOnlySpan<byte> Field(byte[] text, int field) => text.AsSpan(starts[field], ends[field] - starts[field]);

    /// <summary>Neighbouring fields of the line with what is between them.</summary>
    protected ReadOnlySpan<byte> Fields(byte[] text, int first, int last) => text.AsSpan(starts[first], ends[last] - starts[first]);

    /// <summary>A field of the line, counted from 0, without the blanks around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ReadOnlySpan<byte> TrimmedField(byte[] text, int field) => AsciiText.Trim(Field(text, field));

    /// <summary>Where a field is without the blanks around it.</summary>
    protected (int Start, int Length) Trim(byte[] text, int field)
    {
        var (start, end) = (starts[field], ends[field]);
        while (start < end && AsciiText.IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && AsciiText.IsBlank(text[end - 1]))
        {
            end--;
        }

        return (start, end - start);
    }

    /// <summary>The number that the field is, if it consists of one to eight digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool TryReadDigits(byte[] text, int field, out long number)
    {
        // There is text, or room for it, behind every field.
        var length = ends[field] - starts[field];
        number = 0;
        return (uint)(length - 1) < sizeof(ulong) && AsciiText.TryToNumber(MemoryMarshal.Read<ulong>(text.AsSpan(starts[field])), length, out number);
    }

    /// <summary>Says that the line was put together with one before: nothing was added for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void AddMerged() => linesMerged++;

    /// <summary>Adds a number to what was found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Add(long number) => block.Found[block.FoundCount++] = number;

    // Whoever takes what was found counts lines.
    private void AddLinesMerged()
    {
        if (linesMerged > 0)
        {
            Add(CsvBlock.Pack(CsvLineKind.Lines));
            Add(linesMerged);
            linesMerged = 0;
        }
    }

    /// <summary>Behind the line feed too, if the line ends with both.</summary>
    private static int EndOfLine(ReadOnlySpan<byte> all, int position)
        => position < all.Length && all[position] == CsvRecord.LineFeed && all[position - 1] == CsvRecord.CarriageReturn ? position + 1 : position;

    private static int CountLines(ReadOnlySpan<byte> record)
    {
        var lines = 0;
        while (!record.IsEmpty)
        {
            var length = record.IndexOfAny(CsvRecord.CarriageReturn, CsvRecord.LineFeed);
            if (length < 0)
            {
                return lines + 1;
            }

            lines++;
            record = record.Slice(EndOfLine(record, length + 1));
        }

        return lines;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadLine(byte[] text, int start, int end)
    {
        // A second byte order mark is the CSV parser's: it removes one at the top of a file, and nowhere else.
        if (end - start > CsvRecord.MaximumLength || (text[start] == 0xEF && text[start + 1] == 0xBB && text[start + 2] == 0xBF))
        {
            return false;
        }

        if (hasCarriageReturns)
        {
            if (end > start && text[end - 1] == CsvRecord.CarriageReturn && (end < block.Length || !block.IsLast))
            {
                end--;
            }

            if (text.AsSpan(start, end - start).IndexOf(CsvRecord.CarriageReturn) >= 0)
            {
                return false;
            }
        }

        if (end == start)
        {
            Add(CsvBlock.Pack(CsvLineKind.Empty));
            return true;
        }

        return (hasQuotes ? TrySplitQuoted(text, start, end) : TrySplit(text, start, end)) && TryReadFields(text);
    }

    [MethodImpl(HotCode.Optimized)]
    private unsafe bool TrySplit(byte[] text, int start, int end)
    {
        var count = 0;
        var fieldStart = start;
        fixed (byte* first = text)
        {
            for (var position = start; position < end; position += sizeof(ulong))
            {
                // A byte of it has its high bit where the text has a separator.
                var difference = *(ulong*)(first + position) ^ separators;
                var found = ~(((difference & ~HighBits) + ~HighBits) | difference) & HighBits;
                while (found != 0)
                {
                    var at = position + (int)(unchecked((((found - 1) & ~found & LowBits) * LowBits) >> 56)) - 1;
                    if (at >= end)
                    {
                        break;
                    }

                    if (!TakeField(text, ref count, fieldStart, at))
                    {
                        return false;
                    }

                    fieldStart = at + 1;
                    found &= found - 1;
                }
            }
        }

        return TakeField(text, ref count, fieldStart, end) && count >= expected;
    }

    // Simple quotes only: around a whole field, without blanks before them, and no quote inside.
    [MethodImpl(HotCode.Optimized)]
    private bool TrySplitQuoted(byte[] text, int start, int end)
    {
        var count = 0;
        while (true)
        {
            int fieldEnd;
            int next;
            if (start < end && text[start] == CsvRecord.Quote)
            {
                start++;
                var length = text.AsSpan(start, end - start).IndexOf(CsvRecord.Quote);
                fieldEnd = start + length;
                next = fieldEnd + 1;
                if (length < 0 || (next < end && text[next] != separator))
                {
                    return false;
                }
            }
            else
            {
                var length = text.AsSpan(start, end - start).IndexOfAny(separator, CsvRecord.Quote);
                next = length < 0 ? end : start + length;
                fieldEnd = next;
                if (next < end && text[next] == CsvRecord.Quote)
                {
                    return false;
                }
            }

            if (!TakeField(text, ref count, start, fieldEnd))
            {
                return false;
            }

            if (next == end)
            {
                return count >= expected;
            }

            start = next + 1;
        }
    }

    // Empty columns at the end do not count.
    [MethodImpl(HotCode.Optimized)]
    private bool TakeField(byte[] text, ref int count, int start, int end)
    {
        if (count < starts.Length)
        {
            starts[count] = start;
            ends[count] = end;
            count++;
            return true;
        }

        return AsciiText.Trim(text.AsSpan(start, end - start)).IsEmpty;
    }
}
