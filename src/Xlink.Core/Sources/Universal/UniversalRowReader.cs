using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Importing;
using Xlink.Odbc;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>Turns the rows of a query into call data: finds day, interval and queue of each and adds its values up.</summary>
/// <remarks>
/// [Our reading] As with files, a row is malformed as a whole, blanks around a queue's name do not count, and an empty value (NULL) is no data.
/// Values may have decimals, of which six count. Rows of a database come in no order: those of a time that the clock shows twice are of the first
/// of the two moments, and are told.
/// </remarks>
internal sealed class UniversalRowReader : ICallDataResult
{
    private const long NoValue = long.MinValue;
    private const long MaximumValue = DatabaseSums.MaximumValue;

    private readonly UniversalCallDataSettings settings;
    private readonly CallDataAccumulator values;
    private readonly SkippedRows skippedRows;
    private readonly UniversalTimeReader time;
    private readonly UniversalPlace place;
    private readonly QueueColumns queues;
    private readonly OdbcBoundColumn[] valueColumns;
    private readonly IReadOnlyList<int> selected;
    private readonly long[] row;
    private long rowNumber;

    /// <summary>Makes the reader of a query's result.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="values">Takes the values.</param>
    /// <param name="skippedRows">Takes the malformed rows.</param>
    /// <param name="columns">The columns of the result: time, name, values.</param>
    /// <param name="selected">The values that the result has, by position in the configuration.</param>
    /// <param name="queues">The columns of the name.</param>
    internal UniversalRowReader(
        UniversalCallDataSettings settings,
        CallDataAccumulator values,
        SkippedRows skippedRows,
        IReadOnlyList<OdbcColumn> columns,
        IReadOnlyList<int> selected,
        QueueColumns queues)
    {
        this.settings = settings;
        this.values = values;
        this.selected = selected;
        this.skippedRows = skippedRows;
        this.queues = queues;
        place = new UniversalPlace(settings, values.Calendar);
        time = new UniversalTimeReader(settings.ExternalSystem, settings.TimeStamp, columns[0]);
        valueColumns = [.. columns.Skip(1 + queues.Columns.Count).Select((column, i) => new OdbcBoundColumn(GetValueBuffer(column, i)))];
        this.row = new long[valueColumns.Length];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OdbcBoundColumn> Columns => [time.Column, .. queues.Columns, .. valueColumns];

    /// <inheritdoc/>
    public long RowsRead { get; private set; }

    /// <inheritdoc/>
    public long RowsUsed { get; private set; }

    /// <inheritdoc/>
    public long RowsOfOtherDays { get; private set; }

    /// <inheritdoc/>
    public long RowsOfUnknownGroups { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<string> FindRepeatedTimes() => place.FindRepeatedTimes();

    /// <inheritdoc/>
    public bool TryRead(int index)
    {
        rowNumber++;
        if (!time.TryRead(index, out var found))
        {
            Skip(SkipReason.TimeStamp, nameof(Messages.UniversalSkipTimeStamp), time.Column, index, this.settings.TimeStamp.Expression);
            return true;
        }

        var located = place.Find(found);
        if (located.Slot.Interval < 0)
        {
            RowsOfOtherDays++;
            return true;
        }

        var queue = queues.Find(index);
        if (queue < 0)
        {
            RowsRead++;
            RowsOfUnknownGroups++;
        }
        else if (TryReadValues(index))
        {
            RowsRead++;
            RowsUsed++;
            place.Use(located, rows: 1);
            foreach (var value in queues[queue])
            {
                if (this.row[value.Column] != NoValue)
                {
                    this.values.Add(value.Series, located.Slot, this.row[value.Column], weight: 0);
                }
            }
        }

        return true;
    }

    private OdbcBuffer GetValueBuffer(OdbcColumn column, int index)
        => column.IsTimeStamp
            ? throw XlinkException.Create(
                nameof(Messages.UniversalValueNotNumeric), XlinkErrorCategory.InvalidData, this.settings.ExternalSystem, Describe(index))
            : column.IsInteger ? OdbcBuffer.Integer : column.IsFloat ? OdbcBuffer.Double : OdbcBuffer.Ascii;

    private string Describe(int index) => this.settings.ValueTypes[selected[index]].Expression;

    private bool TryReadValues(int index)
    {
        for (var i = 0; i < valueColumns.Length; i++)
        {
            var column = valueColumns[i];
            if (column.IsNull(index))
            {
                this.row[i] = NoValue;
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
        => this.skippedRows.Add(UniversalValue.Skip(this.settings.ExternalSystem, rowNumber, reason, message, UniversalValue.Show(column, index), expression));
}
