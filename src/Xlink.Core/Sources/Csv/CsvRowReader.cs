using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using CsvHelper;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Clocks;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Turns the rows of CSV files into call data: finds day, interval and group of each and adds its values up.</summary>
/// <remarks>
/// [Our reading] A row is malformed as a whole: if one of its wanted values is not a number, none of them counts. Values of rows that
/// nobody asked for are not looked at. An empty field is no data. An empty weight is 0.
/// </remarks>
internal sealed class CsvRowReader : ICsvBlockRows
{
    /// <summary>Stands for an empty field.</summary>
    internal const long NoValue = long.MinValue;

    // Value × weight beyond this is a mistake in the file: some 10 million seconds for 100,000 calls in one row.
    private const long MaximumWeightedValue = 1_000_000_000_000 * NumberFormat.One;
    private const int MaximumSamples = 50;

    // Well below what a sum can be.
    private const double MaximumSum = 1L << 62;

    private readonly CsvCallDataSettings settings;
    private readonly CallDataAccumulator values;
    private readonly IntervalCalendar calendar;
    private readonly CsvColumns columns;
    private readonly WantedGroup?[] wantedGroups;
    private readonly long[] rowValues;
    private readonly bool wholeNumbers;
    private readonly CsvDayReader days;
    private readonly TimeStampFormat timeStamps;
    private readonly IntervalClock clock;
    private readonly RowOrder? order;
    private readonly CsvRecordReader records;
    private readonly FieldSamples timeSamples = new(MaximumSamples);

    // Days of the current file as positions in the calendar.
    private int firstDay;
    private int lastDay;
    private IntervalSlot lastSlot;
    private long lastRow;
    private int second;

    // No sum of all values so far, in whatever order, is further from 0.
    private double largestSum;

    /// <summary>Makes a reader for one request.</summary>
    internal CsvRowReader(
        CsvCallDataSettings settings, IReadOnlyList<SourceSeries> series, CallDataAccumulator values, SkippedRows skippedRows)
    {
        this.settings = settings;
        this.values = values;
        calendar = values.Calendar;
        columns = new CsvColumns(settings.ColumnNames, skippedRows);
        wholeNumbers = settings.AhtColumn is null;
        days = new CsvDayReader(settings.DateOrder, calendar);
        timeStamps = new TimeStampFormat(settings.DateOrder);
        clock = new IntervalClock(settings.TimeZone, calendar);
        Groups = new CsvGroups(settings.GroupColumn, settings.Groups);
        SubGroups = settings.SubGroupColumn is { } column ? new CsvGroups(column, settings.SubGroups) : null;
        wantedGroups = WantedGroup.Find(settings, series);
        rowValues = new long[wantedGroups.Max(group => group?.Columns.Length ?? 0) + 1];
        records = new CsvRecordReader(this, settings.Separator);
        order = clock.RepeatsTimes ? new RowOrder(wantedGroups.Length, settings.IntervalMinutes * 60) : null;
    }

    /// <summary>Is told each line that is used; lines are then read one by one.</summary>
    internal Action<SourceCall>? LineRead { get; init; }

    /// <summary>The groups found.</summary>
    internal CsvGroups Groups { get; }

    /// <summary>The sub-groups found, if there are any.</summary>
    internal CsvGroups? SubGroups { get; }

    /// <summary>Some dates or timestamps that could not be read or lie outside the wanted days, as the files have them.</summary>
    internal IReadOnlyList<string> TimeSamples => timeSamples.Texts;

    /// <summary>The columns that the rows have.</summary>
    internal CsvColumns Columns => columns;

    /// <inheritdoc/>
    public long RowsRead { get; private set; }

    /// <inheritdoc/>
    public long RowsUsed { get; private set; }

    /// <inheritdoc/>
    public long RowsOfOtherDays { get; private set; }

    internal long RowsOfUnknownGroups { get; private set; }

    /// <inheritdoc/>
    public SkippedRows SkippedRows => columns.SkippedRows;

    /// <inheritdoc/>
    public DateInterval? FileDays => firstDay <= lastDay ? new DateInterval(calendar.GetDate(firstDay), calendar.GetDate(lastDay)) : null;

