using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using NodaTime;
using Xlink.Importing;
using Xlink.Odbc;
using Xlink.Sources.Clocks;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Universal;

/// <summary>Turns the rows of a query into call data: finds day, interval and queue of each and adds its values up.</summary>
/// <remarks>
/// [Our reading] As with files, a row is malformed as a whole, blanks around a queue's name do not count, and an empty value (NULL) is no data.
/// Values may have decimals, of which six count. Rows of a database come in no order: those of a time that the clock shows twice are of the first
/// of the two moments, and are told. Rows may also be the sums of <see cref="DatabaseSums"/>, which have no malformed ones.
/// </remarks>
internal sealed class UniversalRowReader
{
    private const long NoValue = long.MinValue;
    private const long MaximumValue = DatabaseSums.MaximumValue;
    private const int MinimumNameLength = 100;

    private readonly UniversalCallDataSettings settings;
    private readonly CallDataRequest request;
    private readonly CallDataAccumulator values;
    private readonly IntervalCalendar calendar;
    private readonly IntervalClock clock;
    private readonly RepeatedTimes repeatedTimes;
    private readonly SkippedRows skippedRows;
    private readonly FieldNameTable names = new();
    private readonly List<WantedValue[]> wanted = [];
    private readonly UniversalTimeReader time;
    private readonly OdbcBoundColumn[] nameColumns;
    private readonly OdbcBoundColumn[] valueColumns;
    private readonly DatabaseSums? sums;
    private readonly OdbcBoundColumn[] countColumns;
    private readonly IReadOnlyList<int> selected;
    private readonly long[] row;
    private char[] joined;
    private LocalDate lastDate;
    private int lastDayIndex;
    private LocalDate? repeatedDate;
    private long rowNumber;

    /// <summary>Makes the reader of a query's result.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="values">Takes the values.</param>
    /// <param name="skippedRows">Takes the malformed rows.</param>
    /// <param name="columns">The columns of the result: time, name, values.</param>
    /// <param name="selected">The values that the result has, by position in the configuration.</param>
    /// <param name="queues">For each queue by name what its rows carry.</param>
    /// <param name="sums">What the rows are sums of; <see langword="null"/> if they are not.</param>
    internal UniversalRowReader(
        UniversalCallDataSettings settings,
        CallDataRequest request,
        CallDataAccumulator values,
        SkippedRows skippedRows,
        IReadOnlyList<OdbcColumn> columns,
        IReadOnlyList<int> selected,
        IReadOnlyDictionary<string, IReadOnlyList<string>> queues,
        DatabaseSums? sums)
    {
        this.settings = settings;
        this.request = request;
        this.values = values;
        this.selected = selected;
        calendar = values.Calendar;
        clock = new IntervalClock(settings.TimeZone, calendar);
        repeatedTimes = new RepeatedTimes(settings.TimeZone.Zone ?? calendar.Zone);
        this.skippedRows = skippedRows;
        var longestKey = AddWanted(queues);
        time = new UniversalTimeReader(settings.ExternalSystem, settings.TimeStamp, columns[0]);
        nameColumns = [.. settings.QueueNameColumns.Select(_ => new OdbcBoundColumn(OdbcBuffer.Text, Math.Max(longestKey, MinimumNameLength)))];
        valueColumns = [.. columns.Skip(1 + nameColumns.Length).Take(selected.Count).Select((column, i) => new OdbcBoundColumn(GetValueBuffer(column, i)))];
        this.sums = sums;
        countColumns = sums is null ? [] : [new OdbcBoundColumn(OdbcBuffer.Integer), new OdbcBoundColumn(OdbcBuffer.Integer)];
        this.row = new long[valueColumns.Length];
        lastDate = calendar.Dates.Start;
        joined = new char[(longestKey + MinimumNameLength) * nameColumns.Length];
    }

