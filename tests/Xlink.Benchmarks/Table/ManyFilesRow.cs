using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A file per day of 1,000 queues for ten years, imported in one go, beside one year of it.</summary>
internal sealed class ManyFilesRow : TableRow
{
    private const int Queues = 1000;
    private const int Days = 3650;

    // A year, so that the smaller import goes through many parts, too, and has the memory that parts need.
    private const int Part = 10;

    public override string Name => "many-files";

    public override string Work => "a file per day of 1,000 queues, ten years beside one";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var many = new CallDataFile(Queues, context.Scaled(Days));
        var few = new CallDataFile(Queues, Math.Max(many.Days / Part, 1));
        var (manyFolder, fewFolder) = (context.CreateFolder("many-files"), context.CreateFolder("few-files"));
        many.WriteDays(manyFolder);
        few.WriteDays(fewFolder);
        if (!OperatingSystem.IsWindows())
        {
            // Else the system is still writing them when they are read.
            await Peer.RunAsync("sync");
        }

        // Ten years have left the cache when they are read, a year has not: what is linear shows where both come from the disk.
        WayResult? large = null, small = null, cached = null;
        for (var run = 0; run < context.Runs; run++)
        {
            // Starting, which is a tenth of the first run of the smaller one, must not make it look slow.
            cached = (await FilesImport.RunAsync(few, fewFolder, runs: 2, fromDisk: false)).Or(cached);
            small = (await FilesImport.RunAsync(few, fewFolder, runs: 2, fromDisk: true)).Or(small);
            large = (await FilesImport.RunAsync(many, manyFolder, runs: 1, fromDisk: true)).Or(large);
        }

        Report(context, few, "from the cache", cached!);
        Report(context, few, "from the disk", small!);
        Report(context, many, "from the disk", large!);
        Directory.Delete(manyFolder, recursive: true);
        Directory.Delete(fewFolder, recursive: true);
        var perLine = large!.Best / many.Rows;
        return
        [
            new("time per line, many files / few, both from the disk", perLine / (small!.Best / few.Rows), 1.1, AtLeast: false),
            new("the same, few from the cache", perLine / (cached!.Best / few.Rows), Goal: null),
            new("peak memory, many files / few", large.PeakMegabytes / small.PeakMegabytes, 1.1, AtLeast: false),
        ];
    }

    private static void Report(TableContext context, CallDataFile data, string from, WayResult result)
        => context.Report(
            string.Create(CultureInfo.InvariantCulture, $"{data.Days:N0} files, {data.Rows:N0} lines, {from}"),
            result.Best,
            string.Create(CultureInfo.InvariantCulture, $"{result.Best / data.Rows * 1e9:0} ns/line, {result.PeakMegabytes:N0} MB"));
}
