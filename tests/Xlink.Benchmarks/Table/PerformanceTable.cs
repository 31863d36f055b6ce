using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>Every row of the table in docs/performance.md, measured again: <c>table [--scale 0.1] [--runs 3] [row …]</c>.</summary>
internal static class PerformanceTable
{
    /// <summary>The rows. A new one is a file of its own and a line here.</summary>
    public static IReadOnlyList<TableRow> Rows { get; } =
    [
        new CsvRow(),
        new CsvFormsRow(),
        new EndToEndRow(),
        new OneDayRow(),
        new ManyFilesRow(),
        new OdbcRow(),
        new ScriptsRow(),
        new MapRow(),
        new TimeLinkRow(),
        new ImportModuleRow(),
        new ServerUploadRow(),
    ];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var names = new List<string>();
        var (scale, runs) = (1.0, 3);
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--scale":
                    scale = double.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--runs":
                    runs = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                default:
                    names.Add(arguments[i]);
                    break;
            }
        }

        if (names.Find(name => Rows.All(row => row.Name != name)) is { } unknown)
        {
            output.WriteLine($"There is no row '{unknown}'. Rows: {string.Join(", ", Rows.Select(row => row.Name))}");
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("xlink-table-").FullName;
        try
        {
            await DescribeMachineAsync(output, scale, runs);
            var context = new TableContext(output, folder, Path.Combine(Path.GetTempPath(), "xlink-benchmark-peers"), runs, scale);
            var lines = new List<string>();
            foreach (var row in Rows.Where(row => names.Count == 0 || names.Contains(row.Name)))
            {
                output.WriteLine($"{row.Name}: {row.Work}");
                lines.AddRange(await RunAsync(row, context));
            }

            output.WriteLine();
            output.WriteLine("| work | figure | goal | measured | |");
            output.WriteLine("|---|---|---|---|---|");
            lines.ForEach(output.WriteLine);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<string>> RunAsync(TableRow row, TableContext context)
    {
        try
        {
            var measures = await row.RunAsync(context);
            return measures.Select(measure => $"| {row.Work} | {measure.What} | {measure.GoalText} | {measure.ValueText} | {(measure.Goal is null ? string.Empty : measure.IsReached ? "reached" : "not reached")} |");
        }
        catch (PeerMissingException exception)
        {
            return [$"| {row.Work} | | | | not measured: {exception.Message} |"];
        }
    }

    private static async Task DescribeMachineAsync(TextWriter output, double scale, int runs)
    {
        var processor = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{processor}, {Environment.ProcessorCount} processors, {memory:0.0} GB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}"));
        output.WriteLine($"CsvHelper {typeof(CsvHelper.CsvReader).Assembly.GetName().Version}; node {await Peer.VersionOfAsync("node")}; pwsh {await Peer.VersionOfAsync("pwsh")}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scale {scale:0.###}, best of {runs} runs each, in turns"));
        output.WriteLine();
    }
}
