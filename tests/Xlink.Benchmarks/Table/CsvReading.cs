using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks.Table;

/// <summary>Call data read and added up in a process of its own, whose memory is measured: this program, started again as <c>read</c>.</summary>
internal static class CsvReading
{
    internal const string Xlink = "xlink";
    internal const string Loop = "loop";

    /// <summary>Starts the process.</summary>
    internal static Task<WayResult> RunAsync(string way, CallDataFile data, string folder, int runs)
        => Peer.RunSelfAsync("read", way, folder, $"{data.Queues}", $"{data.Days}", $"{data.Form}", $"{runs}");

    /// <summary>What the process does.</summary>
    internal static int Run(string[] arguments, TextWriter output)
    {
        var (way, folder) = (arguments[0], arguments[1]);
        var data = new CallDataFile(
            int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture), Enum.Parse<CallDataForm>(arguments[4]));
        var runs = int.Parse(arguments[5], CultureInfo.InvariantCulture);
        var seconds = new List<double>();
        IReadOnlyList<double> sums = [];
        for (var run = 0; run < runs; run++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            if (way == Loop)
            {
                var all = CsvHelperLoop.Read(Directory.GetFiles(folder).Single());
                seconds.Add(watch.Elapsed.TotalSeconds);
                sums = [all];
            }
            else
            {
                sums = ReadAndSum(data, folder, () => seconds.Add(watch.Elapsed.TotalSeconds));
            }
        }

        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new WayResult(seconds.Min(), seconds[0], process.PeakWorkingSet64 / 1e6, sums)));
        return 0;
    }

    // Of its own, so that nothing of one run is still in memory in the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double[] ReadAndSum(CallDataFile data, string folder, Action isRead)
    {
        var reading = Read(data, folder);
        isRead();
        return Sum(reading);
    }

    /// <summary>Reads the files of a folder as an import does, and adds them up.</summary>
    internal static CallDataReading Read(CallDataFile data, string folder)
    {
        var source = new CsvCallDataSource(CsvCallDataSettings.FromSection(CsvInterface.Section(folder, data), folder));
        var request = new CallDataRequest
        {
            Days = data.Range,
            // The peers know nothing of clock changes.
            Zone = DateTimeZone.Utc,
            Series = [.. source.ReadTree().Leaves.Select(leaf => leaf.Series!)],
        };
        var reading = source.Read(request, progress: null, CancellationToken.None);
        return reading.RowsUsed == data.Rows ? reading : throw new InvalidOperationException("Not every row was used.");
    }

    private static double[] Sum(CallDataReading reading)
    {
        var sums = new double[CsvInterface.Metrics.Length];
        var values = new double[96];
        for (var day = 0; day < reading.Days.Count; day++)
        {
            for (var series = 0; series < reading.Series.Count; series++)
            {
                reading.CopyValues(day, series, values);
                var metric = Array.IndexOf(CsvInterface.Metrics, reading.Series[series].Metric);
                foreach (var value in values)
                {
                    sums[metric] += double.IsNaN(value) ? 0 : value;
                }
            }
        }

        return sums;
    }
}
