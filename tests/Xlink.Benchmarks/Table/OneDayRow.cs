using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A day of 200 queues (19,200 lines), imported by what Invoke-XlinkImport calls in a process that has done so before, beside a request to the server and reading the file.</summary>
internal sealed class OneDayRow : TableRow
{
    private const int WarmRuns = 10;

    public override string Name => "one-day";

    public override string Work => "one day (19,200 lines) in a warm session";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var data = new CallDataFile(200, 1);
        await using var installation = await ImportInstallation.CreateAsync(context.CreateFolder(Name), data);
        var file = Path.Combine(installation.Source, "calls.csv");
        data.Write(file);
        using var client = new HttpClient { BaseAddress = installation.Url };
        var (import, bare) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < WarmRuns * context.Runs; run++)
        {
            import = Math.Min(import, await MeasureAsync(() => installation.ImportAsync(1)));
            bare = Math.Min(bare, await MeasureAsync(async () =>
            {
                await client.GetByteArrayAsync(new Uri("api/v1/server", UriKind.Relative));
                await File.ReadAllBytesAsync(file);
            }));
        }

        context.Report("Xlink, the whole import", import);
        context.Report("a request and reading the file", bare);
        return [new("a bare HTTP round trip and reading the file", import / bare, 3, AtLeast: false)];
    }

    private static async Task<double> MeasureAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }
}
