using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>
/// Start-only status rows of 2,000 agents, made into days of activities in memory, beside DuckDB, whose window function gives the same spans in a table in
/// memory. DuckDB need not cut them at midnight; for the comparison of the sums per agent, activity and day that is done afterwards.
/// </summary>
internal sealed class TimeLinkRow : TableRow
{
    private const int RunsPerProcess = 2;

    public override string Name => "timelink";

    public override string Work => "TimeLink, status rows of 2,000 agents made into activities";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var folder = context.CreateFolder(Name);
        var path = Path.Combine(folder, "status.csv");
        var data = new AgentStatusFile(2000, context.Scaled(2500));
        data.Write(path);
        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {data.Rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB"));
        var duckDb = await DuckDb.InstallAsync(context);
        WayResult? ours = null, duck = null;
        for (var run = 0; run < context.Runs; run++)
        {
            ours = (await AgentReading.RunAsync(data, folder, RunsPerProcess)).Or(ours);
            duck = (await duckDb.MakeSpansAsync(path, RunsPerProcess)).Or(duck);
        }

        ours!.CheckSame(duck!);
        context.Report("Xlink", ours);
        context.Report("DuckDB, 2 threads", duck!);
        File.Delete(path);
        return [new("DuckDB with a window function", duck!.Best / ours.Best, 2)];
    }
}
