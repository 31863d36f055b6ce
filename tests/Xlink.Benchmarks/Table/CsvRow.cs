using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A year of 200 queues in one file, beside DuckDB and the loop that a C# programmer would write with CsvHelper.</summary>
internal sealed class CsvRow : TableRow
{
    private const int RunsPerProcess = 2;

    public override string Name => "csv";

    public override string Work => "CSV call data read and added up per queue and interval";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var folder = context.CreateFolder(Name);
        var data = new CallDataFile(200, context.Scaled(365));
        var path = Path.Combine(folder, "calls.csv");
        data.Write(path);
        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {data.Rows:N0} lines, {new FileInfo(path).Length / 1e6:N0} MB"));

        var duckDb = await DuckDb.InstallAsync(context);
        WayResult? ours = null, duck = null, loop = null;
        for (var run = 0; run < context.Runs; run++)
        {
            ours = (await CsvReading.RunAsync(CsvReading.Xlink, data, folder, RunsPerProcess)).Or(ours);
            duck = (await duckDb.SumAsync(data, path, RunsPerProcess)).Or(duck);
            loop = (await CsvReading.RunAsync(CsvReading.Loop, data, folder, runs: 1)).Or(loop);
        }

        ours!.CheckSame(duck!);
        new WayResult(0, 0, 0, [ours.Sums.Sum()]).CheckSame(loop!);
        context.Report("Xlink", ours);
        context.Report("DuckDB, 2 threads", duck!);
        context.Report("CsvHelper loop", loop!);
        File.Delete(path);
        return
        [
            new("DuckDB, 2 threads", duck!.Best / ours.Best, 3),
            new("CsvHelper loop", loop!.Best / ours.Best, 10),
            new("peak memory", ours.PeakMegabytes, 150, AtLeast: false, "MB"),
        ];
    }
}
