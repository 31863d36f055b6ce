using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Suite.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Benchmarks.Table;

/// <summary>
/// A folder of files imported in a process of its own, whose memory is measured: this program, started again as <c>import-files</c>. The days are read, added
/// up, computed and handed to a target that keeps nothing.
/// </summary>
internal static class FilesImport
{
    private const string FromDisk = "disk";

    /// <summary>Starts the process.</summary>
    /// <param name="data">What stands in the files.</param>
    /// <param name="folder">Where they are.</param>
    /// <param name="runs">How often they are imported.</param>
    /// <param name="fromDisk">Whether the system has forgotten them each time, so that they come from the disk.</param>
    internal static Task<WayResult> RunAsync(CallDataFile data, string folder, int runs, bool fromDisk)
        => Peer.RunSelfAsync("import-files", folder, $"{data.Queues}", $"{data.Days}", $"{runs}", fromDisk ? FromDisk : "cache");

    /// <summary>What the process does.</summary>
    internal static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var data = new CallDataFile(int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        var installation = Directory.CreateTempSubdirectory("xlink-import-files-").FullName;
        var folder = arguments[4] == FromDisk ? arguments[0] : null;
        Configure(installation, arguments[0], data);
        using var process = Process.GetCurrentProcess();
        var (seconds, peak) = (new List<double>(), 0L);
        for (var run = 0; run < int.Parse(arguments[3], CultureInfo.InvariantCulture); run++)
        {
            if (folder is not null)
            {
                Array.ForEach(Directory.GetFiles(folder), FileCache.Forget);
            }

            var watch = Stopwatch.StartNew();
            await ImportAsync(installation, data, folder);
            seconds.Add(watch.Elapsed.TotalSeconds);

            // That of the first run alone: the next ones begin with what it has left.
            process.Refresh();
            peak = peak == 0 ? process.PeakWorkingSet64 : peak;
        }

        Directory.Delete(installation, recursive: true);
        await output.WriteLineAsync(JsonSerializer.Serialize(new WayResult(seconds.Min(), seconds[0], peak / 1e6, [])));
        return 0;
    }

    private static void Configure(string installation, string source, CallDataFile data)
    {
        File.WriteAllText(Path.Combine(installation, "isps_ul.ini"), "[General]\n[DB]\n1=WFM,0,u,p\n" + CsvInterface.Text(source, data));
        var map = new StringBuilder();
        for (var queue = 0; queue < data.Queues; queue++)
        {
            for (var metric = 0; metric < CsvInterface.Metrics.Length; metric++)
            {
                map.Append(CultureInfo.InvariantCulture, $"WFM:1:{queue + 2}:{metric + 1}={CsvInterface.ExternalSystem}:{data.NameOf(queue)}:{CsvInterface.Metrics[metric]}\n");
            }
        }

        File.WriteAllText(Path.Combine(installation, "acd_map.ini"), map.ToString());
    }

    private static async Task ImportAsync(string installation, CallDataFile data, string? folderToForget)
    {
        var results = await CallDataImport.RunAsync(
            new ImportConfiguration(installation),
            new CallDataImportOptions { StartDate = CallDataFile.FirstDay, Days = data.Days },
            new ImportReport(new UnwatchedImport(), NullLog.Instance),
            (_, _) => Task.FromResult<IImportTarget>(new ForgettingTarget(data, folderToForget)),
            SystemClock.Instance.GetCurrentInstant(),
            CancellationToken.None);
        if (results.Sum(result => (long)result.ValuesWritten) != data.Rows * CsvInterface.Metrics.Length)
        {
            throw new InvalidOperationException("Not every value was written.");
        }
    }

    /// <summary>
    /// Takes everything and keeps nothing. Has the system forget the files of a folder whose day has come, so that the cache does not grow: memory that
    /// a virtual machine must first get from its host makes reading a file there, with whatever program, much slower.
    /// </summary>
    private sealed class ForgettingTarget(CallDataFile data, string? folder) : IImportTarget
    {
        public DateTimeZone TimeZone => DateTimeZone.Utc;

        public IReadOnlyList<WfmQueue> Queues { get; } =
        [
            .. data.Names.Select((name, i) => new WfmQueue
            {
                Id = i + 2,
                ParentId = 1,
                Name = name,
                Path = name,
                ValueTypes = [.. CsvInterface.Metrics.Select((metric, j) => new WfmValueType { Id = j + 1, Name = metric })],
            }),
        ];

        public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; } = [new() { Name = CsvInterface.ExternalSystem, Type = ExternalSystemType.Csv, TimeLink = true }];

        public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<DayVector>>([]);

        public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WfmEmployee>>([]);

        public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WfmActivity>>([]);

        public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        {
            if (folder is not null)
            {
                FileCache.Forget(CallDataFile.PathOf(folder, upload.Vectors[0].Day));
            }

            return Task.FromResult(new CallDataReceipt
            {
                Vectors = upload.Vectors.Count,
                ValuesWritten = upload.Vectors.Sum(vector => vector.Values.Count(value => value != DayVector.NoData)),
                VectorsReplaced = 0,
            });
        }

        public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
            => throw new NotSupportedException();

        public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