    /// <summary>The columns to bind.</summary>
    internal IReadOnlyList<OdbcBoundColumn> Columns => [time.Column, .. nameColumns, .. valueColumns, .. countColumns];

    /// <summary>Whether rows were added up that the database cannot judge: only the rows themselves tell which are malformed.</summary>
    internal bool NeedsRows { get; private set; }

    internal long RowsRead { get; private set; }

    internal long RowsUsed { get; private set; }

    internal long RowsOfOtherDays { get; private set; }

    internal long RowsOfUnknownGroups { get; private set; }

    /// <summary>What to tell about rows whose time the clock shows twice.</summary>
    internal IEnumerable<string> FindRepeatedTimes()
        => repeatedTimes.FindWarnings(
            nameof(Messages.UniversalTimesTwice),
            this.settings.ExternalSystem,
            UniversalKeys.TimeStampColumn,
            UniversalKeys.TimeZone,
            UniversalKeys.TimeStampType);

    /// <summary>Reads a row of a block.</summary>
    internal void Read(int index)
    {
        rowNumber++;
        var rows = this.sums is null ? 1 : countColumns[0].GetInteger(index);
        NeedsRows |= this.sums is not null && countColumns[1].GetInteger(index) > 0;
        if (!TryLocate(index, out var slot))
        {
            return;
        }

        if (slot.Interval < 0)
        {
            RowsOfOtherDays += rows;
            return;
        }

        var number = FindQueue(index);
        if (number < 0)
        {
            RowsRead += rows;
            RowsOfUnknownGroups += rows;
        }
        else if (TryReadValues(index))
        {
            RowsRead += rows;
            RowsUsed += rows;
            if (repeatedDate is { } date)
            {
                repeatedTimes.Add(date, rows);
            }

            foreach (var value in wanted[number])
            {
                if (this.row[value.Column] != NoValue)
                {
                    this.values.Add(value.Series, slot, this.row[value.Column], weight: 0);
                }
            }
        }
    }

    /// <summary>Notes which values the rows of each queue go into.</summary>
    /// <returns>Characters of the longest name or ID.</returns>
    private int AddWanted(IReadOnlyDictionary<string, IReadOnlyList<string>> queues)
    {
        var expressions = selected.Select(value => this.settings.ValueTypes[value].Expression).ToList();
        var byKey = this.request.Series
            .Select((series, i) => (series.Group, Value: new WantedValue(expressions.IndexOf(series.Metric), i)))
            .SelectMany(item => queues[item.Group].Select(key => (Key: Normalize(key), item.Value)))
            .GroupBy(item => item.Key, item => item.Value, StringComparer.Ordinal);
        var longest = 0;
        foreach (var key in byKey)
        {
            names.Add(MemoryMarshal.AsBytes(key.Key.AsSpan()), wanted.Count);
            wanted.Add([.. key]);
            longest = Math.Max(longest, key.Key.Length);
        }

        return longest;
    }

    private string Normalize(string key) => IsNumber ? QueueKeys.NormalizeNumber(key) ?? key : key.Trim();

    private bool IsNumber => this.settings.QueueNameColumns.Count == 1 && this.settings.QueueNameColumns[0].IsNumber;

    private OdbcBuffer GetValueBuffer(OdbcColumn column, int index)
        => column.IsTimeStamp
            ? throw XlinkException.Create(
                nameof(Messages.UniversalValueNotNumeric), XlinkErrorCategory.InvalidData, this.settings.ExternalSystem, Describe(index))
            : column.IsInteger ? OdbcBuffer.Integer : column.IsFloat ? OdbcBuffer.Double : OdbcBuffer.Ascii;

    private string Describe(int index) => this.settings.ValueTypes[selected[index]].Expression;

