using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A file per day of 1,000 queues, imported in one go, beside a tenth of the files; and only read and added up.</summary>
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
        WayResult? large = null, small = null, largeReading = null, smallReading = null;
        for (var run = 0; run < context.Runs; run++)
        {
            smallReading = (await CsvReading.RunAsync(CsvReading.Xlink, few, fewFolder, runs: 2)).Or(smallReading);
            largeReading = (await CsvReading.RunAsync(CsvReading.Xlink, many, manyFolder, runs: 2)).Or(largeReading);
            small = (await FilesImport.RunAsync(few, fewFolder, runs: 2)).Or(small);
            large = (await FilesImport.RunAsync(many, manyFolder, runs: 2)).Or(large);
        }

        Report(context, "read", few, smallReading!);
        Report(context, "read", many, largeReading!);
        Report(context, "imported", few, small!);
        Report(context, "imported", many, large!);
        System.IO.Directory.Delete(manyFolder, recursive: true);
        return
        [
            new("time per line read, many files / few", largeReading!.Best / many.Rows / (smallReading!.Best / few.Rows), 1.1, AtLeast: false),
            new("time per line imported, many files / few", large!.Best / many.Rows / (small!.Best / few.Rows), 1.1, AtLeast: false),
            new("peak memory of the import, many files / few", large.PeakMegabytes / small.PeakMegabytes, 1.1, AtLeast: false),
        ];
    }

    private static void Report(TableContext context, string what, CallDataFile data, WayResult result)
        => context.Report(
            string.Create(CultureInfo.InvariantCulture, $"{data.Days:N0} files, {data.Rows:N0} lines, {what}"),
            result.Best,
            string.Create(CultureInfo.InvariantCulture, $"{result.Best / data.Rows * 1e9:0} ns/line, {result.PeakMegabytes:N0} MB"));
}
