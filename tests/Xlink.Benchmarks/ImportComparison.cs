using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>
/// A whole import, from the file to the confirmed and synced values on a server process of its own, beside reading the same file only: with our
/// source, and with the loop that a C# programmer would write. All run in turns; the ratios of the best runs count.
/// </summary>
internal sealed class ImportComparison(CallDataFile data, int runs)
{
    public async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-benchmark-").FullName;
        try
        {
            await using var installation = await ImportInstallation.CreateAsync(folder, data);
            var path = Path.Combine(installation.Source, "calls.csv");
            data.Write(path);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{data.Rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB, {data.Queues * CsvInterface.Metrics.Length:N0} targets, {data.Days:N0} days, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));

            var csv = new CsvCallDataSource(CsvCallDataSettings.FromSection(CsvInterface.Section(installation.Source, data), folder));
            var (import, reading, loop) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var run = 0; run < runs; run++)
            {
                import = BestRun.Shorter(import, () => installation.ImportAsync(data.Days).GetAwaiter().GetResult());
                reading = BestRun.Shorter(reading, () => Read(csv));
                loop = BestRun.Shorter(loop, () => CsvHelperLoop.Read(path));
            }

            BestRun.Report(output, "Xlink import", import, data.Rows);
            BestRun.Report(output, "Xlink, read only", reading, data.Rows);
            BestRun.Report(output, "CsvHelper loop", loop, data.Rows);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import / read only       {import / reading,8:0.00}"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import / CsvHelper loop  {import / loop,8:0.00}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Read(CsvCallDataSource csv)
    {
        IReadOnlyList<SourceSeries> series = [.. csv.ReadTree().Leaves.Select(leaf => leaf.Series!)];
        var reading = csv.Read(new() { Days = data.Range, Zone = DateTimeZone.Utc, Series = series }, progress: null, CancellationToken.None);
        if (reading.RowsUsed != data.Rows)
        {
            throw new InvalidOperationException("Not every row was used.");
        }
    }
}
