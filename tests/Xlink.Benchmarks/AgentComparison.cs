using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CsvHelper;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>
/// Status rows of agents read and made into days of activities: our source, beside the loop that a C# programmer would write with the same CSV library,
/// which sums up how long each agent was in each activity and knows no days. Both run in turns in one process; the ratio of the best runs counts.
/// </summary>
internal sealed class AgentComparison(AgentStatusFile data, int runs)
{
    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-benchmark-");
        try
        {
            var path = Path.Combine(folder.FullName, "status.csv");
            data.Write(path);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{data.Rows:N0} rows of {data.Agents:N0} agents, {new FileInfo(path).Length / 1e6:N0} MB, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));

            var source = new CsvAgentDataSource(CsvAgentDataSettings.FromSection(CsvInterface.AgentSection(folder.FullName), folder.FullName));
            var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            var (ourSeconds, theirSeconds) = (0.0, 0.0);
            for (var run = 0; run < runs; run++)
            {
                ours = BestRun.Shorter(ours, () => ourSeconds = ReadWithXlink(source));
                theirs = BestRun.Shorter(theirs, () => theirSeconds = ReadWithLoop(path));
            }

            if (ourSeconds != theirSeconds)
            {
                throw new InvalidOperationException("The two ways do not give the same time.");
            }

            BestRun.Report(output, "Xlink", ours, data.Rows);
            BestRun.Report(output, "CsvHelper loop", theirs, data.Rows);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio           {theirs / ours,8:0.00}"));
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var reading = Read(source);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kept            {(GC.GetTotalMemory(forceFullCollection: true) - before) / (double)data.Rows,8:0.0} bytes/row"));
            GC.KeepAlive(reading);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private AgentDataReading Read(CsvAgentDataSource source)
    {
        // The loop knows nothing of clock changes.
        var request = new AgentDataRequest { Days = data.Range, Zone = DateTimeZone.Utc, Now = Instant.MaxValue };
        var reading = source.Read(request, progress: null, CancellationToken.None);
        return reading.RowsRead == data.Rows ? reading : throw new InvalidOperationException("Not every row was used.");
    }

    private double ReadWithXlink(CsvAgentDataSource source)
        => Read(source).Days.Sum(day => day.Activities.Sum(activity => (activity.End - activity.Start).TotalSeconds));

    private static double ReadWithLoop(string path)
    {
        var logOff = AgentStatusFile.LogOff.ToString(CultureInfo.InvariantCulture);
        var running = new Dictionary<string, (string Activity, DateTime Start)>();
        var sums = new Dictionary<(string Agent, string Activity), double>();
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = false, Separator = ';' });
        while (reader.Read())
        {
            var agent = reader.GetString(0);
            var activity = reader.GetString(1);
            var start = DateTime.ParseExact(reader.GetString(2), "dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None);
            if (running.TryGetValue(agent, out var last) && last.Activity != logOff)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, (agent, last.Activity), out _) += (start - last.Start).TotalSeconds;
            }

            running[agent] = (activity, start);
        }

        return sums.Values.Sum();
    }
}