    private bool TryLocate(int index, out IntervalSlot slot)
    {
        slot = default;
        repeatedDate = null;
        if (!time.TryRead(index, out var found))
        {
            Skip(SkipReason.TimeStamp, nameof(Messages.UniversalSkipTimeStamp), time.Column, index, this.settings.TimeStamp.Expression);
            return false;
        }

        if (found.OwnMoment is { } moment)
        {
            calendar.TryLocate(Instant.FromUnixTimeSeconds(moment), out slot);
        }
        else
        {
            var (dayIndex, second) = (GetDayIndex(found.Date), found.Seconds);
            clock.Adjust(ref dayIndex, ref second);
            if (clock.FindDayWithRepeatedTimes(dayIndex) is { } day && day.IsRepeated(second))
            {
                repeatedDate = calendar.GetDate(dayIndex);
            }

            clock.TryLocate(dayIndex, second, later: false, out slot);
        }

        return true;
    }

    private int GetDayIndex(LocalDate date)
    {
        // Neighbouring rows mostly have the same date.
        if (date != lastDate)
        {
            lastDate = date;
            lastDayIndex = calendar.GetDayIndex(date);
        }

        return lastDayIndex;
    }

    private int FindQueue(int index)
    {
        if (nameColumns.Length == 1)
        {
            var name = GetName(nameColumns[0], index);
            return IsNumber
                ? names.Find(MemoryMarshal.AsBytes((QueueKeys.NormalizeNumber(name.ToString()) ?? string.Empty).AsSpan()))
                : names.Find(MemoryMarshal.AsBytes(name));
        }

        var length = 0;
        foreach (var column in nameColumns)
        {
            var part = GetName(column, index);
            if (length + part.Length + 1 > joined.Length)
            {
                Array.Resize(ref joined, joined.Length + part.Length + MinimumNameLength);
            }

            if (length > 0)
            {
                joined[length++] = ';';
            }

            part.CopyTo(joined.AsSpan(length));
            length += part.Length;
        }

        return names.Find(MemoryMarshal.AsBytes(joined.AsSpan(0, length)));
    }

    // A name that is cut is longer than all that are wanted.
    private static ReadOnlySpan<char> GetName(OdbcBoundColumn column, int index)
        => column.IsNull(index) ? default : MemoryMarshal.Cast<byte, char>(column.GetBytes(index, out _)).Trim();

    private bool TryReadValues(int index)
    {
        for (var i = 0; i < valueColumns.Length; i++)
        {
            var column = valueColumns[i];
            if (column.IsNull(index))
            {
                this.row[i] = NoValue;
            }
            else if (this.sums is not null)
            {
                this.row[i] = checked(column.GetInteger(index) * this.sums.Units[i]);
            }
            else if (!TryReadValue(column, index, out this.row[i]))
            {
                Skip(SkipReason.Number, nameof(Messages.UniversalSkipNumber), column, index, Describe(i));
                return false;
            }
        }

        return true;
    }

    private static bool TryReadValue(OdbcBoundColumn column, int index, out long millionths)
    {
        millionths = 0;
        switch (column.Buffer)
        {
            case OdbcBuffer.Integer:
                var whole = column.GetInteger(index);
                millionths = whole is > MaximumValue or < -MaximumValue ? 0 : whole * NumberFormat.One;
                return whole is <= MaximumValue and >= -MaximumValue;
            case OdbcBuffer.Double:
                var number = column.GetDouble(index);
                var fits = Math.Abs(number) <= MaximumValue;
                millionths = fits ? (long)Math.Round(number * NumberFormat.One) : 0;
                return fits;
            default:
                var text = column.GetBytes(index, out var isCut);
                return !isCut && NumberFormat.TryParse(text, wholeNumber: false, out millionths);
        }
    }

    private void Skip(SkipReason reason, string message, OdbcBoundColumn column, int index, string expression)
    {
        NeedsRows = this.sums is not null;
        this.skippedRows.Add(UniversalValue.Skip(this.settings.ExternalSystem, rowNumber, reason, message, UniversalValue.Show(column, index), expression));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct WantedValue(int Column, int Series);
}
