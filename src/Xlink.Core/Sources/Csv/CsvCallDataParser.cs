using System.Runtime.CompilerServices;
using System;
using System.Linq;
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
    private readonly byte[] lastTime = new byte[40];
    private int lastTimeLength;
    private IntervalSlot lastSlot;

    /// <summary>Makes a parser.</summary>
    internal CsvCallDataParser(CsvCallDataSettings settings, WantedGroup?[] wanted, FieldNameTable groups, FieldNameTable? subGroups, IntervalClock clock, IntervalCalendar calendar)
        : base(settings.Separator, settings.ColumnNames.Count, maximumFound: Math.Max(5, wanted.Max(group => 2 + (group?.Columns.Length ?? 0))))
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
        var at = Block.FoundCount;
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
            if (weightField >= 0 && !TryReadWeight(text, wanted, found.AsSpan(Block.FoundCount + 1), out found[at]))
            {
                return false;
            }

            at++;
        }

        Block.FoundCount = at;
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
        var written = Fields(text, first, last);
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
        return days.TryRead(Field(text, dateField), out var dayIndex)
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
}
