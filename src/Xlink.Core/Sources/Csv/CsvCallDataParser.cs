using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xlink.Importing;
using Xlink.Sources.Clocks;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Reads the plain lines of call data; <see cref="CsvRowReader"/> takes what it finds.</summary>
internal sealed class CsvCallDataParser : CsvBlockParser
{
    private readonly int groupField;
    private readonly int subGroupField;
    private readonly int subGroupCount;
    private readonly int timeStampField;
    private readonly int dateField;
    private readonly int timeField;
    private readonly int weightField;
    private readonly bool wholeNumbers;
    private readonly WantedGroup?[] wanted;
    private readonly FieldNameTable groups;
    private readonly FieldNameTable? subGroups;
    private readonly CsvDayReader days;
    private readonly TimeStampFormat timeStamps;
    private readonly IntervalCalendar calendar;
    private readonly IntervalClock clock;

    // Of each group: the kind, group and interval of its last row, to find out whether rows are worth putting together, and where its sums are.
    private readonly long[] lastRows;
    private readonly long[] lastSums;
    private readonly byte[] lastTime = new byte[40];
    private int lastTimeLength;
    private ulong lastTimeEnd;
    private IntervalSlot lastSlot;

    // The last date, and the seconds after its midnight that are in the interval of the last row.
    private readonly CsvDayText lastDay = new();
    private int lastDayIndex;
    private int firstSecond;
    private int endSecond;
    private bool merges;
    private long parses;
    private long rows;
    private long rowsRepeated;
    private long allBits;

    /// <summary>Makes a parser.</summary>
    internal CsvCallDataParser(CsvCallDataSettings settings, WantedGroup?[] wanted, FieldNameTable groups, FieldNameTable? subGroups, IntervalClock clock, IntervalCalendar calendar)
        : base(settings.Separator, settings.ColumnNames.Count, maximumFound: Math.Max(5, wanted.Max(group => 4 + (group?.Columns.Length ?? 0))))
    {
        this.wanted = wanted;
        this.groups = groups;
        this.subGroups = subGroups;
        this.clock = clock;
        this.calendar = calendar;
        groupField = settings.GroupColumn - 1;
        subGroupField = settings.SubGroupColumn.GetValueOrDefault() - 1;
        subGroupCount = Math.Max(settings.SubGroups.Count, 1);
        timeStampField = settings.TimeStampColumn.GetValueOrDefault() - 1;
        dateField = settings.DateColumn.GetValueOrDefault() - 1;
        timeField = settings.TimeColumn.GetValueOrDefault() - 1;
        weightField = settings.AhtWeightColumn.GetValueOrDefault() - 1;
        wholeNumbers = settings.AhtColumn is null;
        days = new CsvDayReader(settings.DateOrder, calendar);
        timeStamps = new TimeStampFormat(settings.DateOrder);
        lastRows = new long[wanted.Length];
        lastSums = new long[wanted.Length];
    }

    /// <summary>Whether rows of the same group and interval may be put together, where there are many of them.</summary>
    internal bool MayMerge { get; set; } = true;

    /// <inheritdoc/>
    protected override void Begin()
    {
        merges &= MayMerge;
        parses++;
        rows = 0;
        rowsRepeated = 0;
        allBits = 0;
    }

    /// <inheritdoc/>
    protected override void Complete()
    {
        Block.LargestSum = rows * (allBits + 1.0);
        merges = rowsRepeated * 2 > rows;
    }

    [MethodImpl(HotCode.Optimized)]
    protected override bool TryReadFields(byte[] text)
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

    [MethodImpl(HotCode.Optimized)]
    private bool TryReadValues(byte[] text, WantedGroup wanted, int group, IntervalSlot slot)
    {
        var found = Block.Found;
        var start = Block.FoundCount;
        var first = start + (merges ? 2 : 1);
        var at = first;
        var bits = 0L;
        var isComplete = true;
        foreach (var column in wanted.Columns)
        {
            if (TryReadDigits(text, column.Column - 1, out var value))
            {
                value *= NumberFormat.One;
            }
            else if (!TryReadValue(Field(text, column.Column - 1), wholeNumbers, out value))
            {
                return false;
            }

            if (value == CsvRowReader.NoValue)
            {
                isComplete = false;
            }
            else
            {
                bits |= value ^ (value >> 63);
            }

            found[at++] = value;
        }

        if (wanted.HasAht)
        {
            var weight = 0L;
            if (weightField >= 0 && !TryReadWeight(text, wanted, found.AsSpan(first), out weight))
            {
                return false;
            }

            found[at++] = weight;
            var weighted = Weigh(wanted, found, first, weight);
            bits |= weight | (weighted ^ (weighted >> 63));
        }

        rows++;
        allBits |= bits;
        if (merges)
        {
            Merge(wanted, CsvBlock.Pack(CsvLineKind.Sums, group, slot.Day, slot.Interval), group, isComplete);
            return true;
        }

        var row = CsvBlock.Pack(CsvLineKind.Values, group, slot.Day, slot.Interval);
        rowsRepeated += lastRows[group] == row ? 1 : 0;
        lastRows[group] = row;
        found[start] = row;
        Block.FoundCount = at;
        return true;
    }

