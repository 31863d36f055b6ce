using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Xlink.Sources.Formats;

namespace Xlink.Importing;

/// <summary>
/// Adds rows up per day, series and interval, in dense arrays. Values are exact (<see cref="NumberFormat.One"/> is 1), so the result does
/// not depend on the order of the rows. Memory grows with the open days and series that have rows, not with the rows.
/// </summary>
public sealed class CallDataAccumulator
{
    private readonly SeriesAggregation[] aggregations;
    private readonly int blocksPerDay;

    // Day by day; only open days that have rows have any.
    private readonly SeriesBlock?[]?[] blocks;
    private readonly bool[] closed;

    // By number of intervals: days with a clock change have others.
    private readonly Dictionary<int, Stack<SeriesBlock>> free = [];
    private readonly Stack<SeriesBlock?[]> freeDays = [];
    private readonly SortedSet<int> daysMissed = [];

    /// <summary>Makes an accumulator without data.</summary>
    /// <param name="calendar">The days and intervals.</param>
    /// <param name="aggregations">How the rows of each series are aggregated.</param>
    public CallDataAccumulator(IntervalCalendar calendar, IReadOnlyList<SeriesAggregation> aggregations)
    {
        Calendar = calendar ?? throw new ArgumentNullException(nameof(calendar));
        this.aggregations = [.. aggregations ?? throw new ArgumentNullException(nameof(aggregations))];
        blocksPerDay = (this.aggregations.Length + SeriesBlock.SeriesCount - 1) / SeriesBlock.SeriesCount;
        blocks = new SeriesBlock?[]?[calendar.Days.Count];
        closed = new bool[calendar.Days.Count];
    }

    /// <summary>Makes an accumulator that takes some of another one's days only.</summary>
    /// <param name="whole">The other one.</param>
    /// <param name="days">The days, counted from the calendar's first.</param>
    internal CallDataAccumulator(CallDataAccumulator whole, IEnumerable<int> days)
        : this(whole.Calendar, whole.aggregations)
    {
        closed.AsSpan().Fill(true);
        foreach (var day in days)
        {
            closed[day] = false;
        }
    }

    /// <summary>The days and intervals.</summary>
    public IntervalCalendar Calendar { get; }

    /// <summary>Number of series.</summary>
    public int SeriesCount => this.aggregations.Length;

    /// <summary>Closed days that rows came for nevertheless, in order: what was known of them was not all.</summary>
    internal IReadOnlyCollection<int> DaysMissed => daysMissed;

    /// <summary>How many days take up memory.</summary>
    internal int DaysHeld => blocks.Count(day => day is not null);

    /// <summary>Adds the value of one row.</summary>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="slot">Where the row belongs; inside the calendar.</param>
    /// <param name="value">The value in millionths.</param>
    /// <param name="weight">The row's weight, for an average: 0 or more.</param>
    /// <exception cref="OverflowException">The sum of an interval is beyond all reason: more than 9,000 rows of the largest value.</exception>
    [MethodImpl(HotCode.Optimized)]
    public void Add(int series, IntervalSlot slot, long value, long weight)
    {
        var block = blocks[slot.Day]?[series / SeriesBlock.SeriesCount] ?? AddBlock(slot.Day, series);
        if (block is null)
        {
            return;
        }

        if (this.aggregations[series] == SeriesAggregation.Sum)
        {
            block.AddToSum(series % SeriesBlock.SeriesCount, slot.Interval, value);
        }
        else
        {
            block.AddToAverage(series % SeriesBlock.SeriesCount, slot.Interval, value, weight);
        }
    }

    /// <summary>Adds rows that have been put together.</summary>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="slot">Where the rows belong; inside the calendar.</param>
    /// <param name="rows">What they come to.</param>
    /// <exception cref="OverflowException">The sum of an interval is beyond all reason.</exception>
    [MethodImpl(HotCode.Optimized)]
    internal void Add(int series, IntervalSlot slot, in RowSums rows)
    {
        var block = blocks[slot.Day]?[series / SeriesBlock.SeriesCount] ?? AddBlock(slot.Day, series);
        if (block is null)
        {
            return;
        }

        if (this.aggregations[series] == SeriesAggregation.Sum)
        {
            block.AddToSum(series % SeriesBlock.SeriesCount, slot.Interval, rows.Sum);
        }
        else
        {
            block.AddToAverage(series % SeriesBlock.SeriesCount, slot.Interval, rows);
        }
    }

    /// <summary>Whether a series has any value on a day.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="series">The series, counted from 0.</param>
    /// <returns>Whether there is at least one.</returns>
    public bool HasValues(int day, int series) => FindBlock(day, series)?.HasValues(series % SeriesBlock.SeriesCount) ?? false;

    /// <summary>Copies the values of a series on a day.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="values">Receives one value per interval of the day; <see cref="double.NaN"/> means no data.</param>
    public void CopyValues(int day, int series, Span<double> values)
    {
        values = values.Slice(0, Calendar.Days[day].Count);
        if (FindBlock(day, series) is { } block)
        {
            block.CopyValues(series % SeriesBlock.SeriesCount, values);
        }
        else
        {
            values.Fill(double.NaN);
        }
    }

    /// <summary>Copies the values of a series on a day times a factor, if there are any and all are small whole numbers.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="factor">The factor, at most 1000.</param>
    /// <param name="noData">What stands for no data.</param>
    /// <param name="values">Receives one value per interval of the day.</param>
    /// <returns>Whether they are; otherwise <see cref="CopyValues"/> has them.</returns>
    internal bool TryCopyScaled(int day, int series, int factor, int noData, Span<int> values)
        => FindBlock(day, series) is { } block && block.TryCopyScaled(series % SeriesBlock.SeriesCount, factor, noData, values);

    /// <summary>Gives up what a day has; rows that still come for it are not added up, but told by <see cref="DaysMissed"/>.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="isReused">Whether other days will need the memory: what has been there long is collected late.</param>
    internal void Close(int day, bool isReused)
    {
        closed[day] = true;
        var ofDay = blocks[day];
        blocks[day] = null;
        if (!isReused)
        {
            free.Clear();
            freeDays.Clear();
        }
        else if (ofDay is not null)
        {
            Free(ofDay);
        }
    }

    private void Free(SeriesBlock?[] ofDay)
    {
        foreach (ref var block in ofDay.AsSpan())
        {
            if (block is not null)
            {
                block.Clear();
                if (!free.TryGetValue(block.Intervals, out var same))
                {
                    free.Add(block.Intervals, same = new Stack<SeriesBlock>());
                }

                same.Push(block);
                block = null;
            }
        }

        freeDays.Push(ofDay);
    }

    private SeriesBlock? FindBlock(int day, int series) => blocks[day]?[series / SeriesBlock.SeriesCount];

    private SeriesBlock? AddBlock(int day, int series)
    {
        if (closed[day])
        {
            daysMissed.Add(day);
            return null;
        }

        var intervals = Calendar.Days[day].Count;
        var block = free.TryGetValue(intervals, out var same) && same.Count > 0 ? same.Pop() : new SeriesBlock(intervals);
        var ofDay = blocks[day] ??= freeDays.Count > 0 ? freeDays.Pop() : new SeriesBlock?[blocksPerDay];
        return ofDay[series / SeriesBlock.SeriesCount] = block;
    }
}
