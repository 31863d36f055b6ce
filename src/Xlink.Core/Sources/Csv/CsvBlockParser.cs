using System.Runtime.CompilerServices;
using System;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Clocks;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Reads the plain lines of a block: those whose every field is understood at once. All others are left to the CSV parser and to
/// <see cref="CsvRowReader"/>, which also say what is wrong with them. It knows nothing of what comes before the block, so blocks can be read at the same time.
/// </summary>
/// <remarks>Dates, times and numbers have the same rules everywhere: <see cref="DateFormat"/>, <see cref="TimeFormat"/>, <see cref="NumberFormat"/>.</remarks>
internal sealed class CsvBlockParser
{
    // So many times a block may change to the CSV parser and back. After that the rest of it stays there: a change costs more than many rows.
    private const int MaximumChanges = 32;
    private const ulong LowBits = 0x0101010101010101;
    private const ulong HighBits = 0x8080808080808080;

    private readonly byte separator;
    private readonly ulong separators;
    private readonly int expected;
    private readonly int groupField;
    private readonly int subGroupField;
    private readonly int subGroupCount;
    private readonly int timeStampField;
    private readonly int dateField;
    private readonly int timeField;
    private readonly int weightField;
    private readonly bool wholeNumbers;
    private readonly int maximumFound;
    private readonly WantedGroup?[] wanted;
    private readonly FieldNameTable groups;
    private readonly FieldNameTable? subGroups;
    private readonly DateFormat dates;
    private readonly TimeStampFormat timeStamps;
    private readonly IntervalCalendar calendar;
    private readonly IntervalClock clock;
    private readonly int[] starts;
    private readonly int[] ends;
    private readonly byte[] lastDate = new byte[16];
    private readonly byte[] lastTime = new byte[40];
    private int lastDateLength;
    private int lastDayIndex;
    private int lastTimeLength;
    private IntervalSlot lastSlot;

    private CsvBlock block;
    private bool hasQuotes;
    private bool hasCarriageReturns;

    /// <summary>Makes a parser.</summary>
    internal CsvBlockParser(CsvCallDataSettings settings, WantedGroup?[] wanted, FieldNameTable groups, FieldNameTable? subGroups, IntervalClock clock, IntervalCalendar calendar)
    {
        this.wanted = wanted;
        this.groups = groups;
        this.subGroups = subGroups;
        this.clock = clock;
        this.calendar = calendar;
        separator = (byte)settings.Separator;
        separators = separator * LowBits;
        expected = settings.ColumnNames.Count;
        groupField = settings.GroupColumn - 1;
        subGroupField = settings.SubGroupColumn.GetValueOrDefault() - 1;
        subGroupCount = Math.Max(settings.SubGroups.Count, 1);
        timeStampField = settings.TimeStampColumn.GetValueOrDefault() - 1;
        dateField = settings.DateColumn.GetValueOrDefault() - 1;
        timeField = settings.TimeColumn.GetValueOrDefault() - 1;
        weightField = settings.AhtWeightColumn.GetValueOrDefault() - 1;
        wholeNumbers = settings.AhtColumn is null;
        dates = new DateFormat(settings.DateOrder);
        timeStamps = new TimeStampFormat(settings.DateOrder);
        starts = new int[expected];
        ends = new int[expected];
        maximumFound = 5;
        foreach (var group in wanted)
        {
            maximumFound = Math.Max(maximumFound, 2 + (group?.Columns.Length ?? 0));
        }

        block = null!;
    }

    /// <summary>Reads a block.</summary>
    [MethodImpl(HotCode.Optimized)]
    internal void Parse(CsvBlock block)
    {
        this.block = block;
        block.FoundCount = 0;
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
                block.Reserve(2);
                Add(CsvBlock.Pack(CsvLineKind.Skipped));
                Add((long)skipped);
                recordsStart = -1;
                continue;
            }

            position = EndOfLine(all, position + recordLength);
            if (recordsStart < 0)
            {
                changes++;
                block.Reserve(4);
                recordsStart = block.FoundCount;
                Add(CsvBlock.Pack(CsvLineKind.Records));
                Add(start);
                Add(0);
                Add(0);
            }

