using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CsvHelper;
using NodaTime;
using Xlink.Configuration;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>
/// CSV call data read and added up per queue and interval: our source, from the folder to the sums, beside the loop that a C# programmer
/// would write with the same CSV library. Both run in turns in one process; the ratio of the best runs counts.
/// </summary>
internal sealed class CsvComparison(CallDataFile data, int runs)
{
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

            var source = new CsvCallDataSource(CsvCallDataSettings.FromSection(new Section(folder.FullName, data.Queues), folder.FullName));
            var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            var (ourSum, theirSum) = (0.0, 0.0);
            for (var run = 0; run < runs; run++)
            {
                ours = Shorter(ours, () => ourSum = ReadWithXlink(source));
                theirs = Shorter(theirs, () => theirSum = ReadWithCsvHelperLoop(path));
            }

            if (ourSum != theirSum)
            {
                throw new InvalidOperationException("The two ways do not give the same sums.");
            }

            Report(output, "Xlink", ours);
            Report(output, "CsvHelper loop", theirs);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio           {theirs / ours,8:0.00}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan Shorter(TimeSpan best, Action action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed < best ? watch.Elapsed : best;
    }

    private static double ReadWithCsvHelperLoop(string path)
    {
        var sums = new Dictionary<(string Queue, DateTime Start), (double Offered, double Handled, double Aht)>();
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = false, Separator = ';' });
        while (reader.Read())
        {
            var start = DateTime.ParseExact(
                reader.GetString(1) + " " + reader.GetString(2), "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (reader.GetString(0), start), out _);
            sum.Offered += reader.Parse<double>(3);
            sum.Handled += reader.Parse<double>(4);
            sum.Aht += reader.Parse<double>(5);
        }

        return sums.Values.Sum(sum => sum.Offered + sum.Handled + sum.Aht);
    }

    private void Report(TextWriter output, string name, TimeSpan time)
        => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15} {time.TotalSeconds,8:0.000} s {data.Rows / time.TotalSeconds,12:N0} rows/s"));

    private double ReadWithXlink(CsvCallDataSource source)
    {
        var request = new CallDataRequest
        {
            Days = data.Range,
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

    private sealed class Section(string folder, int queues) : IConfigurationSection
    {
        private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase)
        {
            [CsvKeys.Source] = folder,
            [CsvKeys.SeparatorCharacter] = "3",
            [CsvKeys.GroupColumn] = "1",
            [CsvKeys.DateColumn] = "2",
            [CsvKeys.TimeColumn] = "3",
            [CsvKeys.DateOrder] = "dmy",
            [CsvKeys.Interval] = "15",
            [CsvKeys.AhtColumn] = "6",
            [CsvKeys.ColumnNames] = "Queue;Date;Time;Offered;Handled;AHT",
            [CsvKeys.Groups] = string.Join(';', Enumerable.Range(0, queues).Select(CallDataFile.NameOf)),
        };

        public string Name => "CSV";

        public string FilePath => "isps_ul.ini";

        public IReadOnlyList<string> Keys => [.. this.values.Keys];

        public string? GetValue(string key) => this.values.GetValueOrDefault(key);

        public int? GetLine(string key) => null;
    }
}