    /// <summary>Puts the row that was read together with one of the same group and interval, if there is one in the block.</summary>
    [MethodImpl(HotCode.Optimized)]
    private void Merge(WantedGroup wanted, long row, int group, bool isComplete)
    {
        var found = Block.Found;
        var start = Block.FoundCount;
        var count = wanted.Columns.Length;
        var sums = (int)lastSums[group];
        var weightedSum = wanted.HasAht ? Weigh(wanted, found, start + 2, found[start + 2 + count]) : 0;
        if (isComplete && lastSums[group] >> 32 == parses && found[sums] == row)
        {
            found[sums + 1]++;
            for (var i = 2; i < count + 2; i++)
            {
                found[sums + i] += found[start + i];
            }

            if (wanted.HasAht)
            {
                found[sums + 2 + count] += found[start + 2 + count];
                found[sums + 3 + count] += weightedSum;
            }

            rowsRepeated++;
            AddMerged();
            return;
        }

        found[start] = row;
        found[start + 1] = 1;
        Block.FoundCount = start + 2 + count;
        if (wanted.HasAht)
        {
            found[start + 3 + count] = weightedSum;
            Block.FoundCount += 2;
        }

        if (isComplete)
        {
            lastSums[group] = (parses << 32) | (uint)start;
        }
    }

    /// <summary>The average handling time × weight, which was found to be no large number.</summary>
    private static long Weigh(WantedGroup wanted, long[] values, int first, long weight)
    {
        if (weight != 0)
        {
            for (var i = 0; i < wanted.Columns.Length; i++)
            {
                if (wanted.Columns[i].IsAht && values[first + i] != CsvRowReader.NoValue)
                {
                    return values[first + i] * weight;
                }
            }
        }

        return 0;
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
        var written = Fields(text, first, last);
        var end = written.Length < sizeof(ulong) ? 0 : MemoryMarshal.Read<ulong>(written.Slice(written.Length - sizeof(ulong)));
        if (written.Length == lastTimeLength && end == lastTimeEnd && written.Length != 0 && written.SequenceEqual(lastTime.AsSpan(0, lastTimeLength)))
        {
            slot = lastSlot;
            return true;
        }

        // Or one in the same interval.
        var date = timeStampField >= 0 && written.Length >= lastDay.Length ? written.Slice(0, lastDay.Length) : Field(text, first);
        var hasDay = lastDay.Is(date);
        if (hasDay && TimeFormat.TryParse(timeStampField >= 0 ? written.Slice(lastDay.Length) : Field(text, last), out var second))
        {
            if (second >= firstSecond && second < endSecond)
            {
                slot = lastSlot;
                return true;
            }

            if (!TryLocate(lastDayIndex, second, out slot))
            {
                return false;
            }

            clock.FindInterval(lastDayIndex, second, out firstSecond, out endSecond);
        }
        else if (!(timeStampField >= 0 ? TryLocateTimeStamp(text, out slot) : TryLocateDateAndTime(text, out slot)))
        {
            return false;
        }
        else
        {
            endSecond = firstSecond;
        }

        if (written.Length <= lastTime.Length)
        {
            written.CopyTo(lastTime);
            (lastTimeLength, lastTimeEnd, lastSlot) = (written.Length, end, slot);
        }
        else
        {
            endSecond = firstSecond;
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
            // It begins with the date where there are no blanks before it.
            Keep(CsvTimeReader.FindDate(Field(text, timeStampField)), dayIndex);
            return TryLocate(dayIndex, seconds, out slot);
        }

        clock.TryLocate(dayIndex, seconds, value, out slot);
        return true;
    }

    /// <summary>Remembers a date and which day it is.</summary>
    private void Keep(ReadOnlySpan<byte> date, int dayIndex)
    {
        endSecond = firstSecond;
        if (lastDay.TryKeep(date))
        {
            lastDayIndex = dayIndex;
        }
    }

    [MethodImpl(HotCode.Optimized)]
    private bool TryLocateDateAndTime(byte[] text, out IntervalSlot slot)
    {
        slot = default;
        if (!days.TryRead(Field(text, dateField), out var dayIndex) || !TimeFormat.TryParse(Field(text, timeField), out var seconds))
        {
            return false;
        }

        if (timeField == dateField + 1)
        {
            Keep(Field(text, dateField), dayIndex);
        }

        return TryLocate(dayIndex, seconds, out slot);
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
}
