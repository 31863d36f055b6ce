using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
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
internal sealed class CsvRowReader : ICsvRows
{
    private const long NoValue = long.MinValue;

    // Value × weight beyond this is a mistake in the file: some 10 million seconds for 100,000 calls in one row.
    private const long MaximumWeightedValue = 1_000_000_000_000 * NumberFormat.One;
    private const int MaximumSamples = 50;

    private readonly CsvCallDataSettings settings;
    private readonly CallDataAccumulator values;
    private readonly IntervalCalendar calendar;
    private readonly CsvColumns columns;
    private readonly WantedGroup?[] wanted;
    private readonly long[] row;
    private readonly bool wholeNumbers;
    private readonly DateFormat dates;
    private readonly TimeStampFormat timeStamps;
    private readonly IntervalClock clock;
    private readonly RowOrder? order;
    private readonly byte[] lastDate = new byte[16];
    private readonly FieldSamples timeSamples = new(MaximumSamples);
    private int lastDateLength;
    private int lastDayIndex;

    // Days of the current file as positions in the calendar.
    private int firstDay;
    private int lastDay;
    private IntervalSlot lastSlot;

    /// <summary>Makes a reader for one request.</summary>
    internal CsvRowReader(
        CsvCallDataSettings settings, IReadOnlyList<SourceSeries> series, CallDataAccumulator values, SkippedRows skippedRows)
    {
        this.settings = settings;
        this.values = values;
        calendar = values.Calendar;
        this.columns = new CsvColumns(settings.ColumnNames, skippedRows);
        wholeNumbers = settings.AhtColumn is null;
        dates = new DateFormat(settings.DateOrder);
        timeStamps = new TimeStampFormat(settings.DateOrder);
        clock = new IntervalClock(settings.TimeZone, calendar);
        Groups = new CsvGroups(settings.GroupColumn, settings.Groups);
        SubGroups = settings.SubGroupColumn is { } column ? new CsvGroups(column, settings.SubGroups) : null;
        this.wanted = FindWantedGroups(settings, series);
        this.row = new long[this.wanted.Max(group => group?.Columns.Length ?? 0)];
        order = clock.RepeatsTimes ? new RowOrder(this.wanted.Length, settings.IntervalMinutes * 60) : null;
    }

    /// <summary>The groups found.</summary>
    internal CsvGroups Groups { get; }

    /// <summary>The sub-groups found, if there are any.</summary>
    internal CsvGroups? SubGroups { get; }

    /// <summary>Some dates or timestamps that could not be read or lie outside the wanted days, as the files have them.</summary>
    internal IReadOnlyList<string> TimeSamples => timeSamples.Texts;

    /// <summary>The columns that the rows have.</summary>
    internal CsvColumns Columns => this.columns;

    /// <inheritdoc/>
    public long RowsRead { get; private set; }

    /// <inheritdoc/>
    public long RowsUsed { get; private set; }

    /// <inheritdoc/>
    public long RowsOfOtherDays { get; private set; }

    internal long RowsOfUnknownGroups { get; private set; }

    /// <inheritdoc/>
    public SkippedRows SkippedRows => this.columns.SkippedRows;

    /// <inheritdoc/>
    public DateInterval? FileDays => firstDay <= lastDay ? new DateInterval(calendar.GetDate(firstDay), calendar.GetDate(lastDay)) : null;

    /// <inheritdoc/>
    public Instant? LastIntervalEnd => lastSlot.Interval < 0 ? null : calendar.Days[lastSlot.Day].GetEnd(lastSlot.Interval).ToInstant();

    /// <inheritdoc/>
    public void BeginFile(string path)
    {
        this.columns.BeginFile(path);
        order?.BeginFile();
        firstDay = int.MaxValue;
        lastDay = int.MinValue;
        lastSlot = new IntervalSlot(-1, -1);
    }

    /// <inheritdoc/>
    public void Read(CsvReader row)
    {
        if (!this.columns.AreIn(row) || !TryLocate(row, out var slot))
        {
            return;
        }

        firstDay = Math.Min(firstDay, slot.Day);
        lastDay = Math.Max(lastDay, slot.Day);
        if (slot.Interval < 0)
        {
            RowsOfOtherDays++;
            AddTimeSample(row);
            return;
        }

        if ((slot.Day, slot.Interval).CompareTo((lastSlot.Day, lastSlot.Interval)) > 0)
        {
            lastSlot = slot;
        }

        var group = FindGroup(row);
        if (group < 0)
        {
            RowsRead++;
            RowsOfUnknownGroups++;
        }
        else if (this.wanted[group] is not { } wanted)
        {
            RowsRead++;
        }
        else if (TryReadValues(row, wanted.Columns) && TryReadWeight(row, wanted, out var weight))
        {
            RowsRead++;
            RowsUsed++;
            AddValues(wanted.Columns, slot, weight);
        }
    }

