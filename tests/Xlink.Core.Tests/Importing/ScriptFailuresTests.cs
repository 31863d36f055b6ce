using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Mapping;

namespace Xlink.Core.Tests.Importing;

/// <summary>A script that fails on an interval is told with the target, the script's file, line and column; the log has every interval.</summary>
public sealed class ScriptFailuresTests : IDisposable
{
    private const string Section =
        "[General]\n[CSV]\nSource=acd\nInterval=15\nSeparatorCharacter=3\nGroupColumn=1\nDateColumn=2\nTimeColumn=3\nDateOrder=dmy\nColumnNames=Queue;Date;Time;Calls;Lost\nGroups=A\n";

    private readonly TemporaryFolder folder = new();
    private readonly ImportRecorder recorder = new();
    private readonly FakeTarget server = new();

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 20)]
    [InlineData(40, 21)]
    public async Task The_log_has_every_interval_and_the_first_twenty_are_warnings(int intervals, int warnings)
    {
        var times = Enumerable.Range(0, intervals).Select(interval => TimeSpan.FromMinutes(15 * interval).ToString(@"hh\:mm", CultureInfo.InvariantCulture)).ToList();
        folder.Write("acd/1.csv", string.Concat(times.Select(time => $"A;23.12.2014;{time};7;0\n")));
        var script = folder.Write("$1.BAS", "Sub Main()\n  Result = Para1 / Para2\nEnd Sub\n");

        var result = Assert.Single(await RunAsync());

        Assert.Equal((intervals, warnings), (result.ScriptErrors, recorder.Warnings.Count));
        var text = $"{script}, line 2, column 3: division by zero.";
        Assert.Equal(times, recorder.Log
            .Where(entry => entry.StartsWith("Warning: German / Calls, ", StringComparison.Ordinal) && entry.Contains(text, StringComparison.Ordinal))
            .Select(entry => TimeOf(entry, text)));
        Assert.All(recorder.Warnings, warning => Assert.Contains("Warning: " + warning, recorder.Log));
        Assert.Equal(recorder.Warnings, result.Warnings);
    }

    private static string TimeOf(string entry, string text)
    {
        var start = "Warning: German / Calls, ".Length;
        var moment = entry[start..entry.IndexOf(": " + text, StringComparison.Ordinal)];
        return DateTime.Parse(moment, CultureInfo.CurrentCulture).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private Task<IReadOnlyList<ImportResult>> RunAsync()
    {
        var report = new ImportReport(recorder, recorder);
        var ini = folder.Write("isps_ul.ini", Section);
        var mappings = AcdMap.Parse(Encoding.UTF8.GetBytes("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=CSV:A:Lost\nWFM:1:2:1001=$1.BAS\n"), folder["acd_map.ini"]).Mappings;
        var plan = ImportPlan.Make(folder.Path, IspsUlConfiguration.Load(ini), mappings, server, report);
        var options = new CallDataImportOptions { StartDate = new NodaTime.LocalDate(2014, 12, 23) };
        return new ServerEntryImport(folder.Path, "WFM", plan, server, options, writeAlways: false, report)
            .RunAsync(ProgressShare.Whole, [], TestContext.Current.CancellationToken);
    }
}
