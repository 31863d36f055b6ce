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

    // So many digits fit into 64 bits whatever they are.
    private const int SafeDigits = 18;

    private readonly CallDataAccumulator values;
    private readonly DatabaseSums sums;
    private readonly QueueColumns queues;
    private readonly UniversalPlace place;
    private readonly bool areMoments;
    private readonly Dictionary<long, UniversalPlace.Found?[]> placesByDays = [];
    private readonly OdbcBoundColumn days = new(OdbcBuffer.Integer);
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
    public IReadOnlyList<OdbcBoundColumn> Columns => [.. queues.Columns, days, pieces];

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
        if (++rowsTaken > this.maximumRows || isCut || pieces.IsNull(index) || days.IsNull(index))
        {
            return false;
        }

        var queue = queues.Find(index);
        var (first, places) = GetPlaces(days.GetInteger(index));
        while (!text.IsEmpty)
        {
            if (!TryTake(ref text) || this.piece[0] is < 0 or >= DatabaseSums.PiecesPerRow || this.piece[1] <= 0)
            {
                return false;
            }

            Add(queue, places[this.piece[0]] ??= Find(first + this.piece[0]), this.piece[1]);
        }

        return true;
    }

    private void Add(int queue, UniversalPlace.Found found, long rows)
    {
        if (found.Slot.Interval < 0)
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
        place.Use(found, rows);
        foreach (var value in queues[queue])
        {
            if (this.piece[2 + value.Column] is not DatabaseSums.NoSum and var sum)
            {
                this.values.Add(value.Series, found.Slot, checked(sum * this.sums.Units[value.Column]), weight: 0);
            }
        }
    }

    /// <summary>The first piece of some days since 1970, and the places of all of them that have been found for another queue.</summary>
    private (long First, UniversalPlace.Found?[] Places) GetPlaces(long number)
    {
        if (!placesByDays.TryGetValue(number, out var places))
        {
            placesByDays.Add(number, places = new UniversalPlace.Found?[DatabaseSums.PiecesPerRow]);
        }

        return (number * DatabaseSums.PiecesPerRow, places);
    }

    private UniversalPlace.Found Find(long number)
    {
        var second = number * DatabaseSums.PieceSeconds;
        return place.Find(areMoments
            ? new UniversalTimeReader.Time(default, 0, Offset: null, second)
            : new UniversalTimeReader.Time(ToDate(second), (int)(second % SecondsPerDay), Offset: null, Moment: null));
    }

    private static LocalDate ToDate(long second) => NodaConstants.UnixEpoch.InUtc().Date.PlusDays((int)(second / SecondsPerDay));

    /// <summary>Takes the next piece from the text: numbers with commas between them and before the next piece.</summary>
    private bool TryTake(ref ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < this.piece.Length; i++)
        {
            if (!TryTakeNumber(text, out this.piece[i], out var length) || (length < text.Length && text[length] != DatabaseSums.Separator))
            {
                return false;
            }

            // A comma without a number behind it is none that the database has set.
            if (length == text.Length - 1 || (length == text.Length && i < this.piece.Length - 1))
            {
                return false;
            }

            text = text.Slice(Math.Min(length + 1, text.Length));
        }

        return true;
    }

    private static bool TryTakeNumber(ReadOnlySpan<byte> text, out long number, out int length)
    {
        number = 0;
        for (length = 0; length < text.Length && length < SafeDigits && (uint)(text[length] - '0') <= 9; length++)
        {
            number = (number * 10) + (text[length] - '0');
        }

        var isWhole = length > 0 && (length == text.Length || text[length] == DatabaseSums.Separator);
        return isWhole || Utf8Parser.TryParse(text, out number, out length);
    }
}
