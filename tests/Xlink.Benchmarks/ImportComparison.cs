using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Servers;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Suite.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

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
        var source = Directory.CreateDirectory(Path.Combine(folder, "acd")).FullName;
        var serverFolder = Path.Combine(folder, "server");
        try
        {
            var path = Path.Combine(source, "calls.csv");
            data.Write(path);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{data.Rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB, {data.Queues * CsvInterface.Metrics.Length:N0} targets, {data.Days:N0} days, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
            await PrepareAsync(folder, source, serverFolder);

            var csv = new CsvCallDataSource(CsvCallDataSettings.FromSection(CsvInterface.Section(source, data), folder));
            var (import, reading, loop) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var run = 0; run < runs; run++)
            {
                import = BestRun.Shorter(import, () => Import(folder).GetAwaiter().GetResult());
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
            await ServerProcess.StopAsync(serverFolder, TimeSpan.FromSeconds(20), CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PrepareAsync(string folder, string source, string serverFolder)
    {
        var artifacts = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ArtifactsFolder").Value!;
        var options = new ServerProcessOptions { ProgramFolder = Path.Combine(artifacts, "XlinkPS", "server"), DataPath = serverFolder, Port = 0, TimeZone = "UTC" };
        var server = await ServerProcess.StartAsync(options, CancellationToken.None);
        using var administrator = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(server.Url), RunningServer.AdministratorName, server.AdministratorPassword!, options: null, CancellationToken.None);
        await administrator.CreateExternalSystemAsync(
            new() { Name = CsvInterface.ExternalSystem, Type = ExternalSystemType.Csv, PhoneLink = true }, CancellationToken.None);
        var map = new StringBuilder();
        for (var queue = 0; queue < data.Queues; queue++)
        {
            var name = CallDataFile.NameOf(queue);
            var created = await administrator.CreateQueueAsync(new() { Name = name, ValueTypes = CsvInterface.Metrics }, CancellationToken.None);
            foreach (var valueType in created.ValueTypes)
            {
                map.Append(CultureInfo.InvariantCulture, $"WFM:{created.ParentId}:{created.Id}:{valueType.Id}={CsvInterface.ExternalSystem}:{name}:{valueType.Name}\n");
            }
        }

        var password = PasswordEncoding.Open(folder).Protect(server.AdministratorPassword!);
        await File.WriteAllTextAsync(Path.Combine(folder, "acd_map.ini"), map.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "isps.cfg"), $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{server.Url}\"\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "isps_ul.ini"), $"[DB]\n1=WFM,0,{RunningServer.AdministratorName},{password}\n[General]\n" + CsvInterface.Text(source, data));
    }

    private async Task Import(string folder)
    {
        var options = new CallDataImportOptions { StartDate = CallDataFile.FirstDay, Days = data.Days };
        var results = await CallDataImport.RunAsync(folder, options, new UnwatchedImport(), NullLog.Instance, CancellationToken.None);
        if (results.Sum(result => (long)result.ValuesWritten) != data.Rows * CsvInterface.Metrics.Length)
        {
            throw new InvalidOperationException("Not every value was written.");
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
