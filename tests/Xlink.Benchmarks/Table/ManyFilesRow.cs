using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A file per day of 1,000 queues, read and added up in one go, beside a tenth of the files.</summary>
internal sealed class ManyFilesRow : TableRow
{
    private const int Queues = 1000;

    // Ten years are 13 GB of files; --scale 10 reads them.
    private const int Days = 365;
    private const int Part = 10;

    public override string Name => "many-files";

    public override string Work => "a file per day of 1,000 queues, ten times as many days";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var many = new CallDataFile(Queues, context.Scaled(Days));
        var few = new CallDataFile(Queues, System.Math.Max(many.Days / Part, 1));
        var (manyFolder, fewFolder) = (context.CreateFolder("many-files"), context.CreateFolder("few-files"));
        many.WriteDays(manyFolder);
        few.WriteDays(fewFolder);
        WayResult? large = null, small = null;
        for (var run = 0; run < context.Runs; run++)
        {
            small = (await CsvReading.RunAsync(CsvReading.Xlink, few, fewFolder, runs: 2)).Or(small);
            large = (await CsvReading.RunAsync(CsvReading.Xlink, many, manyFolder, runs: 2)).Or(large);
        }

        Report(context, few, small!);
        Report(context, many, large!);
        System.IO.Directory.Delete(manyFolder, recursive: true);
        return
        [
            new("time per line, many files / few", large!.Best / many.Rows / (small!.Best / few.Rows), 1.1, AtLeast: false),
            new("peak memory, many files / few", large.PeakMegabytes / small.PeakMegabytes, 1.1, AtLeast: false),
        ];
    }

    private static void Report(TableContext context, CallDataFile data, WayResult result)
        => context.Report(
            string.Create(CultureInfo.InvariantCulture, $"{data.Days:N0} files, {data.Rows:N0} lines"),
            result.Best,
            string.Create(CultureInfo.InvariantCulture, $"{result.Best / data.Rows * 1e9:0} ns/line, {result.PeakMegabytes:N0} MB"));
}
