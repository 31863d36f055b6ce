using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Core.Tests.Sources.Agents;
using Xlink.Importing;
using Xlink.Sources;
using Xlink.Targets;

namespace Xlink.Core.Tests.Importing;

public sealed class AgentDataImportTests : IDisposable
{
    private const string Keys =
        "ActivitySeparatorCharacter=3\nActivityTimeSpanType=1\nActivityColumnNames=Agent;Activity;Start;End\nAgentColumn=1\nActivityColumn=2\n"
        + "ActivityStartTimeStampColumn=3\nActivityEndTimeStampColumn=4\nActivityDateOrder=dmy\n";

    private static readonly LocalDate Second = new(2024, 5, 2);
    private static readonly LocalDate Third = new(2024, 5, 3);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTarget server = new();
    private readonly ImportRecorder recorder = new();

    // Long after the days of the tests, unless one says otherwise.
    private Instant now = Instant.FromUtc(2024, 6, 1, 0, 0);

    public AgentDataImportTests()
    {
        Directory.CreateDirectory(folder["done"]);
        Configure("ActivitySource=status\nDeleteActivityImportFiles=1\nActivityDestination=done\n" + Keys);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Stores_each_day_and_moves_the_file()
    {
        var file = Write("a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n7;B;03.05.2024 08:00;03.05.2024 12:00\n");

        var result = Assert.Single(await RunAsync(Second, days: 2));

        Assert.Equal(["05-02 7 08:00-12:00 R", "05-03 7 08:00-12:00 B"], Stored());
        Assert.Equal((2, 2L), (result.ActivitiesStored, result.RowsRead));
        Assert.Equal([(Second, 1, 1), (Third, 1, 1)], result.StoredDays.Select(day => (LocalDate.FromDateTime(day.Day), day.Activities, day.Employees)));
        Assert.False(File.Exists(file));
        Assert.Equal(folder[Path.Combine("done", "a.csv")], Assert.Single(result.Files).MovedTo);
        Assert.Contains("a.csv moved to", await File.ReadAllTextAsync(folder["DeleteImportFiles.log"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_an_activity_over_midnight_stays_for_the_second_day_and_goes_after_it()
    {
        var first = Write("02.csv", "7;R;02.05.2024 22:00;03.05.2024 06:00\n");
        await RunAsync(Second);
        Assert.True(File.Exists(first));

        var second = Write("03.csv", "7;B;03.05.2024 08:00;03.05.2024 12:00\n");
        await RunAsync(Third);

        Assert.Equal(["05-02 7 22:00-24:00 R", "05-03 7 00:00-06:00 R", "05-03 7 08:00-12:00 B"], Stored());
        Assert.False(File.Exists(first));
        Assert.False(File.Exists(second));
        Assert.False(File.Exists(folder[AgentFileJournal.FileName]));
    }

    [Fact]
    public async Task A_night_shift_every_night_keeps_no_more_than_the_last_file()
    {
        for (var day = 1; day <= 9; day++)
        {
            Write($"0{day}.csv", $"7;R;0{day}.05.2024 22:00;{day + 1:00}.05.2024 06:00\n");
            await RunAsync(new LocalDate(2024, 5, day));

            Assert.Equal([$"0{day}.csv"], Directory.GetFiles(folder["status"]).Select(Path.GetFileName));
        }

        Assert.Equal(8, Stored().Count(line => line.Contains(" 00:00-06:00 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_day_whose_own_file_is_gone_is_not_replaced_by_the_end_of_the_night_before()
    {
        Write("02.csv", "7;R;02.05.2024 22:00;03.05.2024 06:00\n");
        Write("03.csv", "7;B;03.05.2024 08:00;03.05.2024 12:00\n");
        await RunAsync(Third);
        Assert.Equal(["02.csv"], Directory.GetFiles(folder["status"]).Select(Path.GetFileName));

        await RunAsync(Second, days: 2);

        Assert.Equal(["05-02 7 22:00-24:00 R", "05-03 7 00:00-06:00 R", "05-03 7 08:00-12:00 B"], Stored());
        Assert.Empty(Directory.GetFiles(folder["status"]));
    }

    [Fact]
    public async Task Files_of_a_day_that_is_not_over_stay()
    {
        var morning = Write("08.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        now = Instant.FromUtc(2024, 5, 2, 8, 0);
        await RunAsync(Second);
        Assert.True(File.Exists(morning));

        var noon = Write("12.csv", "7;B;02.05.2024 12:00;02.05.2024 13:00\n");
        now = Instant.FromUtc(2024, 5, 2, 22, 5);
        await RunAsync(Second);

        Assert.Equal(["05-02 7 08:00-09:00 R", "05-02 7 12:00-13:00 B"], Stored());
        Assert.False(File.Exists(morning));
        Assert.False(File.Exists(noon));
    }

    [Fact]
    public async Task A_file_that_has_changed_since_a_day_of_it_was_imported_counts_as_new()
    {
        var file = Write("02.csv", "7;R;02.05.2024 22:00;03.05.2024 06:00\n");
        await RunAsync(Second);
        Write("02.csv", "7;R;02.05.2024 22:00;03.05.2024 06:30\n7;B;02.05.2024 08:00;02.05.2024 09:00\n");

        await RunAsync(Third);

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_day_without_rows_leaves_what_the_server_has()
    {
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        await RunAsync(Second);

        var result = Assert.Single(await RunAsync(Second));

        Assert.Equal(["05-02 7 08:00-09:00 R"], Stored());
        Assert.Empty(result.StoredDays);
    }

    [Fact]
    public async Task A_day_with_nothing_but_a_log_off_is_emptied()
    {
        Configure("ActivitySource=status\nLogOffActivities=Off\n" + Keys);
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        await RunAsync(Second);
        Write("02.csv", "7;Off;02.05.2024 08:00;02.05.2024 09:00\n");

        await RunAsync(Second);

        Assert.Empty(Stored());
        Assert.True(File.Exists(folder[Path.Combine("status", "02.csv")]));
    }

    [Fact]
    public async Task Unknown_agents_and_new_activities_are_listed_and_warned_of()
    {
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n99;R;02.05.2024 08:00;02.05.2024 09:00\n9;B;02.05.2024 08:00;02.05.2024 09:00\n");

        var result = Assert.Single(await RunAsync(Second));

        Assert.Equal(["9", "99"], result.UnknownAgents);
        Assert.Equal(["R", "B"], result.NewActivities.Select(activity => activity.ExternalId).OrderDescending());
        Assert.Contains(recorder.Warnings, warning => warning.Contains("9, 99", StringComparison.Ordinal) && warning.Contains("Add-XlinkEmployeeId", StringComparison.Ordinal));
        Assert.Contains(recorder.Warnings, warning => warning.Contains("Add-XlinkActivityMapping", StringComparison.Ordinal));
        Assert.Equal(recorder.Warnings, result.Warnings);
    }

    [Fact]
    public async Task A_failure_of_one_external_system_does_not_stop_the_others_and_keeps_its_files()
    {
        Configure(
            "ActivitySource=status\nDeleteActivityImportFiles=1\nActivityDestination=done\n" + Keys,
            "ActivitySource=status2\nDeleteActivityImportFiles=1\nActivityDestination=done\n" + Keys);
        var file = Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        var other = folder.Write(Path.Combine("status2", "02.csv"), "8;R;02.05.2024 08:00;02.05.2024 09:00\n");
        server.Refusal = ("CSV", XlinkException.Create("ImportRunning", XlinkErrorCategory.ResourceBusy, "there"));

        var results = await RunAsync(new ImportOptions { StartDate = Second });

        Assert.Equal("CSV2", Assert.Single(results).ExternalSystem);
        Assert.Equal("CSV", Assert.Single(recorder.Failures).ExternalSystem);
        Assert.True(File.Exists(file));
        Assert.False(File.Exists(other));
    }

    [Fact]
    public async Task A_file_stays_as_long_as_one_of_the_external_systems_that_read_it_has_failed()
    {
        const string Moving = "ActivitySource=status\nDeleteActivityImportFiles=1\nActivityDestination=done\n" + Keys;
        Configure(Moving, Moving);
        var file = Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        server.Refusal = ("CSV", XlinkException.Create("ImportRunning", XlinkErrorCategory.ResourceBusy, "there"));

        Assert.Equal("CSV2", Assert.Single(await RunAsync(new ImportOptions { StartDate = Second })).ExternalSystem);

        Assert.True(File.Exists(file));
        Assert.Contains(recorder.Warnings, warning => warning.Contains("not everything of them has arrived", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_stop_another_and_keeps_the_files()
    {
        Configure("ActivitySource=status\nDeleteActivityImportFiles=1\nActivityDestination=done\n" + Keys, servers: "2=Other,0,xlink,secret\n");
        var file = Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");

        var results = await AgentDataImport.RunAsync(
            folder.Path,
            new ImportOptions { StartDate = Second },
            new ImportReport(recorder, recorder),
            (_, entry, _) => entry == "Other"
                ? Task.FromException<IImportTarget>(XlinkException.Create("ImportRunning", XlinkErrorCategory.ConnectionError, "there"))
                : Task.FromResult<IImportTarget>(server),
            now,
            TestContext.Current.CancellationToken);

        Assert.Equal("WFM", Assert.Single(results).ServerEntry);
        Assert.Equal("CSV", Assert.Single(recorder.Failures).ExternalSystem);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_dry_run_stores_and_touches_nothing()
    {
        var file = Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n8;R;02.05.2024 08:00;02.05.2024 09:00\n");

        var result = Assert.Single(await RunAsync(new ImportOptions { StartDate = Second, DryRun = true }));

        Assert.True(result.IsDryRun);
        Assert.Equal((2, 2), (result.StoredDays.Single().Activities, result.StoredDays.Single().Employees));
        Assert.Empty(server.AgentDays);
        Assert.True(File.Exists(file));
        Assert.False(File.Exists(folder[AgentFileJournal.FileName]));
        Assert.False(File.Exists(folder["CSV_agent_import.log"]));
    }

    [Fact]
    public async Task A_dry_run_tells_whom_and_what_the_server_does_not_know_and_counts_the_rest()
    {
        Configure("ActivitySource=status\nActivityIdentifiers=R;Named\nActivityDescriptions=Ready;Named only\n" + Keys);
        Write("01.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        await RunAsync(Second);
        Write("01.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n901;New;02.05.2024 08:00;02.05.2024 09:00\n7;Elsewhere;02.05.2024 10:00;02.05.2024 11:00\n"
            + "901;R;03.05.2024 08:00;03.05.2024 09:00\n8;New;03.05.2024 08:00;03.05.2024 09:00\n");

        var result = Assert.Single(await RunAsync(new ImportOptions { StartDate = Second, Days = 2, DryRun = true, ExternalSystems = ["CSV"] }));

        Assert.Equal([(2, 1), (1, 1)], result.StoredDays.Select(day => (day.Activities, day.Employees)));
        Assert.Equal(3, result.ActivitiesStored);
        Assert.Equal(["901"], result.UnknownAgents);
        Assert.Equal(["Elsewhere", "Named", "New"], result.NewActivities.Select(activity => activity.ExternalId));
        Assert.Contains(result.Warnings, warning => warning.Contains("901", StringComparison.Ordinal) && warning.Contains("Add-XlinkEmployeeId", StringComparison.Ordinal));
        Assert.Single(server.AgentDays);
    }

    [Fact]
    public async Task Protocol_in_General_writes_a_log_of_the_external_system()
    {
        Configure("ActivitySource=status\n" + Keys, general: "Protocol=1\nLogDir=\"logs\"\n");
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\nseven;R;02.05.2024 08:00;02.05.2024 09:00\n");

        await RunAsync(Second);

        var lines = await File.ReadAllLinesAsync(folder[Path.Combine("logs", "CSV_agent_import.log")], TestContext.Current.CancellationToken);
        Assert.All(lines, line => Assert.Matches(@"^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > ", line));
        Assert.Contains(lines, line => line.Contains("02.csv, line 2: 'seven'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("1 activities", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_Protocol_there_is_no_log_of_the_external_system()
    {
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");

        await RunAsync(Second);

        Assert.False(File.Exists(folder["CSV_agent_import.log"]));
    }

    [Fact]
    public async Task An_external_system_without_the_keys_is_warned_of()
    {
        Configure("Source=acd\n");

        Assert.Empty(await RunAsync(Second));

        Assert.Contains(recorder.Warnings, warning => warning.Contains("'CSV'", StringComparison.Ordinal) && warning.Contains("no keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_external_system_without_a_section_is_an_error_if_it_was_asked_for()
    {
        await RunAsync(new ImportOptions { StartDate = Second, ExternalSystems = ["CSV2"] });

        Assert.Equal("ExternalSystemNotConfigured", Assert.Single(recorder.Failures).Failure.ErrorId);
    }

    [Fact]
    public async Task An_external_system_of_another_installation_is_left_alone()
    {
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");

        Assert.Equal(["CSV"], (await RunAsync(new ImportOptions { StartDate = Second })).Select(result => result.ExternalSystem));

        Assert.Empty(recorder.Failures);
        Assert.DoesNotContain(recorder.Warnings, warning => warning.Contains("CSV2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_section_with_agent_data_that_no_server_takes_is_warned_of()
    {
        folder.Write("isps_ul.ini", "[DB]\n1=WFM,0,xlink,secret\n[Strange]\nActivitySource=status\n" + Keys);

        Assert.Empty(await RunAsync(new ImportOptions { StartDate = Second }));

        Assert.Contains("'Strange'", Assert.Single(recorder.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_import_is_warned_of()
    {
        folder.Write("isps_ul.ini", "[DB]\n1=WFM,0,xlink,secret\n");

        Assert.Empty(await RunAsync(new ImportOptions { StartDate = Second }));

        Assert.Equal("There is no external system with agent data: nothing to import.", Assert.Single(recorder.Warnings));
    }

    [Fact]
    public async Task An_external_system_that_no_server_takes_agent_data_from_is_an_error_if_it_was_asked_for()
    {
        await RunAsync(new ImportOptions { StartDate = Second, ExternalSystems = ["Other"] });

        var failure = Assert.Single(recorder.Failures);
        Assert.Equal(("Other", "AgentDataNotFound"), (failure.ExternalSystem, failure.Failure.ErrorId));
    }

    [Fact]
    public async Task Only_the_external_systems_asked_for_are_imported()
    {
        Configure("ActivitySource=status\n" + Keys, "ActivitySource=status\n" + Keys);
        Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");

        Assert.Equal(["CSV2"], (await RunAsync(new ImportOptions { StartDate = Second, ExternalSystems = ["csv2"] })).Select(result => result.ExternalSystem));
    }

    [Fact]
    public async Task Progress_goes_from_0_to_1_and_never_back()
    {
        Write("a.csv", "7;R;02.05.2024 08:00;02.05.2024 12:00\n7;B;03.05.2024 08:00;03.05.2024 12:00\n");

        await RunAsync(Second, days: 5);

        Assert.Equal(recorder.Fractions.Order(), recorder.Fractions);
        Assert.Equal((0, 1), (recorder.Fractions[0], Math.Round(recorder.Fractions[^1], 9)));
    }

    [Fact]
    public async Task Another_import_of_the_installation_keeps_it_out()
    {
        using var other = ImportLock.Acquire(folder.Path);

        var error = await Assert.ThrowsAsync<XlinkException>(() => RunAsync(Second));

        Assert.Equal("ImportRunning", error.ErrorId);
    }

    [Fact]
    public async Task A_damaged_journal_is_an_error_and_touches_nothing()
    {
        var file = Write("02.csv", "7;R;02.05.2024 08:00;02.05.2024 09:00\n");
        folder.Write(AgentFileJournal.FileName, "[{");

        var error = await Assert.ThrowsAsync<XlinkException>(() => RunAsync(Second));

        Assert.Equal("AgentJournalDamaged", error.ErrorId);
        Assert.True(File.Exists(file));
    }

    private void Configure(string csv, string? csv2 = null, string general = "", string servers = "")
        => folder.Write("isps_ul.ini", $"[DB]\n1=WFM,0,xlink,secret\n{servers}[General]\n{general}[CSV]\n{csv}" + (csv2 is null ? string.Empty : "[CSV2]\n" + csv2));

    private string Write(string name, string text) => folder.Write(Path.Combine("status", name), text);

    private IEnumerable<string> Stored()
        => TimelineRun.Show([.. server.AgentDays.OrderBy(day => day.Key.Day).Select(day => new AgentDay(day.Key.Day, day.Value, HasRows: true))]);

    private Task<IReadOnlyList<AgentImportResult>> RunAsync(LocalDate day, int days = 1) => RunAsync(new ImportOptions { StartDate = day, Days = days, ExternalSystems = ["CSV"] });

    private Task<IReadOnlyList<AgentImportResult>> RunAsync(ImportOptions options)
        => AgentDataImport.RunAsync(
            folder.Path,
            options,
            new ImportReport(recorder, recorder),
            (_, _, _) => Task.FromResult<IImportTarget>(server),
            now,
            TestContext.Current.CancellationToken);
}
