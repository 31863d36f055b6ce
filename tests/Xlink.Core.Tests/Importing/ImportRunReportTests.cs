using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

public sealed class ImportRunReportTests : IDisposable
{
    private const string Keys =
        "ActivitySource=status\nActivitySeparatorCharacter=3\nActivityTimeSpanType=1\nActivityColumnNames=Agent;Activity;Start;End\nAgentColumn=1\nActivityColumn=2\n"
        + "ActivityStartTimeStampColumn=3\nActivityEndTimeStampColumn=4\nActivityDateOrder=dmy\n";

    private static readonly LocalDate Day = new(2024, 5, 2);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTarget server = new();
    private readonly ImportRecorder recorder = new();

    public ImportRunReportTests() => folder.Write("isps_ul.ini", "[DB]\n1=WFM,0,xlink@company.com,x\n[General]\n[CSV]\n" + Keys);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_server_is_told_what_an_import_did()
    {
        folder.Write("status/a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n8;B;nonsense;02.05.2024 12:00\n");

        await RunAsync();

        var run = Assert.Single(server.Runs);
        Assert.Equal(
            (ImportRunKind.AgentData, "CSV", ImportRunOutcome.Incomplete, 1L, 1L, 1L),
            (run.Kind, run.ExternalSystem, run.Outcome, run.RowsRead, run.RowsSkipped, run.ValuesWritten));
        Assert.Equal((Day, 1, Environment.MachineName, true), (run.FirstDay, run.Days, run.Computer, run.IsAutomatic));
        Assert.NotEqual(Guid.Empty, run.RunId);
        Assert.NotEmpty(run.Warnings);
        Assert.Empty(run.Errors);
        Assert.Equal(0, run.Start.Ticks % TimeSpan.TicksPerSecond);
    }

    [Fact]
    public async Task A_failed_import_is_told_too()
    {
        server.Refusal = ("CSV", XlinkException.Create("ServerNotReachable", XlinkErrorCategory.ConnectionError, "iwfm://x", "away"));
        folder.Write("status/a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n");

        await RunAsync();

        var run = Assert.Single(server.Runs);
        Assert.Equal(ImportRunOutcome.Failed, run.Outcome);
        Assert.Contains("iwfm://x", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_is_told_to_nobody()
    {
        folder.Write("status/a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n");

        await RunAsync(dryRun: true);

        Assert.Empty(server.Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_that_cannot_be_told_has_imported_all_the_same(bool cancelled)
    {
        folder.Write("status/a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n");
        server.ReportFailure = cancelled ? new OperationCanceledException() : XlinkException.Create("ServerNotReachable", XlinkErrorCategory.ConnectionError, "iwfm://x", "away");

        var result = Assert.Single(await RunAsync());

        Assert.Equal(1, result.ActivitiesStored);
        Assert.Empty(recorder.Failures);
        Assert.Single(server.AgentDays);
        Assert.Contains(recorder.Log, line => line.StartsWith("The server does not know of this import run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_are_cut_to_what_a_server_keeps_and_never_through_a_character()
    {
        var text = new string('x', WfmImportRun.MaximumMessageLength - 2) + "😀😀";
        var report = new ImportReport(recorder, recorder);
        var runs = new ImportRunReport(server, ImportRunKind.CallData, new() { StartDate = Day }, isAutomatic: false, report);
        for (var i = 0; i < 30; i++)
        {
            report.Failed(["CSV"], XlinkException.Create("ServerNotReachable", XlinkErrorCategory.ConnectionError, text, "away"));
        }

        await runs.SendCallDataAsync(["CSV"], [], failure: null, TestContext.Current.CancellationToken);

        var errors = Assert.Single(server.Runs).Errors;
        Assert.Equal(WfmImportRun.MaximumMessages, errors.Count);
        Assert.All(errors, error => Assert.InRange(error.Length, 1, WfmImportRun.MaximumMessageLength));
        Assert.All(errors, error => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(error))));
    }

    private Task<IReadOnlyList<AgentImportResult>> RunAsync(bool dryRun = false) => AgentDataImport.RunAsync(
        new ImportConfiguration(folder.Path),
        new ImportOptions { StartDate = Day, DryRun = dryRun },
        new ImportReport(recorder, recorder),
        (_, _) => Task.FromResult<IImportTarget>(server),
        Instant.FromUtc(2024, 6, 1, 0, 0),
        TestContext.Current.CancellationToken);
}
