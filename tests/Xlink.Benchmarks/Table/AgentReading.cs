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

/// <summary>Status rows of agents made into days of activities in a process of its own: this program, started again as <c>read-agents</c>.</summary>
internal static class AgentReading
{
    /// <summary>Starts the process.</summary>
    internal static Task<WayResult> RunAsync(AgentStatusFile data, string folder, int runs)
        => Peer.RunSelfAsync("read-agents", folder, $"{data.Agents}", $"{data.RowsPerAgent}", $"{runs}");

    /// <summary>What the process does.</summary>
    internal static int Run(string[] arguments, TextWriter output)
    {
        var numbers = Array.ConvertAll(arguments[1..], number => int.Parse(number, CultureInfo.InvariantCulture));
        var data = new AgentStatusFile(numbers[0], numbers[1]);
        var seconds = new List<double>();
        IReadOnlyList<double> sums = [];
        for (var run = 0; run < numbers[2]; run++)
        {
            GC.Collect();
            sums = ReadAndSum(data, arguments[0], seconds);
        }

        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new WayResult(seconds.Min(), seconds[0], process.PeakWorkingSet64 / 1e6, sums)));
        return 0;
    }

    // Of its own, so that nothing of one run is still in memory in the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double[] ReadAndSum(AgentStatusFile data, string folder, List<double> seconds)
    {
        var watch = Stopwatch.StartNew();
        var source = new CsvAgentDataSource(CsvAgentDataSettings.FromSection(CsvInterface.AgentSection(folder), folder));

        // The peer knows nothing of clock changes.
        var reading = source.Read(new AgentDataRequest { Days = data.Range, Zone = DateTimeZone.Utc, Now = Instant.MaxValue }, progress: null, CancellationToken.None);
        seconds.Add(watch.Elapsed.TotalSeconds);
        return reading.RowsRead == data.Rows ? Sum(reading) : throw new InvalidOperationException("Not every row was used.");
    }

    // How many sums per agent, activity and day there are, what they come to, and what they come to if each weighs something else.
    private static double[] Sum(AgentDataReading reading)
    {
        var (count, all, weighed) = (0.0, 0.0, 0.0);
        foreach (var day in reading.Days)
        {
            foreach (var group in day.Activities.GroupBy(activity => (activity.AgentId, activity.ActivityId)))
            {
                var sum = group.Sum(activity => (activity.End - activity.Start).TotalSeconds);
                count++;
                all += sum;
                weighed += sum * (int.Parse(group.Key.AgentId, CultureInfo.InvariantCulture) % 1000) * int.Parse(group.Key.ActivityId, CultureInfo.InvariantCulture) * day.Day.Day;
            }
        }

        return [count, all, weighed];
    }
}
