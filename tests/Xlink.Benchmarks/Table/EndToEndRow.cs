using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xlink.Servers;

namespace Xlink.Benchmarks.Table;

/// <summary>
/// A year of 200 queues from the file into the database of a server on this computer, beside reading alone, DuckDB writing its sums to a file, and a script
/// of Import-Csv and Invoke-RestMethod, which does a week of it.
/// </summary>
internal sealed class EndToEndRow : TableRow
{
    private const int ScriptDays = 7;

    private const string Script = """
        param($Path, $Url, $Map, $Days)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $token = (Invoke-RestMethod "$Url/api/v1/tokens" -Method Post -ContentType application/json -Body (@{ login = $env:BENCHMARK_USER; password = $env:BENCHMARK_PASSWORD } | ConvertTo-Json)).token
        $queues = Get-Content $Map -Raw | ConvertFrom-Json -AsHashtable
        $values = @{}
        foreach ($row in Import-Csv $Path -Delimiter ';' -Header Queue, Date, Time, Offered, Handled, AHT) {
            $start = [datetime]::ParseExact($row.Date + ' ' + $row.Time, 'dd.MM.yyyy HH:mm', [cultureinfo]::InvariantCulture)
            $day = $values[$start.Date]
            if (-not $day) { $day = $values[$start.Date] = @{} }
            $queue = $day[$row.Queue]
            if (-not $queue) { $queue = $day[$row.Queue] = @([int[]]::new(96), [int[]]::new(96), [int[]]::new(96)) }
            $interval = [int]$start.TimeOfDay.TotalMinutes / 15
            $queue[0][$interval] += 100 * [int]$row.Offered
            $queue[1][$interval] += 100 * [int]$row.Handled
            $queue[2][$interval] += 100 * [int]$row.AHT
        }
        foreach ($day in $values.Keys) {
            $vectors = foreach ($name in $values[$day].Keys) {
                foreach ($metric in 0..2) {
                    @{ queueId = $queues[$name][0]; valueTypeId = $queues[$name][$metric + 1]; day = $day.ToString('yyyy-MM-dd'); intervalMinutes = 15; values = $values[$day][$name][$metric] }
                }
            }
            $body = @{ externalSystem = 'CSV'; vectors = @($vectors) } | ConvertTo-Json -Depth 4 -Compress
            $null = Invoke-RestMethod "$Url/api/v1/call-data" -Method Post -ContentType application/json -Body $body -Headers @{ Authorization = "Bearer $token"; 'Idempotency-Key' = [guid]::NewGuid().ToString('N') }
        }
        $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
        """;

    public override string Name => "end-to-end";

    public override string Work => "file → mapping → script → upload → SQLite on disk, one year, 600 targets";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var data = new CallDataFile(200, context.Scaled(365));
        var file = Path.Combine(context.CreateFolder(Name), "calls.csv");
        data.Write(file);
        var duckDb = await DuckDb.InstallAsync(context);
        WayResult? reading = null, duck = null;
        var (import, again) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < context.Runs; run++)
        {
            reading = (await CsvReading.RunAsync(CsvReading.Xlink, data, Path.GetDirectoryName(file)!, runs: 2)).Or(reading);
            duck = (await duckDb.WriteAsync(data, file, file + ".duckdb", runs: 1)).Or(duck);
            File.Delete(file + ".duckdb");
            var folder = context.CreateFolder($"import-{run}");
            await using (var installation = await ImportInstallation.CreateAsync(folder, data))
            {
                // A session and a server that have imported before, as reading alone counts when the process has done it before.
                File.Copy(file, Path.Combine(installation.Source, "calls.csv"));
                await installation.WarmAsync();
                import = Math.Min(import, await MeasureAsync(() => installation.ImportAsync(data.Days)));
                again = Math.Min(again, await MeasureAsync(() => installation.ImportAsync(data.Days)));
            }

            Directory.Delete(folder, recursive: true);
        }

        reading!.CheckSame(duck!);
        context.Report("Xlink, the whole import", import);
        context.Report("Xlink, the same import once more", again);
        context.Report("Xlink, reading and adding up only", reading.Best);
        context.Report("DuckDB, sums to a database file", duck!.Best);
        List<Measure> measures = [new("read and added up only", import / reading.Best, 2, AtLeast: false), new("DuckDB writing its sums to a file", duck.Best / import, 2)];
        if (await RunScriptAsync(context) is { } secondsPerLine)
        {
            measures.Add(new("Import-Csv + Invoke-RestMethod, time per line of a week", secondsPerLine / (import / data.Rows), 50));
        }

        File.Delete(file);
        return measures;
    }

    private static async Task<double?> RunScriptAsync(TableContext context)
    {
        var data = new CallDataFile(200, Math.Min(ScriptDays, context.Scaled(365)));
        var folder = context.CreateFolder("script");
        await using var installation = await ImportInstallation.CreateAsync(folder, data);
        var file = Path.Combine(folder, "week.csv");
        data.Write(file);
        var map = Path.Combine(folder, "map.json");
        await File.WriteAllTextAsync(map, JsonSerializer.Serialize(installation.Queues.ToDictionary(queue => queue.Name, queue => (int[])[queue.Id, .. queue.ValueTypes])));
        var script = Path.Combine(folder, "import.ps1");
        await File.WriteAllTextAsync(script, Script);
        Environment.SetEnvironmentVariable("BENCHMARK_USER", RunningServer.AdministratorName);
        Environment.SetEnvironmentVariable("BENCHMARK_PASSWORD", installation.Password);
        try
        {
            var text = await Peer.RunAsync("pwsh", "-NoProfile", "-File", script, file, installation.Url.GetLeftPart(UriPartial.Authority), map, $"{data.Days}");
            var seconds = double.Parse(text.Trim(), CultureInfo.InvariantCulture);
            context.Report("Import-Csv + Invoke-RestMethod, a week", seconds);
            return seconds / data.Rows;
        }
        catch (PeerMissingException exception)
        {
            context.Output.WriteLine("    " + exception.Message);
            return null;
        }
        finally
        {
            Environment.SetEnvironmentVariable("BENCHMARK_PASSWORD", value: null);
        }
    }

    private static async Task<double> MeasureAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }
}
