using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources.Csv;

internal static class CallDataReadingAssertions
{
    /// <summary>The intervals with data of a series, by local start time.</summary>
    public static Dictionary<string, double> At(this CallDataReading reading, int series = 0, int day = 0)
        => reading.GetValues(day, series)
            .Select((value, index) => (Start: reading.Days[day].GetStart(index).LocalDateTime.ToString("HH:mm", null), Value: value))
            .Where(interval => !double.IsNaN(interval.Value))
            .ToDictionary(interval => interval.Start, interval => interval.Value, StringComparer.Ordinal);

    public static double Sum(this CallDataReading reading, int series = 0)
        => Enumerable.Range(0, reading.Days.Count).Sum(day => reading.GetValues(day, series).Where(value => !double.IsNaN(value)).Sum());
}