    /// <inheritdoc/>
    public Instant? LastIntervalEnd => lastSlot.Interval < 0 ? null : calendar.Days[lastSlot.Day].GetEnd(lastSlot.Interval).ToInstant();

    /// <inheritdoc/>
    public void BeginFile(string path)
    {
        columns.BeginFile(path);
        order?.BeginFile();
        firstDay = int.MaxValue;
        lastDay = int.MinValue;
        lastSlot = new IntervalSlot(-1, -1);
        lastRow = 0;
    }

    /// <inheritdoc/>
    public void Read(CsvReader row)
    {
        if (!columns.AreIn(row) || !TryLocate(row, out var slot))
        {
            return;
        }

        if (slot.Interval < 0)
        {
            AddDay(slot.Day);
            RowsOfOtherDays++;
            AddTimeSample(row);
            return;
        }

        AddSlot(slot);
        var group = FindGroup(row);
        if (group < 0)
        {
            RowsRead++;
            RowsOfUnknownGroups++;
        }
        else if (wantedGroups[group] is not { } wanted)
        {
            RowsRead++;
        }
        else if (TryReadValues(row, wanted.Columns) && TryReadWeight(row, wanted, out var weight))
        {
            RowsRead++;
            RowsUsed++;
            rowValues[wanted.Columns.Length] = weight;
            NoteSum(wanted, weight);
            AddValues(wanted, rowValues, slot);
            LineRead?.Invoke(ToCall(wanted, slot));
        }
    }

    /// <inheritdoc/>
    public long LinesBefore
    {
        set => columns.LinesBefore = value;
    }

    /// <inheritdoc/>
    public CsvBlockParser? CreateParser() => wantedGroups.Length > CsvBlock.MaximumGroups || LineRead is not null
        ? null
        : new CsvCallDataParser(settings, wantedGroups, Groups.CreateTable(), SubGroups?.CreateTable(), clock.Copy(), calendar);

    /// <inheritdoc/>
    [MethodImpl(HotCode.Optimized)]
    public void Read(CsvBlock block, ref long lines)
    {
        // Where a sum might become too large, the row that makes it so is to be named.
        largestSum += block.LargestSum;
        if (largestSum >= MaximumSum && block.Parser is CsvCallDataParser { MayMerge: true } parser)
        {
            parser.MayMerge = false;
            parser.Parse(block);
        }

        var found = block.Found.AsSpan(0, block.FoundCount);
        var at = 0;
        while (at < found.Length)
        {
            var line = found[at++];
            lines++;
            switch (CsvBlock.KindOf(line))
            {
                case CsvLineKind.Sums:
                    at += AddSums(line, found.Slice(at));
                    break;
                case CsvLineKind.Lines:
                    lines += found[at++] - 1;
                    break;
                case CsvLineKind.Values:
                    AddRow(line);
                    RowsUsed++;
                    var group = wantedGroups[CsvBlock.GroupOf(line)]!;
                    AddValues(group, found.Slice(at), new IntervalSlot(CsvBlock.DayOf(line), CsvBlock.IntervalOf(line)));
                    at += group.Columns.Length + (group.HasAht ? 1 : 0);
                    break;
                case CsvLineKind.Unwanted:
                    AddRow(line);
                    break;
                case CsvLineKind.UnknownGroup:
                    AddUnknown(line, block.Text.AsSpan((int)found[at], (int)found[at + 1]));
                    at += 2;
                    break;
                case CsvLineKind.OtherDay:
                    AddDay((int)found[at]);
                    RowsOfOtherDays++;
                    timeSamples.Add(block.Text.AsSpan((int)found[at + 1], (int)found[at + 2]));
                    at += 3;
                    break;
                case CsvLineKind.Skipped:
                    LinesBefore = lines - 1;
                    columns.Skip(1, (SkipReason)found[at]);
                    at++;
                    break;
                case CsvLineKind.Records:
                    lines--;
                    records.Read(block, found.Slice(at), ref lines);
                    at += 3;
                    break;
            }
        }
    }

