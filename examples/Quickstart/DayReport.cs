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
    internal static void Write(string queue, IReadOnlyList<IntervalValue> calls, IReadOnlyList<IntervalValue> handlingTimes)
    {
        var culture = CultureInfo.CurrentCulture;
        Console.WriteLine();
        Console.WriteLine($"   {queue}: {calls.Sum(value => value.Value).ToString("0", culture)} calls in {calls.Count} intervals");
        Console.WriteLine("   hour     calls   AHT [s]");
        foreach (var hour in calls.GroupBy(value => value.Start.Hour))
        {
            var handling = handlingTimes.Where(value => value.Start.Hour == hour.Key && value.Value > 0).Select(value => value.Value).ToList();
            var average = handling.Count == 0 ? "-" : handling.Average().ToString("0", culture);
            Console.WriteLine(string.Create(culture, $"   {hour.Key:00}:00  {hour.Sum(value => value.Value),8:0}  {average,8}"));
        }

        foreach (var line in DayCurve.Draw(calls))
        {
            Console.WriteLine("   " + line);
        }
    }
}
