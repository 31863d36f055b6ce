using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A day of 200 queues (19,200 lines), imported by what Invoke-XlinkImport calls in a process that has done so before, beside a request to the server and reading the file.</summary>
/// <remarks>
/// Until session and server are warm their code is compiled anew, some of it only after many calls: so there are hundreds of imports before those that count. Of
/// these, the one in the middle is taken, as of the requests: a single lucky one says nothing about a way whose parts wait for each other and for the disk.
/// </remarks>
internal sealed class OneDayRow : TableRow
{
    private const int WarmingRuns = 300;
    private const int RunsThatCount = 60;

    public override string Name => "one-day";

    public override string Work => "one day (19,200 lines) in a warm session";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var data = new CallDataFile(200, 1);
        await using var installation = await ImportInstallation.CreateAsync(context.CreateFolder(Name), data);
        var file = Path.Combine(installation.Source, "calls.csv");
        data.Write(file);
        using var client = new HttpClient { BaseAddress = installation.Url };
        Task ImportAsync() => installation.ImportAsync(1);
        Task<byte[]> AskAsync() => client.GetByteArrayAsync(new Uri("api/v1/server", UriKind.Relative));
        async Task RequestAsync()
        {
            await AskAsync();
            await File.ReadAllBytesAsync(file);
        }

        async Task RequestAndAddUpAsync()
        {
            await AskAsync();
            CsvReading.Read(data, installation.Source);
        }

        for (var run = 0; run < WarmingRuns; run++)
        {
            await ImportAsync();
            await RequestAsync();
            await RequestAndAddUpAsync();
        }

        var (imports, requests, readings) = (new List<double>(), new List<double>(), new List<double>());
        var processor = TimeSpan.Zero;
        for (var run = 0; run < RunsThatCount * context.Runs; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            imports.Add(await MeasureAsync(ImportAsync));
            processor += Environment.CpuUsage.TotalTime - before;
            requests.Add(await MeasureAsync(RequestAsync));
            readings.Add(await MeasureAsync(RequestAndAddUpAsync));
        }

        imports.Sort();
        requests.Sort();
        readings.Sort();
        var (import, bare, reading) = (imports[imports.Count / 2], requests[requests.Count / 2], readings[readings.Count / 2]);
        context.Report("Xlink, the whole import", import);
        context.Report("  the quickest one", imports[0]);
        context.Report("  processor time without the server's", processor.TotalSeconds / imports.Count);
        context.Report("a request and reading the file", bare);
        context.Report("  the quickest one", requests[0]);
        context.Report("a request, reading the file and adding it up", reading);
        context.Report("  the quickest one", readings[0]);
        return
        [
            new("a bare HTTP round trip and reading the bytes of the file", import / bare, 3, AtLeast: false),
            new("a bare HTTP round trip, reading the file and adding it up", import / reading, 3, AtLeast: false),
        ];
    }

    private static async Task<double> MeasureAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }
}
