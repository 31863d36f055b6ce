using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Xlink.Benchmarks;

/// <summary>The best of several runs: what else the computer does only ever makes one longer.</summary>
internal static class BestRun
{
    internal static TimeSpan Shorter(TimeSpan best, Action action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed < best ? watch.Elapsed : best;
    }

    internal static void Report(TextWriter output, string name, TimeSpan time, long rows)
        => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15} {time.TotalSeconds,8:0.000} s {rows / time.TotalSeconds,12:N0} rows/s"));
}
