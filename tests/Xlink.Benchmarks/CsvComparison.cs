using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>
/// CSV call data read and added up per queue and interval: our source, from the folder to the sums, beside the loop that a C# programmer
/// would write with the same CSV library. Both run in turns in one process; the ratio of the best runs counts.
/// </summary>
internal sealed class CsvComparison(CallDataFile data, int runs)
{
    // No clock changes, since the loop knows nothing of them.
    private const string OtherZone = "Asia/Kolkata";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-benchmark-");
        try
        {
            var path = Path.Combine(folder.FullName, "calls.csv");
            data.Write(path);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{data.Rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));

            var source = new CsvCallDataSource(CsvCallDataSettings.FromSection(CsvInterface.Section(folder.FullName, data), folder.FullName));
            var elsewhere = new CsvCallDataSource(
                CsvCallDataSettings.FromSection(CsvInterface.Section(folder.FullName, data, OtherZone), folder.FullName));
            var (ours, oursElsewhere, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
            var (ourSum, sumElsewhere, theirSum) = (0.0, 0.0, 0.0);
            for (var run = 0; run < runs; run++)
            {
                ours = BestRun.Shorter(ours, () => ourSum = ReadWithXlink(source));
                oursElsewhere = BestRun.Shorter(oursElsewhere, () => sumElsewhere = ReadWithXlink(elsewhere));
                theirs = BestRun.Shorter(theirs, () => theirSum = CsvHelperLoop.Read(path));
            }

            if (ourSum != theirSum || sumElsewhere != theirSum)
            {
                throw new InvalidOperationException("The ways do not give the same sums.");
            }

            BestRun.Report(output, "Xlink", ours, data.Rows);
            BestRun.Report(output, "in another zone", oursElsewhere, data.Rows);
            BestRun.Report(output, "CsvHelper loop", theirs, data.Rows);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio           {theirs / ours,8:0.00}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private double ReadWithXlink(CsvCallDataSource source)
    {
        var request = new CallDataRequest
        {
            // A day more at both ends, for rows of another zone.
            Days = new DateInterval(data.Range.Start.PlusDays(-1), data.Range.End.PlusDays(1)),
            // The loop knows nothing of clock changes.
            Zone = DateTimeZone.Utc,
            Series = [.. source.ReadTree().Leaves.Select(leaf => leaf.Series!)],
        };
        var reading = source.Read(request, progress: null, CancellationToken.None);
        if (reading.RowsUsed != data.Rows)
        {
            throw new InvalidOperationException("Not every row was used.");
        }

        var values = new double[100];
        var sum = 0.0;
        for (var day = 0; day < reading.Days.Count; day++)
        {
            for (var series = 0; series < reading.Series.Count; series++)
            {
                reading.CopyValues(day, series, values);
                sum += values.AsSpan(0, reading.Days[day].Count).ToArray().Where(value => !double.IsNaN(value)).Sum();
            }
        }

        return sum;
    }
}
