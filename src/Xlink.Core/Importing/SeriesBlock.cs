using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xlink.Sources.Formats;

namespace Xlink.Importing;

/// <summary>
/// What has been added up of a few neighbouring series on one day. Most intervals hold a small whole number, which takes two bytes; a series
/// with other values on the day gets wider cells, which nothing else has to pay for.
/// </summary>
/// <param name="intervals">Number of intervals of the day.</param>
internal sealed class SeriesBlock(int intervals)
{
    /// <summary>How many series share a block.</summary>
    internal const int SeriesCount = 16;

    private const long NoData = long.MinValue;

    // A cell is the whole number + 1, and 0 without data.
    private const long MaximumSmall = ushort.MaxValue - 1;

    private readonly ushort[] small = new ushort[SeriesCount * intervals];
    private long[]?[]? sums;
    private AverageCell[]?[]? averages;
    private int seriesWithData;

    /// <summary>Number of intervals of the day.</summary>
    internal int Intervals => intervals;

    /// <summary>Takes everything out, so that another day can have it.</summary>
    internal void Clear()
    {
        Array.Clear(this.small, 0, this.small.Length);
        this.sums = null;
        averages = null;
        seriesWithData = 0;
    }

    /// <summary>Whether a series has any value.</summary>
    internal bool HasValues(int series) => (seriesWithData & (1 << series)) != 0;

    /// <summary>Adds a value in millionths to a sum.</summary>
    /// <exception cref="OverflowException">The sum is beyond all reason.</exception>
    [MethodImpl(HotCode.Optimized)]
    internal void AddToSum(int series, int interval, long value)
    {
        seriesWithData |= 1 << series;
        if (this.sums?[series] is not { } wide)
        {
            ref var cell = ref this.small[(series * intervals) + interval];
            var whole = ToSmall(value);
            if (whole >= 0 && whole + Math.Max(cell - 1, 0) <= MaximumSmall)
            {
                cell = (ushort)(cell == 0 ? whole + 1 : whole + cell);
                return;
            }

            wide = WidenSums(series);
        }

        ref var sum = ref wide[interval];
        sum = sum == NoData ? value : checked(sum + value);
    }

    /// <summary>Adds a value in millionths to an average.</summary>
    /// <exception cref="OverflowException">The sum is beyond all reason.</exception>
    [MethodImpl(HotCode.Optimized)]
    internal void AddToAverage(int series, int interval, long value, long weight)
        => AddToAverage(series, interval, new RowSums(value, checked(value * weight), weight, 1));

    /// <summary>Adds rows to an average.</summary>
    /// <exception cref="OverflowException">The sum is beyond all reason.</exception>
    [MethodImpl(HotCode.Optimized)]
    internal void AddToAverage(int series, int interval, in RowSums rows)
    {
        seriesWithData |= 1 << series;
        if (averages?[series] is not { } wide)
        {
            // A single row without weight is its own average.
            ref var cell = ref this.small[(series * intervals) + interval];
            if (cell == 0 && rows.Rows == 1 && rows.Weights == 0 && ToSmall(rows.Sum) is >= 0 and var whole)
            {
                cell = (ushort)(whole + 1);
                return;
            }

            wide = WidenAverages(series);
        }

        wide[interval].Add(rows);
    }

    /// <summary>The values of a series; <see cref="double.NaN"/> without data.</summary>
    [MethodImpl(HotCode.Optimized)]
    internal void CopyValues(int series, Span<double> values)
    {
        if (this.sums?[series] is { } wide)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ToDouble(wide[i]);
            }
        }
        else if (averages?[series] is { } cells)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = cells[i].ToDouble();
            }
        }
        else
        {
            var own = this.small.AsSpan(series * intervals, values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = own[i] == 0 ? double.NaN : own[i] - 1;
            }
        }
    }

    /// <summary>The values of a series times a factor, if all are small whole numbers, as mostly.</summary>
    /// <param name="series">The series.</param>
    /// <param name="factor">The factor, at most 1000.</param>
    /// <param name="noData">What stands for no data.</param>
    /// <param name="values">Receives them.</param>
    /// <returns>Whether they are.</returns>
    [MethodImpl(HotCode.Optimized)]
    internal bool TryCopyScaled(int series, int factor, int noData, Span<int> values)
    {
        if (this.sums?[series] is not null || averages?[series] is not null)
        {
            return false;
        }

        var own = this.small.AsSpan(series * intervals, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            int cell = own[i];
            values[i] = cell == 0 ? noData : (cell - 1) * factor;
        }

        return true;
    }

    private static double ToDouble(long millionths) => millionths switch
    {
        NoData => double.NaN,
        _ when millionths % NumberFormat.One == 0 => millionths / NumberFormat.One,
        _ => (double)millionths / NumberFormat.One,
    };

    /// <summary>The whole number that a value is, if a small cell can hold it; otherwise -1.</summary>
    private static long ToSmall(long value)
    {
        if ((ulong)value > (ulong)(MaximumSmall * NumberFormat.One))
        {
            return -1;
        }

        var whole = value / NumberFormat.One;
        return whole * NumberFormat.One == value ? whole : -1;
    }

    private long[] WidenSums(int series)
    {
        var wide = new long[intervals];
        var own = this.small.AsSpan(series * intervals, intervals);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = own[i] == 0 ? NoData : (own[i] - 1) * NumberFormat.One;
        }

        this.sums ??= new long[]?[SeriesCount];
        return this.sums[series] = wide;
    }

    private AverageCell[] WidenAverages(int series)
    {
        var wide = new AverageCell[intervals];
        var own = this.small.AsSpan(series * intervals, intervals);
        for (var i = 0; i < wide.Length; i++)
        {
            if (own[i] != 0)
            {
                wide[i].Add(new RowSums((own[i] - 1) * NumberFormat.One, WeightedSum: 0, Weights: 0, Rows: 1));
            }
        }

        averages ??= new AverageCell[]?[SeriesCount];
        return averages[series] = wide;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct AverageCell
    {
        private long weightedSum;
        private long weights;
        private long sum;
        private int rows;

        internal void Add(in RowSums added)
        {
            checked
            {
                weightedSum += added.WeightedSum;
                weights += added.Weights;
                this.sum += added.Sum;
                rows += added.Rows;
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