    private static WantedGroup?[] FindWantedGroups(CsvCallDataSettings settings, IReadOnlyList<SourceSeries> series)
    {
        var metrics = settings.Metrics.ToDictionary(metric => metric.Name, metric => metric.Column, StringComparer.Ordinal);
        var subGroupCount = Math.Max(settings.SubGroups.Count, 1);
        var groups = new List<WantedColumn>?[settings.Groups.Count * subGroupCount];
        for (var i = 0; i < series.Count; i++)
        {
            var group = IndexOf(settings.Groups, series[i].Group);
            var subGroup = series[i].SubGroup is { } name ? IndexOf(settings.SubGroups, name) : 0;
            if (group >= 0 && subGroup >= 0 && metrics.TryGetValue(series[i].Metric, out var column))
            {
                (groups[(group * subGroupCount) + subGroup] ??= []).Add(new WantedColumn(column, i, column == settings.AhtColumn));
            }
        }

        return [.. groups.Select(columns => columns is null ? null : new WantedGroup(columns.ToArray(), columns.Exists(column => column.IsAht)))];
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private bool TryLocate(CsvReader row, out IntervalSlot slot)
        => this.settings.TimeStampColumn is { } column ? TryLocateTimeStamp(row, column, out slot) : TryLocateDateAndTime(row, out slot);

    private bool TryLocateTimeStamp(CsvReader row, int column, out IntervalSlot slot)
    {
        slot = default;
        if (!timeStamps.TryParse(row.GetSpan(column - 1), out var date, out var seconds, out var offset))
        {
            AddTimeSample(row);
            this.columns.Skip(row, column, SkipReason.TimeStamp, nameof(Messages.SourceSkipTimeStamp), CsvKeys.DateOrder);
            return false;
        }

        if (offset is { } value)
        {
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
        var dateColumn = this.settings.DateColumn.GetValueOrDefault();
        var timeColumn = this.settings.TimeColumn.GetValueOrDefault();
        if (!TryGetDayIndex(row.GetSpan(dateColumn - 1), out var dayIndex))
        {
            AddTimeSample(row);
            this.columns.Skip(row, dateColumn, SkipReason.Date, nameof(Messages.SourceSkipDate), CsvKeys.DateOrder);
            return false;
        }

        if (!TimeFormat.TryParse(row.GetSpan(timeColumn - 1), out var seconds))
        {
            this.columns.Skip(row, timeColumn, SkipReason.Time, nameof(Messages.SourceSkipTime));
            return false;
        }

        slot = Locate(row, dayIndex, seconds);
        return true;
    }

    private IntervalSlot Locate(CsvReader row, int dayIndex, int second)
    {
        clock.Adjust(ref dayIndex, ref second);
        clock.TryLocate(dayIndex, second, IsLater(row, dayIndex, second), out var slot);
        return slot;
    }

    private bool IsLater(CsvReader row, int dayIndex, int second)
        => clock.FindDayWithRepeatedTimes(dayIndex) is { } day && FindGroup(row) is >= 0 and var group && order!.IsLater(group, dayIndex, day, second);

    private bool TryGetDayIndex(ReadOnlySpan<byte> field, out int dayIndex)
    {
        // Neighbouring rows mostly have the same date.
        if (field.SequenceEqual(lastDate.AsSpan(0, lastDateLength)) && lastDateLength != 0)
        {
            dayIndex = lastDayIndex;
            return true;
        }

        dayIndex = 0;
        if (!dates.TryParse(field, out var date))
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

    private int FindGroup(CsvReader row)
    {
        var group = Groups.Find(row);
        if (group < 0 || SubGroups is null)
        {
            return group;
        }

        var subGroup = SubGroups.Find(row);
        return subGroup < 0 ? -1 : (group * this.settings.SubGroups.Count) + subGroup;
    }

    private bool TryReadValues(CsvReader row, WantedColumn[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (!TryReadValue(row, columns[i].Column, wholeNumbers, out this.row[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadWeight(CsvReader row, WantedGroup wanted, out long weight)
    {
        weight = 0;
        if (!wanted.HasAht || this.settings.AhtWeightColumn is not { } weightColumn)
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
            this.columns.Skip(row, weightColumn, SkipReason.Number, nameof(Messages.SourceSkipNumber));
            return false;
        }

        for (var i = 0; i < wanted.Columns.Length; i++)
        {
            if (wanted.Columns[i].IsAht && this.row[i] != NoValue && weight > 0 && Math.Abs(this.row[i]) > MaximumWeightedValue / weight)
            {
                this.columns.Skip(row, wanted.Columns[i].Column, SkipReason.Number, nameof(Messages.SourceSkipNumber));
                return false;
            }
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

        this.columns.Skip(row, column, SkipReason.Number, nameof(Messages.SourceSkipNumber));
        return false;
    }

    private void AddValues(WantedColumn[] columns, IntervalSlot slot, long weight)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (this.row[i] != NoValue)
            {
                this.values.Add(columns[i].Series, slot, this.row[i], weight);
            }
        }
    }

    private void AddTimeSample(CsvReader row)
        => timeSamples.Add(row.GetSpan((this.settings.TimeStampColumn ?? this.settings.DateColumn.GetValueOrDefault()) - 1));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct WantedColumn(int Column, int Series, bool IsAht);

    private sealed record WantedGroup(WantedColumn[] Columns, bool HasAht);
}
