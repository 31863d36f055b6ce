using System;
using System.Buffers.Text;
using System.Collections.Generic;
using NodaTime;
using Xlink.Importing;
using Xlink.Odbc;

namespace Xlink.Sources.Universal;

/// <summary>Reads what <see cref="DatabaseSums"/> makes of rows: per queue and some days a text with the sums of its pieces.</summary>
internal sealed class UniversalSumReader : ICallDataResult
{
    private const int SecondsPerDay = 24 * 3600;
    private const long NoValue = long.MinValue;

    private readonly CallDataAccumulator values;
    private readonly DatabaseSums sums;
    private readonly QueueColumns queues;
    private readonly UniversalPlace place;
    private readonly bool areMoments;
    private readonly OdbcBoundColumn pieces;
    private readonly long[] piece;
    private readonly long maximumRows;
    private long rowsTaken;

    /// <summary>Makes the reader of a query's result.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="values">Takes the values.</param>
    /// <param name="sums">What the query adds up.</param>
    /// <param name="queues">The columns of the name.</param>
    /// <param name="maximumRows">How many rows there may be; of more than that some are missing.</param>
    internal UniversalSumReader(
        UniversalCallDataSettings settings, CallDataAccumulator values, DatabaseSums sums, QueueColumns queues, long maximumRows = long.MaxValue)
    {
        this.maximumRows = maximumRows;
        this.values = values;
        this.sums = sums;
        this.queues = queues;
        place = new UniversalPlace(settings, values.Calendar);
        areMoments = settings.TimeStamp.Type == TimeStampType.UnixSeconds;
        pieces = new OdbcBoundColumn(OdbcBuffer.Ascii, sums.MaximumLength);
        this.piece = new long[2 + sums.Units.Count];
    }

    /// <inheritdoc/>
    public IReadOnlyList<OdbcBoundColumn> Columns => [.. queues.Columns, pieces];

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
        var text = pieces.GetBytes(index, out var isCut);
        if (++rowsTaken > this.maximumRows || isCut || pieces.IsNull(index))
        {
            return false;
        }

        var queue = queues.Find(index);
        while (!text.IsEmpty)
        {
            if (!TryTake(ref text) || this.piece[1] <= 0)
            {
                return false;
            }

            Add(queue, this.piece[0], this.piece[1]);
        }

        return true;
    }

    private void Add(int queue, long second, long rows)
    {
        var slot = place.Find(areMoments
            ? new UniversalTimeReader.Time(default, 0, Offset: null, second)
            : new UniversalTimeReader.Time(ToDate(second), (int)(second % SecondsPerDay), Offset: null, Moment: null));
        if (slot.Interval < 0)
        {
            RowsOfOtherDays += rows;
            return;
        }

        RowsRead += rows;
        if (queue < 0)
        {
            RowsOfUnknownGroups += rows;
            return;
        }

        RowsUsed += rows;
        place.Use(rows);
        foreach (var value in queues[queue])
        {
            if (this.piece[2 + value.Column] is not NoValue and var sum)
            {
                this.values.Add(value.Series, slot, checked(sum * this.sums.Units[value.Column]), weight: 0);
            }
        }
    }

    private static LocalDate ToDate(long second) => NodaConstants.UnixEpoch.InUtc().Date.PlusDays((int)(second / SecondsPerDay));

    /// <summary>Takes the next piece from the text: numbers with a comma behind each.</summary>
    private bool TryTake(ref ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < this.piece.Length; i++)
        {
            this.piece[i] = NoValue;
            if (!text.IsEmpty && text[0] != DatabaseSums.Separator)
            {
                if (!Utf8Parser.TryParse(text, out this.piece[i], out int length))
                {
                    return false;
                }

                text = text.Slice(length);
            }

            if (text.IsEmpty || text[0] != DatabaseSums.Separator)
            {
                return false;
            }

            text = text.Slice(1);
        }

        return true;
    }
}