            block.Found[recordsStart + 2] += position - start;
            block.Found[recordsStart + 3] += CountLines(all.Slice(start, position - start));
        }

        block.ParsedLength = position;
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

    private void Add(long number) => block.Found[block.FoundCount++] = number;

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadLine(byte[] text, int start, int end)
    {
        if (end - start > CsvRecord.MaximumLength)
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

    private ReadOnlySpan<byte> Field(byte[] text, int field) => text.AsSpan(starts[field], ends[field] - starts[field]);

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadFields(byte[] text)
    {
        if (!TryLocate(text, out var slot))
        {
            return false;
        }

        if (slot.Interval < 0)
        {
            var date = Trim(text, timeStampField >= 0 ? timeStampField : dateField);
            Add(CsvBlock.Pack(CsvLineKind.OtherDay));
            Add(slot.Day);
            Add(date.Start);
            Add(date.Length);
            return true;
        }

        if (!TryFind(groups, text, groupField, out var group, out var name))
        {
            AddUnknown(above: 0, slot, name);
            return true;
        }

        if (subGroups is { } level)
        {
            if (!TryFind(level, text, subGroupField, out var subGroup, out name))
            {
                AddUnknown(group + 1, slot, name);
                return true;
            }

            group = (group * subGroupCount) + subGroup;
        }

        if (wanted[group] is { } columns)
        {
            return TryReadValues(text, columns, group, slot);
        }

        Add(CsvBlock.Pack(CsvLineKind.Unwanted, group, slot.Day, slot.Interval));
        return true;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryFind(FieldNameTable level, byte[] text, int field, out int group, out (int Start, int Length) name)
    {
        name = default;
        group = level.Find(Field(text, field));
        if (group >= 0)
        {
            return true;
        }

        name = Trim(text, field);
        group = level.Find(text.AsSpan(name.Start, name.Length));
        return group >= 0;
    }

    private void AddUnknown(int above, IntervalSlot slot, (int Start, int Length) name)
    {
        Add(CsvBlock.Pack(CsvLineKind.UnknownGroup, above, slot.Day, slot.Interval));
        Add(name.Start);
        Add(name.Length);
    }

    private (int Start, int Length) Trim(byte[] text, int field)
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

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadValues(byte[] text, WantedGroup wanted, int group, IntervalSlot slot)
    {
        var found = block.Found;
        var at = block.FoundCount;
        found[at++] = CsvBlock.Pack(CsvLineKind.Values, group, slot.Day, slot.Interval);
        foreach (var column in wanted.Columns)
        {
            if (!TryReadValue(Field(text, column.Column - 1), wholeNumbers, out found[at]))
            {
                return false;
            }

            at++;
        }

        if (wanted.HasAht)
        {
            found[at] = 0;
            if (weightField >= 0 && !TryReadWeight(text, wanted, found.AsSpan(block.FoundCount + 1), out found[at]))
            {
                return false;
            }

            at++;
        }

        block.FoundCount = at;
        return true;
    }

    [MethodImpl(HotCode.Optimized)]
    private static bool TryReadValue(ReadOnlySpan<byte> field, bool wholeNumber, out long value)
    {
        if (NumberFormat.TryParse(field, wholeNumber, out value))
        {
            return true;
        }

        value = CsvRowReader.NoValue;
        return AsciiText.Trim(field).IsEmpty;
    }

    private bool TryReadWeight(byte[] text, WantedGroup wanted, ReadOnlySpan<long> values, out long weight)
    {
        if (!TryReadValue(Field(text, weightField), wholeNumber: true, out weight))
        {
            return false;
        }

        weight = weight == CsvRowReader.NoValue ? 0 : weight / NumberFormat.One;
        return weight >= 0 && CsvRowReader.FindUnweighable(wanted, values, weight) is null;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryLocate(byte[] text, out IntervalSlot slot)
    {
        var (first, last) = timeStampField >= 0 ? (timeStampField, timeStampField) : (dateField, timeField);
        if (timeStampField < 0 && timeField != dateField + 1)
        {
            return TryLocateDateAndTime(text, out slot);
        }

        // Neighbouring rows mostly have the same time.
        var written = text.AsSpan(starts[first], ends[last] - starts[first]);
        if (written.Length != 0 && written.SequenceEqual(lastTime.AsSpan(0, lastTimeLength)))
        {
            slot = lastSlot;
            return true;
        }

        if (!(timeStampField >= 0 ? TryLocateTimeStamp(text, out slot) : TryLocateDateAndTime(text, out slot)))
        {
            return false;
        }

        if (written.Length <= lastTime.Length)
        {
            written.CopyTo(lastTime);
            lastTimeLength = written.Length;
            lastSlot = slot;
        }

        return true;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryLocateTimeStamp(byte[] text, out IntervalSlot slot)
    {
        slot = default;
        if (!timeStamps.TryParse(Field(text, timeStampField), out var date, out var seconds, out var offset))
        {
            return false;
        }

        var dayIndex = calendar.GetDayIndex(date);
        if (offset is not { } value)
        {
            return TryLocate(dayIndex, seconds, out slot);
        }

        clock.TryLocate(dayIndex, seconds, value, out slot);
        return true;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryLocateDateAndTime(byte[] text, out IntervalSlot slot)
    {
        slot = default;
        return TryGetDayIndex(Field(text, dateField), out var dayIndex)
            && TimeFormat.TryParse(Field(text, timeField), out var seconds)
            && TryLocate(dayIndex, seconds, out slot);
    }

    // Which of two moments a time means that the clock shows twice can be told only in the order of the rows.
    [MethodImpl(HotCode.Optimized)]
    private bool TryLocate(int dayIndex, int second, out IntervalSlot slot)
    {
        clock.Adjust(ref dayIndex, ref second);
        if (clock.FindDayWithRepeatedTimes(dayIndex) is not null)
        {
            slot = default;
            return false;
        }

        clock.TryLocate(dayIndex, second, later: false, out slot);
        return true;
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryGetDayIndex(ReadOnlySpan<byte> field, out int dayIndex)
    {
        if (!field.IsEmpty && field.SequenceEqual(lastDate.AsSpan(0, lastDateLength)))
        {
            dayIndex = lastDayIndex;
            return true;
        }

        dayIndex = 0;
        if (!dates.TryParse(field, out LocalDate date))
        {
            return false;
        }

        dayIndex = calendar.GetDayIndex(date);
        if (field.Length <= lastDate.Length)
        {
            field.CopyTo(lastDate);
            lastDateLength = field.Length;
            lastDayIndex = dayIndex;
        }

        return true;
    }
}
