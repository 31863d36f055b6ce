using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Importing;

namespace Quickstart;

/// <summary>Prints a queue's day: a table of hours, and the calls as a curve.</summary>
internal static class DayReport
{
    /// <summary>Prints it.</summary>
    /// <param name="queue">Path of the queue.</param>
    /// <param name="calls">The calls per interval.</param>
    /// <param name="handlingTimes">The average handling times per interval, in seconds.</param>
    /// <param name="lostCalls">The lost calls per interval.</param>
    internal static void Write(
        string queue, IReadOnlyList<IntervalValue> calls, IReadOnlyList<IntervalValue> handlingTimes, IReadOnlyList<IntervalValue> lostCalls)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.CurrentCulture, $"   {queue}: {Sum(calls):0} calls in {calls.Count} intervals"));
        Console.WriteLine("    hour    calls   lost   AHT [s]");
        foreach (var hour in calls.Select(value => value.Start.Hour).Distinct())
        {
            var own = calls.Where(value => value.Start.Hour == hour).ToList();
            var lost = Sum(lostCalls.Where(value => value.Start.Hour == hour));
            Console.WriteLine(string.Create(CultureInfo.CurrentCulture, $"   {hour:00}:00 {Sum(own),8:0} {lost,6:0} {Average(own, handlingTimes),9:0}"));
        }

        foreach (var line in DayCurve.Draw(calls))
        {
            Console.WriteLine("   " + line);
        }
    }

    private static decimal Sum(IEnumerable<IntervalValue> values) => values.Sum(value => value.Value);

    // An average of averages is weighted by what they are averages of.
    private static decimal Average(IReadOnlyList<IntervalValue> calls, IReadOnlyList<IntervalValue> handlingTimes)
    {
        var times = handlingTimes.ToDictionary(value => value.Start, value => value.Value);
        return calls.Sum(call => call.Value * times.GetValueOrDefault(call.Start)) / Math.Max(1, Sum(calls));
    }
}