    /// <summary>The column of a value that is too large to be weighed; <see langword="null"/> if there is none.</summary>
    internal static int? FindUnweighable(WantedGroup wanted, ReadOnlySpan<long> values, long weight)
    {
        for (var i = 0; i < wanted.Columns.Length; i++)
        {
            if (wanted.Columns[i].IsAht && values[i] != NoValue && weight > 0 && Math.Abs(values[i]) > MaximumWeightedValue / weight)
            {
                return wanted.Columns[i].Column;
            }
        }

        return null;
    }

    /// <summary>Takes rows that were put together; returns how many numbers they have.</summary>
    [MethodImpl(HotCode.Optimized)]
    private int AddSums(long line, ReadOnlySpan<long> found)
    {
        var group = wantedGroups[CsvBlock.GroupOf(line)]!;
        var slot = new IntervalSlot(CsvBlock.DayOf(line), CsvBlock.IntervalOf(line));
        var rows = found[0];
        var sums = found.Slice(1, group.Columns.Length);
        var (weights, weightedSum) = group.HasAht ? (found[sums.Length + 1], found[sums.Length + 2]) : (0, 0);
        AddRow(line);
        RowsRead += rows - 1;
        RowsUsed += rows;
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] != NoValue)
            {
                values.Add(group.Columns[i].Series, slot, new RowSums(sums[i], weightedSum, weights, (int)rows));
            }
        }

        return 1 + sums.Length + (group.HasAht ? 2 : 0);
    }

    [MethodImpl(HotCode.Optimized)]
    private void AddRow(long line)
    {
        RowsRead++;
        if (line == lastRow)
        {
            return;
        }

        lastRow = line;
        var group = CsvBlock.GroupOf(line);
        Groups.AddKnown(SubGroups is null ? group : group / settings.SubGroups.Count);
        SubGroups?.AddKnown(group % settings.SubGroups.Count);
        AddSlot(new IntervalSlot(CsvBlock.DayOf(line), CsvBlock.IntervalOf(line)));
    }

    private void AddUnknown(long line, ReadOnlySpan<byte> name)
    {
        RowsRead++;
        RowsOfUnknownGroups++;
        AddSlot(new IntervalSlot(CsvBlock.DayOf(line), CsvBlock.IntervalOf(line)));
        var above = CsvBlock.GroupOf(line);
        if (above == 0)
        {
            Groups.AddUnknown(name);
        }
        else
        {
            Groups.AddKnown(above - 1);
            SubGroups!.AddUnknown(name);
        }
    }

    private void AddDay(int day)
    {
        firstDay = Math.Min(firstDay, day);
        lastDay = Math.Max(lastDay, day);
    }

    [MethodImpl(HotCode.Optimized)]
    private void AddSlot(IntervalSlot slot)
    {
        AddDay(slot.Day);
        if (slot.Day > lastSlot.Day || (slot.Day == lastSlot.Day && slot.Interval > lastSlot.Interval))
        {
            lastSlot = slot;
        }
    }

    [MethodImpl(HotCode.Optimized)]
    private void AddValues(WantedGroup group, ReadOnlySpan<long> found, IntervalSlot slot)
    {
        var weight = group.HasAht ? found[group.Columns.Length] : 0;
        for (var i = 0; i < group.Columns.Length; i++)
        {
            if (found[i] != NoValue)
            {
                values.Add(group.Columns[i].Series, slot, found[i], weight);
            }
        }
    }

    private void NoteSum(WantedGroup wanted, long weight)
    {
        for (var i = 0; i < wanted.Columns.Length; i++)
        {
            largestSum += rowValues[i] == NoValue ? 0 : Math.Abs((double)rowValues[i]) * Math.Max(weight, 1);
        }

        largestSum += weight;
    }

    private bool TryLocate(CsvReader row, out IntervalSlot slot)
        => settings.TimeStampColumn is { } column ? TryLocateTimeStamp(row, column, out slot) : TryLocateDateAndTime(row, out slot);

    private bool TryLocateTimeStamp(CsvReader row, int column, out IntervalSlot slot)
    {
        slot = default;
        if (!timeStamps.TryParse(row.GetSpan(column - 1), out var date, out var seconds, out var offset))
        {
            AddTimeSample(row);
            columns.Skip(row, column, SkipReason.TimeStamp, nameof(Messages.SourceSkipTimeStamp), CsvKeys.DateOrder);
            return false;
        }

        if (offset is { } value)
        {
            second = seconds;
            clock.TryLocate(calendar.GetDayIndex(date), seconds, value, out slot);
        }
        else
        {
            slot = Locate(row, calendar.GetDayIndex(date), seconds);
        }

        return true;
    }

    private bool TryLocateDateAndTime(CsvReader row, out IntervalSlot slot)
    {
        slot = default;
        var dateColumn = settings.DateColumn.GetValueOrDefault();
        var timeColumn = settings.TimeColumn.GetValueOrDefault();
        if (!days.TryRead(row.GetSpan(dateColumn - 1), out var dayIndex))
        {
            AddTimeSample(row);
            columns.Skip(row, dateColumn, SkipReason.Date, nameof(Messages.SourceSkipDate), CsvKeys.DateOrder);
            return false;
        }

        if (!TimeFormat.TryParse(row.GetSpan(timeColumn - 1), out var seconds))
        {
            columns.Skip(row, timeColumn, SkipReason.Time, nameof(Messages.SourceSkipTime));
            return false;
        }

        slot = Locate(row, dayIndex, seconds);
        return true;
    }

    private IntervalSlot Locate(CsvReader row, int dayIndex, int second)
    {
        clock.Adjust(ref dayIndex, ref second);
        clock.TryLocate(dayIndex, second, IsLater(row, dayIndex, second), out var slot);
        this.second = second;
        return slot;
    }

    // Offsets are whole intervals, so that the clock says how far a time is in its interval.
    private SourceCall ToCall(WantedGroup wanted, IntervalSlot slot)
    {
        var length = settings.IntervalMinutes * 60;
        var moment = calendar.Days[slot.Day].GetStart(slot.Interval).ToInstant() + Duration.FromSeconds(((second % length) + length) % length);
        var read = new Dictionary<int, decimal>();
        for (var i = 0; i < wanted.Columns.Length; i++)
        {
            if (rowValues[i] != NoValue)
            {
                read.Add(wanted.Columns[i].Series, (decimal)rowValues[i] / NumberFormat.One);
            }
        }

        return new SourceCall(moment, slot, read);
    }

    private bool IsLater(CsvReader row, int dayIndex, int second)
        => clock.FindDayWithRepeatedTimes(dayIndex) is { } day && FindGroup(row) is >= 0 and var group && order!.IsLater(group, dayIndex, day, second);

    private int FindGroup(CsvReader row)
    {
        var group = Groups.Find(row);
        if (group < 0 || SubGroups is null)
        {
            return group;
        }

        var subGroup = SubGroups.Find(row);
        return subGroup < 0 ? -1 : (group * settings.SubGroups.Count) + subGroup;
    }

    private bool TryReadValues(CsvReader row, WantedColumn[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (!TryReadValue(row, columns[i].Column, wholeNumbers, out rowValues[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadWeight(CsvReader row, WantedGroup wanted, out long weight)
    {
        weight = 0;
        if (!wanted.HasAht || settings.AhtWeightColumn is not { } weightColumn)
        {
            return true;
        }

        if (!TryReadValue(row, weightColumn, wholeNumber: true, out var value))
        {
            return false;
        }

        weight = value == NoValue ? 0 : value / NumberFormat.One;
        if (weight < 0)
        {
            columns.Skip(row, weightColumn, SkipReason.Number, nameof(Messages.SourceSkipNumber));
            return false;
        }

        if (FindUnweighable(wanted, rowValues, weight) is { } unweighable)
        {
            columns.Skip(row, unweighable, SkipReason.Number, nameof(Messages.SourceSkipNumber));
            return false;
        }

        return true;
    }

    private bool TryReadValue(CsvReader row, int column, bool wholeNumber, out long value)
    {
        var field = row.GetSpan(column - 1);
        if (field.IsEmpty)
        {
            value = NoValue;
            return true;
        }

        if (NumberFormat.TryParse(field, wholeNumber, out value))
        {
            return true;
        }

        columns.Skip(row, column, SkipReason.Number, nameof(Messages.SourceSkipNumber));
        return false;
    }

    private void AddTimeSample(CsvReader row)
        => timeSamples.Add(row.GetSpan((settings.TimeStampColumn ?? settings.DateColumn.GetValueOrDefault()) - 1));
}
