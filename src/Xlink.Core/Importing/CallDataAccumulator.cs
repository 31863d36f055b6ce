using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Xlink.Sources.Formats;

namespace Xlink.Importing;

/// <summary>
/// Adds rows up per day, series and interval, in dense arrays. Values are exact (<see cref="NumberFormat.One"/> is 1), so the result does
/// not depend on the order of the rows. Memory grows with the days and series that have rows, not with the rows.
/// </summary>
public sealed class CallDataAccumulator
{
    private const long NoData = long.MinValue;

    private readonly SeriesAggregation[] aggregations;
    private readonly long[]?[] sums;
    private readonly AverageCell[]?[] averages;

    /// <summary>Makes an accumulator without data.</summary>
    /// <param name="calendar">The days and intervals.</param>
    /// <param name="aggregations">How the rows of each series are aggregated.</param>
    public CallDataAccumulator(IntervalCalendar calendar, IReadOnlyList<SeriesAggregation> aggregations)
    {
        Calendar = calendar ?? throw new ArgumentNullException(nameof(calendar));
        this.aggregations = [.. aggregations ?? throw new ArgumentNullException(nameof(aggregations))];
        this.sums = new long[]?[calendar.Days.Count * this.aggregations.Length];
        averages = new AverageCell[]?[Array.IndexOf(this.aggregations, SeriesAggregation.Average) < 0 ? 0 : this.sums.Length];
    }

    /// <summary>The days and intervals.</summary>
    public IntervalCalendar Calendar { get; }

    /// <summary>Number of series.</summary>
    public int SeriesCount => this.aggregations.Length;

    /// <summary>Adds the value of one row.</summary>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="slot">Where the row belongs; inside the calendar.</param>
    /// <param name="value">The value in millionths.</param>
    /// <param name="weight">The row's weight, for an average: 0 or more.</param>
    /// <exception cref="OverflowException">The sum of an interval is beyond all reason: more than 9,000 rows of the largest value.</exception>
    public void Add(int series, IntervalSlot slot, long value, long weight)
    {
        if (this.aggregations[series] == SeriesAggregation.Sum)
        {
            ref var sum = ref GetSums(slot.Day, series)[slot.Interval];
            sum = sum == NoData ? value : checked(sum + value);
        }
        else
        {
            GetAverages(slot.Day, series)[slot.Interval].Add(value, weight);
        }
    }

    /// <summary>Whether a series has any value on a day.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="series">The series, counted from 0.</param>
    /// <returns>Whether there is at least one.</returns>
    public bool HasValues(int day, int series)
    {
        var index = (day * SeriesCount) + series;
        return this.sums[index] is not null || (averages.Length != 0 && averages[index] is not null);
    }

    /// <summary>Copies the values of a series on a day.</summary>
    /// <param name="day">The day, counted from the calendar's first.</param>
    /// <param name="series">The series, counted from 0.</param>
    /// <param name="values">Receives one value per interval of the day; <see cref="double.NaN"/> means no data.</param>
    public void CopyValues(int day, int series, Span<double> values)
    {
        values = values.Slice(0, Calendar.Days[day].Count);
        if (!HasValues(day, series))
        {
            values.Fill(double.NaN);
            return;
        }

        var index = (day * SeriesCount) + series;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this.sums[index] is { } sums ? ToDouble(sums[i]) : averages[index]![i].ToDouble();
        }
    }

    private static double ToDouble(long millionths) => millionths switch
    {
        NoData => double.NaN,
        _ when millionths % NumberFormat.One == 0 => millionths / NumberFormat.One,
        _ => (double)millionths / NumberFormat.One,
    };

    private long[] GetSums(int day, int series)
    {
        ref var own = ref this.sums[(day * SeriesCount) + series];
        if (own is null)
        {
            own = new long[Calendar.Days[day].Count];
            own.AsSpan().Fill(NoData);
        }

        return own;
    }

    private AverageCell[] GetAverages(int day, int series)
        => averages[(day * SeriesCount) + series] ??= new AverageCell[Calendar.Days[day].Count];

    [StructLayout(LayoutKind.Auto)]
    private struct AverageCell
    {
        private long weightedSum;
        private long weights;
        private long sum;
        private int rows;

        internal void Add(long value, long weight)
        {
            checked
            {
                weightedSum += value * weight;
                weights += weight;
                this.sum += value;
                rows++;
            }
        }

        internal readonly double ToDouble()
        {
            if (rows == 0)
            {
                return double.NaN;
            }

            return weights > 0
                ? weightedSum / ((double)weights * NumberFormat.One)
                : this.sum / ((double)rows * NumberFormat.One);
        }
    }
}
