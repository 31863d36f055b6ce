using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

/// <summary>Which targets are imported, and what the rest means for the source files.</summary>
public sealed class ImportPlanTests : IDisposable
{
    private const string Keys = """
        SeparatorCharacter=3
        HeaderLines=0
        GroupColumn=1
        DateColumn=2
        TimeColumn=3
        DateOrder=dmy
        ColumnNames=Queue;Date;Time;Calls;AHT
        Groups=A;B

        """;

    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly TemporaryFolder folder = new();
    private readonly ImportRecorder recorder = new();
    private readonly FakeTarget server = new();
    private readonly ImportReport report;

    public ImportPlanTests()
    {
        report = new ImportReport(recorder, recorder);
        folder.Write("acd/1.csv", "A;23.12.2014;08:00;1;10\nB;23.12.2014;08:00;2;20\n");
        folder.Write("acd2/1.csv", "A;23.12.2014;08:00;5;50\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_each_external_system_once_whatever_the_case_of_its_name()
    {
        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1002=csv:A:AHT\nWFM:1:2:1002=Csv:B:AHT\n");

        Assert.Equal(2, plan.Targets.Count);
        Assert.Equal(["CSV"], plan.Sources.Select(source => source.ExternalSystem));
        Assert.Equal([0, 1, 2], plan.Targets.SelectMany(target => target.Sources).Select(source => source.Series));
        Assert.Empty(recorder.Warnings);
    }

    [Theory]
    [InlineData("WFM:1:99:1001=CSV:A:Calls", "does not have")]
    [InlineData("WFM:1:2:99=CSV:A:Calls", "does not have")]
    [InlineData("WFM:1:2:1001=CSV:a:Calls", "names CSV:a:Calls")]
    [InlineData("WFM:1:2:1001=CSV:A:calls", "names CSV:A:calls")]
    [InlineData("WFM:1:2:1001=CSV:A:Date", "names CSV:A:Date")]
    public void A_mapping_that_leads_nowhere_is_a_warning(string line, string text)
    {
        var plan = Make(line + "\nWFM:1:3:1001=CSV:B:Calls\n");

        Assert.Equal(["English"], plan.Targets.Select(target => target.Queue.Name));
        Assert.Contains(text, Assert.Single(recorder.Warnings), StringComparison.Ordinal);
        Assert.False(report.IsIncomplete("CSV"));
    }

    [Fact]
    public async Task The_server_is_told_of_a_mapping_that_leads_nowhere_with_the_run_that_had_nothing_else()
    {
        var runs = new ImportRunReport(server, ImportRunKind.CallData, new() { StartDate = Day }, isAutomatic: false, report);
        Make("WFM:1:2:1001=CSV:Lost:Calls\n");

        await runs.SendCallDataAsync(["CSV", "CSV2"], [], failure: null, TestContext.Current.CancellationToken);

        Assert.Equal([1, 0], server.Runs.Select(run => run.Warnings.Count));
        Assert.Contains("CSV:Lost:Calls", server.Runs[0].Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_that_is_mapped_under_two_parents_is_imported_once()
    {
        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:7:2:1001=CSV:B:Calls\nwfm:1:2:1001=CSV:B:Calls\n");

        Assert.Equal([0], Assert.Single(plan.Targets).Sources.Select(source => source.Series));
        Assert.Equal(2, recorder.Warnings.Count(warning => warning.Contains("another mapping", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Missing", "ExternalSystemNotConfigured")]
    [InlineData("Extra", "ExternalSystemNotFound")]
    [InlineData("ODBC", "SourceKeyMissing")]
    public void An_external_system_that_cannot_be_read_holds_back_what_shares_a_target_with_it(string externalSystem, string errorId)
    {
        var plan = Make($"WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001={externalSystem}:A:Calls\nWFM:1:3:1001=CSV2:A:Calls\nWFM:1:3:1002=CSV:A:Calls\n");

        Assert.Equal([3, 3], plan.Targets.Select(target => target.Queue.Id));
        Assert.Equal((externalSystem, errorId), (Assert.Single(recorder.Failures).ExternalSystem, recorder.Failures[0].Failure.ErrorId));
        Assert.Equal((true, true, false), (report.IsIncomplete(externalSystem), report.IsIncomplete("CSV"), report.IsIncomplete("CSV2")));
    }

    [Fact]
    public void A_broken_script_is_reported_once_and_holds_back_all_that_use_it()
    {
        folder.Write("$1.BAS", "Sub Main()\nResult =\nEnd Sub\n");

        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=$1.BAS\nWFM:1:3:1001=CSV2:A:Calls\nWFM:1:3:1001=$1.BAS\nWFM:1:3:1002=CSV:A:AHT\n");

        Assert.Equal(["AHT"], plan.Targets.Select(target => target.ValueType.Name));
        var error = Assert.Single(recorder.Failures).Failure;
        Assert.Equal((folder["$1.BAS"], 2), (error.FilePath, error.Line));
        Assert.True(report.IsIncomplete("CSV") && report.IsIncomplete("CSV2"));
        Assert.Contains(recorder.Log, line => line.StartsWith("Error: ", StringComparison.Ordinal) && line.Contains("$1.BAS", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_odd_in_a_script_goes_to_the_log()
    {
        folder.Write("$1.bas", "Sub Main()\nIf Para1 > 1\nResult = Para1\nEnd If\nEnd Sub\n");

        Assert.Single(Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=$1.BAS\n").Targets);

        Assert.Contains("'Then' is missing", Assert.Single(recorder.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_else_goes_on_when_one_external_system_cannot_be_read()
    {
        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=CSV2:A:Calls\nWFM:1:3:1001=CSV:B:Calls\nWFM:1:3:1002=CSV2:A:Calls\n");
        System.IO.Directory.Delete(folder["acd2"], recursive: true);

        var results = await RunAsync(plan, server);

        Assert.Equal(["CSV"], results.Select(result => result.ExternalSystem));
        Assert.Equal((3, 200), (Assert.Single(Assert.Single(server.Uploads).Vectors).QueueId, server.Uploads[0].Vectors[0].Values[32]));
        Assert.Equal(["CSV2"], recorder.Failures.Select(failure => failure.ExternalSystem));
        Assert.True(report.IsIncomplete("CSV"));
    }

    [Fact]
    public async Task A_refused_upload_holds_back_every_external_system_that_fed_it()
    {
        using var refusing = new FakeTarget { Refusal = ("CSV", XlinkException.Create("ServerRefused", XlinkErrorCategory.ConnectionError, "detail", "Code")) };
        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=CSV2:A:Calls\nWFM:1:3:1001=CSV2:A:Calls\n");

        var results = await RunAsync(plan, refusing);

        Assert.Equal(["CSV2"], results.Select(result => result.ExternalSystem));
        Assert.Equal("CSV, CSV2", Assert.Single(recorder.Failures).ExternalSystem);
        Assert.True(report.IsIncomplete("CSV") && report.IsIncomplete("CSV2"));
    }

    [Fact]
    public async Task An_external_system_that_only_adds_parameters_has_a_result_of_its_own()
    {
        var results = await RunAsync(Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=CSV2:A:Calls\n"), server);

        Assert.Equal([("CSV", 2L, 1), ("CSV2", 1L, 0)], results.Select(result => (result.ExternalSystem, result.RowsRead, result.ValuesWritten)));
        Assert.Equal(600, server.Uploads.Single().Vectors.Single().Values[32]);
    }

    [Fact]
    public async Task Progress_goes_from_0_to_1_and_never_back()
    {
        var plan = Make("WFM:1:2:1001=CSV:A:Calls\nWFM:1:3:1001=CSV2:A:Calls\n");

        await RunAsync(plan, server, days: 5);

        Assert.Equal(recorder.Fractions.Order(), recorder.Fractions);
        Assert.Equal((0, 1), (recorder.Fractions[0], Math.Round(recorder.Fractions[^1], 9)));
    }

    private ImportPlan Make(string map)
    {
        var section = (string name, string source) => $"[{name}]\nSource={source}\nInterval=15\n{Keys}";
        folder.Write("isps_ul.ini", "[General]\n" + section("CSV", "acd") + section("CSV2", "acd2") + section("Extra", "acd") + section("ODBC", "acd"));
        var mappings = AcdMap.Parse(Encoding.UTF8.GetBytes(map), folder["acd_map.ini"]).Mappings;
        return ImportPlan.Make(new ImportConfiguration(folder.Path), mappings, server, report);
    }

    private Task<System.Collections.Generic.IReadOnlyList<ImportResult>> RunAsync(ImportPlan plan, FakeTarget target, int days = 1)
        => new ServerEntryImport(folder.Path, "WFM", plan, target, new CallDataImportOptions { StartDate = Day, Days = days }, writeAlways: false, report)
            .RunAsync(ProgressShare.Whole, [], TestContext.Current.CancellationToken);
}
