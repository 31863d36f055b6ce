using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

/// <summary>With <c>WriteAlways=1</c> intervals without data overwrite stored values with 0, and everybody is told which.</summary>
public sealed class WriteAlwaysTests : IDisposable
{
    private const string Section = """
        [General]
        [CSV]
        Source=acd
        Interval=15
        SeparatorCharacter=3
        GroupColumn=1
        DateColumn=2
        TimeColumn=3
        DateOrder=dmy
        ColumnNames=Queue;Date;Time;Calls
        Groups=A;B

        """;

    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly TemporaryFolder folder = new();
    private readonly ImportRecorder recorder = new();
    private readonly FakeTarget server = new();

    public WriteAlwaysTests() => folder.Write("acd/1.csv", "A;23.12.2014;08:00;7\nA;23.12.2014;08:15;0\nA;24.12.2014;08:00;1\n");

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Intervals_without_data_become_0()
    {
        await RunAsync(writeAlways: true);

        var values = Assert.Single(Assert.Single(server.Uploads).Vectors).Values;
        Assert.Equal((700, 0, 0), (values[32], values[33], values[50]));
        Assert.Equal(96, values.Count(value => value != DayVector.NoData));
    }

    [Fact]
    public async Task Stored_values_that_become_0_are_named_by_target_day_and_time()
    {
        Store(2, Day, (31, 100), (32, 200), (33, 300), (40, 450), (41, 550), (95, 25));

        var result = Assert.Single(await RunAsync(writeAlways: true));

        // 08:00 has data; 08:15 has data that are 0; the rest is gone.
        var day = Assert.Single(result.Overwritten);
        Assert.Equal(("WFM", "German", "Calls", new DateTime(2014, 12, 23)), (day.ServerEntry, day.Queue, day.ValueType, day.Day));
        Assert.Equal((4, 11.25m, "07:45-08:00, 10:00-10:30, 23:45-00:00"), (day.Values, day.Sum, day.Times));
        var warning = Assert.Single(recorder.Warnings, text => text.Contains("WriteAlways", StringComparison.Ordinal));
        Assert.Contains("German / Calls", warning, StringComparison.Ordinal);
        Assert.Contains("07:45-08:00, 10:00-10:30, 23:45-00:00", warning, StringComparison.Ordinal);
        Assert.Contains("Warning: " + warning, recorder.Log);
        Assert.Contains(warning, result.Warnings);
    }

    [Fact]
    public async Task A_dry_run_names_them_too_and_writes_nothing()
    {
        Store(2, Day, (50, 100));

        var result = Assert.Single(await RunAsync(writeAlways: true, dryRun: true));

        Assert.Equal("12:30-12:45", Assert.Single(result.Overwritten).Times);
        Assert.Equal(96, result.ValuesWritten);
        Assert.Empty(server.Uploads);
    }

    [Fact]
    public async Task Stored_zeros_and_other_targets_and_days_are_not_named()
    {
        Store(2, Day, (50, 0));
        Store(3, Day, (50, 100));
        Store(2, Day.PlusDays(1), (50, 100));

        Assert.Empty(Assert.Single(await RunAsync(writeAlways: true)).Overwritten);
    }

    [Fact]
    public async Task Without_it_nothing_is_overwritten()
    {
        Store(2, Day, (50, 100));

        var result = Assert.Single(await RunAsync(writeAlways: false));

        Assert.Empty(result.Overwritten);
        Assert.Equal(2, result.ValuesWritten);
        Assert.Equal(DayVector.NoData, server.Uploads[0].Vectors[0].Values[50]);
        Assert.DoesNotContain(recorder.Warnings, text => text.Contains("WriteAlways", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_first_twenty_are_warnings_and_the_result_and_the_log_have_all()
    {
        for (var i = 0; i < 40; i++)
        {
            Store(2, Day.PlusDays(i), (50, 100));
        }

        var result = Assert.Single(await RunAsync(writeAlways: true, days: 40));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => new DateTime(2014, 12, 23).AddDays(i)), result.Overwritten.Select(day => day.Day));
        Assert.Equal(21, recorder.Warnings.Count(text => text.Contains("WriteAlways", StringComparison.Ordinal)));
        Assert.Equal(41, recorder.Log.Count(text => text.Contains("WriteAlways", StringComparison.Ordinal)));
    }

    private void Store(int queue, LocalDate day, params (int Interval, int Value)[] values)
    {
        var stored = Enumerable.Repeat(DayVector.NoData, 96).ToArray();
        foreach (var (interval, value) in values)
        {
            stored[interval] = value;
        }

        server.Stored.Add(new DayVector { QueueId = queue, ValueTypeId = 1001, Day = day, IntervalMinutes = 15, Values = stored });
    }

    private Task<IReadOnlyList<ImportResult>> RunAsync(bool writeAlways, bool dryRun = false, int days = 1)
    {
        var report = new ImportReport(recorder, recorder);
        folder.Write("isps_ul.ini", Section);
        var mappings = AcdMap.Parse(Encoding.UTF8.GetBytes("WFM:1:2:1001=CSV:A:Calls\n"), folder["acd_map.ini"]).Mappings;
        var plan = ImportPlan.Make(new ImportConfiguration(folder.Path), mappings, server, report);
        var options = new CallDataImportOptions { StartDate = Day, Days = days, DryRun = dryRun };
        return new ServerEntryImport(folder.Path, "WFM", plan, server, options, writeAlways, report)
            .RunAsync(ProgressShare.Whole, [], TestContext.Current.CancellationToken);
    }
}
