using System;
using System.Collections.Generic;
using Xlink.Importing;

namespace Xlink.Sources;

/// <summary>The call data of a <see cref="CallDataRequest"/>: values per day, series and interval, and how they came about.</summary>
public sealed class CallDataReading
{
    /// <summary>No more malformed rows than these are kept as objects.</summary>
    public const int MaximumSkippedRowsKept = 1000;

    private readonly CallDataAccumulator values;

    internal CallDataReading(CallDataRequest request, CallDataAccumulator values)
    {
        Series = request.Series;
        this.values = values;
    }

    /// <summary>What was added up.</summary>
    internal CallDataAccumulator Values => this.values;

    /// <summary>The days in order.</summary>
    public IReadOnlyList<IntervalDay> Days => this.values.Calendar.Days;

    /// <summary>The series, as requested.</summary>
    public IReadOnlyList<SourceSeries> Series { get; }

    /// <summary>Well-formed rows of the wanted days, whatever group they belong to.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows among them that went into a wanted series.</summary>
    public required long RowsUsed { get; init; }

    /// <summary>Rows among them whose group is not configured.</summary>
    public required long RowsOfUnknownGroups { get; init; }

    /// <summary>Well-formed rows of other days.</summary>
    public required long RowsOfOtherDays { get; init; }

    /// <summary>Malformed rows, which were left out.</summary>
    public required long RowsSkipped { get; init; }

    /// <summary>The first <see cref="MaximumSkippedRowsKept"/> malformed rows.</summary>
    public required IReadOnlyList<SkippedRow> SkippedRows { get; init; }

    /// <summary>The files in the order they were read; none for a database.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>What an admin should look at, as full sentences: files not read, configurations that match nothing, with the likely cause.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether a series has any value on a day.</summary>
    /// <param name="day">Position in <see cref="Days"/>.</param>
    /// <param name="series">Position in <see cref="Series"/>.</param>
    /// <returns>Whether there is at least one.</returns>
    public bool HasValues(int day, int series) => this.values.HasValues(day, series);

    /// <summary>Copies the values of a series on a day. Allocates nothing.</summary>
    /// <param name="day">Position in <see cref="Days"/>.</param>
    /// <param name="series">Position in <see cref="Series"/>.</param>
    /// <param name="values">Receives one value per interval of the day; <see cref="double.NaN"/> means no data.</param>
    public void CopyValues(int day, int series, Span<double> values) => this.values.CopyValues(day, series, values);

    /// <summary>The values of a series on a day.</summary>
    /// <param name="day">Position in <see cref="Days"/>.</param>
    /// <param name="series">Position in <see cref="Series"/>.</param>
    /// <returns>One value per interval of the day; <see cref="double.NaN"/> means no data.</returns>
    public double[] GetValues(int day, int series)
    {
        var result = new double[Days[day].Count];
        CopyValues(day, series, result);
        return result;
    }
}
