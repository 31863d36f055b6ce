using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Core.Tests.Importing;
using Xlink.Importing;
using Xlink.Targets;
using Xlink.Targets.CloudLink;

namespace Xlink.Core.Tests.Targets.CloudLink;

public sealed class CloudLinkImportTests : IDisposable
{
    private const string Keys =
        "SeparatorCharacter=3\nGroupColumn=1\nDateColumn=2\nTimeColumn=3\nInterval=15\nAHTColumn=6\nColumnNames=Queue;Date;Time;Offered;Handled;AHT\nGroups=DE;EN\nDateOrder=dmy\n";

    private const string German = "WFM:1:2:1001=CSV:DE:Offered\nWFM:1:2:1002=CSV:DE:Handled\nWFM:1:2:1003=CSV:DE:AHT\n";

    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly TemporaryFolder folder = new();
    private readonly CloudLinkServer server = new();
    private readonly ImportRecorder recorder = new();
    private Instant now = Instant.FromUtc(2026, 1, 1, 10, 15);
    private bool isServerAway;

    public CloudLinkImportTests()
    {
        Directory.CreateDirectory(folder["in"]);
        Directory.CreateDirectory(folder["out"]);
        Directory.CreateDirectory(folder["done"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Both_targets_get_the_same_values_in_every_interval_of_many_days()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German + InEnglish(German));
        var random = new Random(20141223);
        WriteCalls("a.csv", Enumerable.Range(0, 40).SelectMany(day => Enumerable.Range(0, 96).SelectMany(interval => new[] { "DE", "EN" }.Select(queue =>
        {
            var offered = random.Next(30);
            return $"{queue};{Day.PlusDays(day):dd'.'MM'.'uuuu};{interval / 4:00}:{interval % 4 * 15:00};{offered};{random.Next(offered + 1)};{random.Next(600)}";
        }))));

        var result = Assert.Single(await RunAsync(days: 40));

        Assert.Empty(recorder.Failures);
        Assert.Equal(40, result.CloudLinkFiles.Count);
        Assert.Equal(2 * 40 * 96 * 3, server.Stored.Count);
        var rows = new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null);
        Assert.Equal(2 * 40 * 96, rows.Count);
        Assert.All(rows, row =>
        {
            var interval = ((row.Timestamp.Hour * 60) + row.Timestamp.Minute) / 15;
            int Stored(int valueType) => server.Stored[(int.Parse(row.QueueIdentifier, CultureInfo.InvariantCulture), valueType, row.Timestamp.Date, interval)] / 100;
            Assert.Equal((Stored(1001), Stored(1002), Stored(1003) * Stored(1002)), (row.Offered, row.Answered, row.HandlingTime));
        });
        Assert.All(rows, row => Assert.Equal(row.QueueIdentifier == "2" ? "German" : "English", row.QueueName));
        Assert.Empty(Directory.GetFiles(folder["in"]));
    }

    [Fact]
    public async Task Cloud_Link_alone_needs_no_server_once_its_queues_are_known()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        await RunAsync();
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German);
        isServerAway = true;
        WriteCalls("b.csv", ["DE;24.12.2014;08:15;4;4;10"]);

        var result = Assert.Single(await RunAsync(Day.PlusDays(1)));

        Assert.Empty(recorder.Failures);
        Assert.Equal((3, "WFM", "CSV"), (result.ValuesWritten, result.ServerEntry, result.ExternalSystem));
        var file = Path.GetFileName(Assert.Single(result.CloudLinkFiles));
        Assert.StartsWith("interval_CSV_2014-12-24_20260101T101500000Z-", file, StringComparison.Ordinal);
        Assert.Equal(
            "queueidentifier,queuename,timestamp,offered,answered,handlingtime,channel\r\n2,German,2014-12-24 08:15:00,4,4,40,calls\r\n",
            await File.ReadAllTextAsync(result.CloudLinkFiles[0], TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(folder["in"]));
        Assert.Single(server.Runs);
    }

    [Fact]
    public async Task Cloud_Link_alone_asks_the_server_once_and_says_what_helps_if_that_is_away()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        isServerAway = true;

        var error = await Assert.ThrowsAsync<XlinkException>(() => RunAsync());
        isServerAway = false;
        await RunAsync();

        Assert.Equal("ServerSnapshotMissing", error.ErrorId);
        Assert.Contains("Set-XlinkTarget", error.Remedy, StringComparison.Ordinal);
        Assert.Empty(server.Stored);
        Assert.Single(Directory.GetFiles(folder["out"]));
        Assert.Equal("Europe/Berlin", ServerSnapshot.Get(folder.Path, "wfm").TimeZone);
    }

    [Fact]
    public async Task A_damaged_file_of_what_the_server_has_is_written_anew_when_the_server_is_reached()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German);
        folder.Write(ServerSnapshot.FileName, "[{");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        Assert.Empty(recorder.Failures);
        Assert.Equal(2, ServerSnapshot.Get(folder.Path, "WFM").Queues.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_keeps_nothing_from_Cloud_Link_and_the_source_files_stay()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German);
        await RunAsync();
        isServerAway = true;
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        Assert.Single(new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null));
        Assert.Equal("ServerBusy", Assert.Single(recorder.Failures).Failure.ErrorId);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Theory]
    [InlineData("CSV", "CSV2")]
    [InlineData("CSV2", "CSV")]
    public async Task A_server_that_is_away_keeps_no_external_system_from_Cloud_Link_and_those_of_the_server_keep_their_source_files(string ofServer, string ofCloudLink)
    {
        ConfigureTwoSystems();
        folder.Write("acd_map.ini", German.Replace("CSV", ofServer, StringComparison.Ordinal)
            + German.Replace(":1:2:", ":2:3:", StringComparison.Ordinal).Replace("CSV", ofCloudLink, StringComparison.Ordinal));
        Edit($"[{ofServer}]\n", $"[{ofServer}]\nTarget=Wfm\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        folder.Write("in2/b.csv", File.ReadAllBytes(folder["in/a.csv"]));
        ServerSnapshot.Of("WFM", server).Save(folder.Path);
        isServerAway = true;

        await RunAsync();

        Assert.Equal((ofServer, "ServerBusy"), (Assert.Single(recorder.Failures).ExternalSystem, recorder.Failures[0].Failure.ErrorId));
        Assert.Equal(["3 08:15 3/2/360"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Equal(ofServer == "CSV", File.Exists(folder["in/a.csv"]));
        Assert.Equal(ofServer == "CSV2", File.Exists(folder["in2/b.csv"]));
    }

    [Fact]
    public async Task A_server_that_refuses_the_data_keeps_nothing_from_Cloud_Link_and_the_source_files_stay()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "DE;24.12.2014;08:15;3;2;180"]);
        server.Refusal = Away();

        await RunAsync(days: 2);

        Assert.Equal(2, new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Count);
        Assert.Equal("CSV", Assert.Single(recorder.Failures).ExternalSystem);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Theory]
    [InlineData("Both", true)]
    [InlineData("CloudLink", false)]
    public async Task A_server_that_does_not_say_what_would_be_overwritten_keeps_nothing_from_Cloud_Link(string target, bool stays)
    {
        ConfigureTwoSystems();
        folder.Write("acd_map.ini", German + "WFM:2:3:1001=CSV2:EN:Offered\n");
        Edit("[General]\nTarget=CloudLink\n", "[General]\nTarget=Wfm\nWriteAlways=1\n");
        Edit("[CSV]\n", $"[CSV]\nTarget={target}\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "DE;24.12.2014;08:15;3;2;180"]);
        server.Refusal = Away();

        await RunAsync(days: 2);

        Assert.Equal(2 * 96, new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Count);
        Assert.Empty(server.Stored);
        Assert.Equal(stays ? ["CSV"] : [], recorder.Failures.Select(failure => failure.ExternalSystem));
        Assert.Equal(stays, File.Exists(folder["in/a.csv"]));
    }

    [Theory]
    [InlineData("CloudLinkDirectory=missing\n", "CloudLinkFolderMissing")]
    [InlineData("", "CloudLinkDirectoryNotSet")]
    public async Task A_folder_that_is_not_there_keeps_nothing_from_the_server_and_the_source_files_stay(string keys, string errorId)
    {
        Configure("Target=Both\n" + keys, German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "DE;24.12.2014;08:15;3;2;180"]);

        await RunAsync(days: 2);

        Assert.Equal(6, server.Stored.Count);
        Assert.Equal(errorId, Assert.Single(recorder.Failures).Failure.ErrorId);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_fails_an_import_to_Cloud_Link_alone()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=missing\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        Assert.Empty(await RunAsync());

        Assert.Equal("CloudLinkFolderMissing", Assert.Single(recorder.Failures).Failure.ErrorId);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Fact]
    public async Task A_share_that_goes_away_in_the_middle_has_whole_files_only_and_the_next_import_makes_up_for_the_rest()
    {
        Configure("Target=Both\nCloudLinkDirectory=out\n", German);
        WriteCalls("a.csv", Enumerable.Range(0, 5).Select(day => $"DE;{Day.PlusDays(day):dd'.'MM'.'uuuu};08:15;3;2;180"));
        server.Storing = day =>
        {
            if (day == Day.PlusDays(2))
            {
                Directory.Move(folder["out"], folder["away"]);
            }
        };
        await RunAsync(days: 5);

        Assert.Equal("CSV", Assert.Single(recorder.Failures).ExternalSystem);
        Assert.Equal(15, server.Stored.Count);
        Assert.All(Directory.GetFiles(folder["away"]), path => Assert.Single(CloudLinkFormat.ContactIntervals.Read(path)));
        Assert.True(File.Exists(folder["in/a.csv"]));

        server.Storing = null;
        Directory.Move(folder["away"], folder["out"]);
        now += Duration.FromMinutes(15);
        await RunAsync(days: 5);

        Assert.Equal(5, new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Count);
        Assert.Empty(Directory.GetFiles(folder["in"]));
    }

    [Fact]
    public async Task A_queue_with_values_from_two_external_systems_is_joined_in_a_file_of_its_own()
    {
        ConfigureTwoSystems();
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "EN;23.12.2014;08:15;1;1;60"]);
        folder.Write("in2/b.csv", "Queue;Date;Time;Offered;Handled;AHT\nDE;23.12.2014;08:15;9;8;100\nDE;23.12.2014;08:30;9;7;100\n");

        var results = await RunAsync();

        Assert.Equal(
            [("CSV", Day), ("CSV+CSV2", Day)],
            Directory.GetFiles(folder["out"]).Select(path => CloudLinkFileName.Parse(path)!).Select(name => (name.ExternalSystem, name.Day)).Order());
        Assert.Equal(
            ["2 08:15 3/8/800", "2 08:30 /7/700", "3 08:15 1/1/60"],
            new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.All(results, result => Assert.Contains(result.CloudLinkFiles, path => path.Contains("CSV+CSV2", StringComparison.Ordinal)));
        Assert.Empty(recorder.Failures);
    }

    [Fact]
    public async Task A_queue_with_values_from_two_external_systems_waits_if_only_one_of_them_is_imported()
    {
        ConfigureTwoSystems();
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "EN;23.12.2014;08:15;1;1;60"]);

        await RunAsync(externalSystems: "CSV");

        Assert.Equal(["3 08:15 1/1/60"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Equal("CloudLinkQueueWaits", Assert.Single(recorder.Failures).Failure.ErrorId);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_with_its_reason()
    {
        Configure(
            "Target=CloudLink\nCloudLinkDirectory=out\n",
            German + "WFM:1:2:1004=CSV:DE:AHT\nWFM:2:3:1001=CSV:EN:Offered\nWFM:2:3:1003=CSV:EN:AHT\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180", "EN;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        Assert.Equal(["2 08:15 3/2/360"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Contains(recorder.Warnings, warning => warning.Contains("German / Service level", StringComparison.Ordinal));
        Assert.Contains(
            recorder.Warnings,
            warning => warning.Contains("German/English / Offered, German/English / AHT", StringComparison.Ordinal) && warning.Contains("Answered", StringComparison.Ordinal));
        Assert.Empty(recorder.Failures);
    }

    [Theory]
    [InlineData("CloudLink", "", true)]
    [InlineData("CloudLink", "CloudLinkNoRole=1001;1002;1003\n", false)]
    [InlineData("Both", "", false)]
    public async Task Source_files_stay_if_none_of_their_queues_gets_into_files_that_are_the_only_target(string target, string keys, bool stays)
    {
        Configure($"Target={target}\nCloudLinkDirectory=out\n" + keys, "WFM:1:2:1001=CSV:DE:Offered\nWFM:1:2:1003=CSV:DE:AHT\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        Assert.Empty(Directory.GetFiles(folder["out"]));
        Assert.Equal(stays, File.Exists(folder["in/a.csv"]));
        Assert.Equal(stays ? ["CloudLinkNothingWritten"] : [], recorder.Failures.Select(failure => failure.Failure.ErrorId));
    }

    [Fact]
    public async Task A_value_of_external_systems_with_different_targets_is_told()
    {
        ConfigureTwoSystems();
        folder.Write("acd_map.ini", "WFM:1:2:1001=CSV:DE:Offered\nWFM:1:2:1001=CSV2:DE:Offered\nWFM:1:2:1002=CSV:DE:Handled\n");
        Edit("[CSV]\n", "[CSV]\nTarget=Wfm\n");

        await RunAsync();

        Assert.Contains(recorder.Warnings, warning => warning.Contains("WFM:1:2:1001", StringComparison.Ordinal) && warning.Contains("CSV, CSV2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_with_a_plus_is_that_of_one_external_system()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German.Replace("CSV", "CSV+2", StringComparison.Ordinal));
        Edit("[CSV]", "[CSV+2]");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        Assert.Single(Assert.Single(await RunAsync()).CloudLinkFiles);
    }

    [Fact]
    public async Task What_somebody_has_set_to_no_role_is_not_told_at_every_import()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkNoRole=1004\n", German + "WFM:1:2:1004=CSV:DE:AHT\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        Assert.Equal(["2 08:15 3/2/360"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Empty(recorder.Warnings);
    }

    [Fact]
    public async Task Scripts_come_first_and_what_they_give_is_rounded_to_whole_numbers_halves_away_from_zero()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German + "WFM:1:2:1001=$1.BAS\nWFM:1:2:1003=$2.BAS\n");
        folder.Write("$1.BAS", "Dim Result As Long\nDim Para1 As Long\nSub Main()\nResult = Para1 * 50\nEnd Sub\n");
        folder.Write("$2.BAS", "Dim Result As Long\nDim Para1 As Long\nSub Main()\nResult = Para1 * 100 + 50\nEnd Sub\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;5;3;100", "DE;23.12.2014;08:30;4;2;100", "DE;23.12.2014;08:45;0;0;0"]);

        await RunAsync();

        // 2.5 contacts; 100.5 s × 3 = 301.5 s, × 2 = 201 s.
        Assert.Equal(["2 08:15 3/3/302", "2 08:30 2/2/201", "2 08:45 0/0/0"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Contains(recorder.Warnings, warning => warning.Contains("1 count was rounded to a whole number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Roles_that_are_set_come_before_what_names_say()
    {
        Configure(
            "Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkOffered=1004\nCloudLinkHandlingTime=2:1003\nCloudLinkQueueChannels=2:social_media\n",
            "WFM:1:2:1001=CSV:DE:Offered\nWFM:1:2:1002=CSV:DE:Handled\nWFM:1:2:1003=CSV:DE:AHT\nWFM:1:2:1004=CSV:DE:AHT\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        await RunAsync();

        var row = Assert.Single(new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null));
        Assert.Equal(("2 08:15 180/2/180", CloudLinkChannel.SocialMedia), (Show(row), row.Channel));
    }

    [Fact]
    public async Task Lines_of_calls_become_one_contact_per_row_with_their_own_second()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkForm=Contact\nCloudLinkHandlingTime=1003\n", German);
        Edit("AHTColumn=6\n", "");
        WriteCalls("a.csv", ["DE;23.12.2014;08:14:59;1;1;61", "DE;23.12.2014;08:01:07;1;0;0", "DE;23.12.2014;08:15:00;1;1;180", "EN;23.12.2014;08:15:00;1;1;9"]);

        var result = Assert.Single(await RunAsync());

        Assert.Empty(recorder.Failures);
        var file = Assert.Single(result.CloudLinkFiles);
        Assert.StartsWith("contact_CSV_2014-12-23_", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.Equal(
            "queueidentifier,queuename,timestamp,answered,duration,channel\r\n2,German,2014-12-23 08:01:07,0,0,calls\r\n2,German,2014-12-23 08:14:59,1,61,calls\r\n"
            + "2,German,2014-12-23 08:15:00,1,180,calls\r\n",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(folder["in"]));
    }

    [Theory]
    [InlineData("DE;23.12.2014;08:15;3;2;180", "")]
    [InlineData("DE;23.12.2014;08:15;1;1;180", "WFM:1:2:1003=$1.BAS\n")]
    [InlineData("DE;23.12.2014;08:15;1;1;180", "WFM:1:2:1001=CSV:EN:Offered\n")]
    public async Task Lines_that_are_more_than_a_contact_or_do_not_add_up_are_refused_with_the_remedy(string line, string map)
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkForm=Contact\nCloudLinkHandlingTime=1003\n", German + map);
        Edit("AHTColumn=6\n", "");
        folder.Write("$1.BAS", "Dim Result As Long\nDim Para1 As Long\nSub Main()\nIf Para1 > 100 Then\nResult = 10000\nElse\nResult = Para1 * 100\nEnd If\nEnd Sub\n");
        WriteCalls("a.csv", [line]);

        await RunAsync();

        var failure = Assert.Single(recorder.Failures).Failure;
        Assert.Equal("CloudLinkNotPerContact", failure.ErrorId);
        Assert.Contains("-Form Interval", failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder["out"]));
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Fact]
    public async Task A_queue_that_is_refused_on_a_day_keeps_neither_its_other_days_nor_the_other_queues_from_Cloud_Link()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkForm=Contact\n", German + InEnglish(German));
        WriteCalls("a.csv", ["EN;23.12.2014;08:15;3;2;180", "DE;23.12.2014;08:15;1;1;60", "EN;24.12.2014;08:15;1;1;60", "DE;24.12.2014;08:15;1;1;60", "EN;25.12.2014;08:15;2;2;60"]);

        var result = Assert.Single(await RunAsync(days: 3));

        Assert.Equal(["2 2014-12-23", "2 2014-12-24", "3 2014-12-24"], result.CloudLinkFiles.SelectMany(CloudLinkFormat.Contacts.Read).Select(row => $"{row.QueueIdentifier} {row.Timestamp.Date:uuuu-MM-dd}").Order());
        Assert.Equal(9, result.ValuesWritten);
        var failure = Assert.Single(recorder.Failures);
        Assert.Equal(("CSV", "CloudLinkNotPerContact"), (failure.ExternalSystem, failure.Failure.ErrorId));
        Assert.Equal(MessageText.Format(nameof(Messages.CloudLinkNotPerContact), "German/English", new DateTime(2014, 12, 23)), failure.Failure.Message);
        Assert.True(File.Exists(folder["in/a.csv"]));
    }

    [Fact]
    public async Task A_queue_that_is_refused_has_no_rows_of_its_other_external_system_either()
    {
        ConfigureTwoSystems();
        Edit("[CSV]\n", "[CSV]\nCloudLinkForm=Contact\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;1;1;180", "EN;23.12.2014;08:15;1;1;60"]);
        folder.Write("in2/b.csv", "Queue;Date;Time;Offered;Handled;AHT\nDE;23.12.2014;08:15;1;1;180\n");

        var results = await RunAsync();

        var failure = Assert.Single(recorder.Failures);
        Assert.Equal(("CSV, CSV2", "CloudLinkNotPerContact"), (failure.ExternalSystem, failure.Failure.ErrorId));
        Assert.StartsWith("contact_CSV_", Path.GetFileName(Assert.Single(results.SelectMany(result => result.CloudLinkFiles))), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["in/a.csv"]));
        Assert.True(File.Exists(folder["in2/b.csv"]));
    }

    [Fact]
    public async Task In_the_hour_that_the_clock_shows_twice_intervals_are_added_up_and_in_UTC_they_are_kept_apart()
    {
        string[] lines = ["DE;26.10.2014;01:45;1;1;10", "DE;26.10.2014;02:00;2;2;10", "DE;26.10.2014;02:45;3;3;10", "DE;26.10.2014;02:00;4;4;10", "DE;26.10.2014;03:00;5;5;10"];
        Configure("Target=CloudLink\nCloudLinkDirectory=out\nCloudLinkTimeZone=UTC\n", German);
        WriteCalls("a.csv", lines);
        await RunAsync(new LocalDate(2014, 10, 26));
        var apart = new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show).ToList();
        Assert.DoesNotContain(recorder.Warnings, warning => warning.Contains("twice", StringComparison.Ordinal));

        Directory.CreateDirectory(folder["out2"]);
        Configure("Target=CloudLink\nCloudLinkDirectory=out2\n", German);
        WriteCalls("b.csv", lines);
        await RunAsync(new LocalDate(2014, 10, 26));

        Assert.Equal(["2 23:45 1/1/10", "2 00:00 2/2/20", "2 00:45 3/3/30", "2 01:00 4/4/40", "2 02:00 5/5/50"], apart);
        Assert.Equal(["2 01:45 1/1/10", "2 02:00 6/6/60", "2 02:45 3/3/30", "2 03:00 5/5/50"], new CloudLinkFolder(folder["out2"]).ReadContactIntervals(days: null).Select(Show));
        Assert.Contains(recorder.Warnings, warning => warning.Contains("twice", StringComparison.Ordinal) && warning.Contains("UTC", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);

        var result = Assert.Single(await RunAsync(isDryRun: true));

        Assert.Equal((3, 0), (result.ValuesWritten, result.CloudLinkFiles.Count));
        Assert.Empty(Directory.GetFiles(folder["out"]));
        Assert.False(File.Exists(folder[ServerSnapshot.FileName]));
    }

    [Fact]
    public async Task What_a_killed_run_has_left_is_removed_by_the_next_one_and_nothing_else()
    {
        Configure("Target=CloudLink\nCloudLinkDirectory=out\n", German);
        var mark = CloudLinkFileName.MarkOf(folder.Path);
        string[] gone = [$".interval_CSV_2014-12-23_20260101T000000000Z-{mark}.csv.x7Gh2k", $"agentstatus_CSV_2014-12-23_20260101T000000000Z-{mark}-2.csv.0a1b2c3d.tmp"];
        string[] kept =
            [".interval_CSV_2014-12-23_20260101T000000000Z-00000000.csv.x7Gh2k", $"interval_CSV_2014-12-23_20260101T000000000Z-{mark}.csv", "other.tmp"];
        foreach (var name in gone.Concat(kept))
        {
            folder.Write("out/" + name, "half");
        }

        await RunAsync();

        Assert.Equal(kept.Order(StringComparer.Ordinal), Directory.GetFiles(folder["out"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Agent_status_goes_to_its_own_folder_with_the_IDs_of_the_source()
    {
        Directory.CreateDirectory(folder["agents"]);
        ConfigureAgents("Target=Both\nCloudLinkDirectory=out\nCloudLinkAgentDirectory=agents\n");
        now = Instant.FromUtc(2014, 12, 23, 9, 0);
        folder.Write("status/a.csv", "7;R;23.12.2014 08:00:00\n7;B;23.12.2014 09:30:05\n99;R;23.12.2014 09:00:00\n");

        var result = Assert.Single(await RunAgentsAsync());

        Assert.Empty(recorder.Failures);
        Assert.Equal(3, server.Activities.Count);
        Assert.Equal(
            "agentidentifier,starttime,endtime,activity\r\n7,2014-12-23 08:00:00,2014-12-23 09:30:05,R\r\n7,2014-12-23 09:30:05,,B\r\n99,2014-12-23 09:00:00,,R\r\n",
            await File.ReadAllTextAsync(Assert.Single(result.CloudLinkFiles), TestContext.Current.CancellationToken));
        Assert.StartsWith("agentstatus_CSV_2014-12-23_", Path.GetFileName(Assert.Single(Directory.GetFiles(folder["agents"]))), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder["out"]));
    }

    [Fact]
    public async Task That_neither_target_takes_agent_status_is_told_of_both()
    {
        ConfigureAgents("Target=Both\nCloudLinkDirectory=away\n");
        folder.Write("status/a.csv", "7;R;23.12.2014 08:00:00\n");
        server.Refusal = Away();

        await RunAgentsAsync();

        Assert.Equal(["CloudLinkFolderMissing", "ServerBusy"], recorder.Failures.Select(failure => failure.Failure.ErrorId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Agent_status_needs_neither_server_nor_server_entry_once_the_external_systems_are_known()
    {
        ConfigureAgents("Target=CloudLink\nCloudLinkDirectory=out\n");
        folder.Write("status/a.csv", "7;R;23.12.2014 08:00:00\n7;B;23.12.2014 09:30:05\n");
        ServerSnapshot.Of("WFM", server).Save(folder.Path);
        folder.Write("isps_ul.ini", (await File.ReadAllTextAsync(folder["isps_ul.ini"], TestContext.Current.CancellationToken)).Replace("1=WFM,0,u,p\n", string.Empty, StringComparison.Ordinal));
        isServerAway = true;

        var result = Assert.Single(await RunAgentsAsync());

        Assert.Equal((2, 0), (result.ActivitiesStored, result.UnknownAgents.Count));
        Assert.Equal(2, new CloudLinkFolder(folder["out"]).ReadAgentStatus(days: null).Count);
    }

    [Fact]
    public async Task Times_that_the_clock_shows_twice_are_told_of_the_external_system_that_has_them()
    {
        ConfigureAgents("Target=CloudLink\nCloudLinkDirectory=out\n");
        var settings = await File.ReadAllTextAsync(folder["isps_ul.ini"], TestContext.Current.CancellationToken);
        folder.Write("isps_ul.ini", settings + settings[settings.IndexOf("[CSV]", StringComparison.Ordinal)..].Replace("[CSV]", "[CSV2]", StringComparison.Ordinal)
            .Replace("=status", "=status2", StringComparison.Ordinal));
        folder.Write("status/a.csv", "7;R;26.10.2014 02:30:00\n7;B;26.10.2014 08:00:00\n");
        folder.Write("status2/b.csv", "8;R;26.10.2014 08:00:00\n8;B;26.10.2014 09:30:05\n");

        var results = await RunAgentsAsync(new LocalDate(2014, 10, 26));

        Assert.Equal(["CSV", "CSV2"], results.Select(result => result.ExternalSystem).Order(StringComparer.Ordinal));
        Assert.Single(recorder.Warnings, warning => warning.Contains("UTC to keep them apart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_of_history_has_the_values_that_the_server_gets_and_leaves_the_source_files()
    {
        Configure("Target=Wfm\n", German);
        var lines = Enumerable.Range(0, 200).Select(day => $"DE;{Day.PlusDays(day):dd'.'MM'.'uuuu};08:15;{day % 7};{day % 5};{day}").ToList();
        WriteCalls("a.csv", lines);

        var export = Assert.Single(await ExportAsync(days: 200));
        Assert.True(File.Exists(folder["in/a.csv"]));
        Assert.Empty(server.Stored);
        Assert.Equal(recorder.Fractions.Order(), recorder.Fractions);
        await RunAsync(days: 200);

        Assert.Equal((200, 200, 600L), (export.Days, export.Files.Count, export.ValuesWritten));
        Assert.All(new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null), row =>
        {
            // 08:15 is another interval on the day that the clock changes.
            int Stored(int valueType) => Assert.Single(server.Stored, item => item.Key.ValueType == valueType && item.Key.Day == row.Timestamp.Date).Value / 100;
            Assert.Equal((Stored(1001), Stored(1002), Stored(1003) * Stored(1002)), (row.Offered, row.Answered, row.HandlingTime));
        });
        Assert.False(File.Exists(folder[CloudLinkExportJournal.FileName]));
    }

    [Fact]
    public async Task An_export_that_was_broken_off_goes_on_where_it_was()
    {
        Configure("Target=Wfm\n", German);
        WriteCalls("a.csv", Enumerable.Range(0, 200).Select(day => $"DE;{Day.PlusDays(day):dd'.'MM'.'uuuu};08:15;1;1;1"));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportAsync(days: 200, token: stop.Token, progressed: fraction =>
        {
            if (fraction > 0.7)
            {
                stop.Cancel();
            }
        }));
        var before = Directory.GetFiles(folder["out"]).Length;
        Assert.InRange(before, 92, 199);

        var rest = Assert.Single(await ExportAsync(days: 200));
        var again = Assert.Single(await ExportAsync(days: 200));

        Assert.Equal((Day.PlusDays(92), 108), (LocalDate.FromDateTime(rest.StartDate), rest.Days));
        Assert.Equal(200, new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Count);
        Assert.Equal((Day, 200), (LocalDate.FromDateTime(again.StartDate), again.Days));
    }

    [Theory]
    [InlineData("isps_ul.ini", "LogLevel=0", "LogLevel=1", false)]
    [InlineData("isps_ul.ini", "LogLevel=0", "CloudLinkHandlingTime=1003", true)]
    [InlineData("isps_ul.ini", "WriteAlways=0", "WriteAlways=1", true)]
    [InlineData("isps_ul.ini", "HeaderLines=1", "HeaderLines=1\nTimeZone=1", true)]
    [InlineData("acd_map.ini", "CSV:DE:Handled", "CSV:DE:Offered", true)]
    [InlineData("acd_map.ini", "WFM:1:2:1003=CSV:DE:AHT", "WFM:1:2:1003=CSV:DE:AHT\nWFM:1:2:1003=$1.BAS", true)]
    [InlineData("$1.BAS", "Para1 * 100", "Para1 * 200", true)]
    [InlineData("isps_wfm.json", "German", "Deutsch", true)]
    public async Task An_export_that_was_broken_off_begins_anew_if_its_values_depend_on_something_else_now(string file, string from, string to, bool isAnew)
    {
        Configure("Target=Wfm\nLogLevel=0\nWriteAlways=0\n", German + "WFM:1:2:1002=$1.BAS\n");
        folder.Write("$1.BAS", "Dim Result As Long\nDim Para1 As Long\nSub Main()\nResult = Para1 * 100\nEnd Sub\n");
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;1;1;1"]);
        folder.Write("in/b.csv", "Queue;Date;Time;Offered;Handled;AHT\nDE;24.03.2015;08:15;1;1;1\n");
        using (var stop = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportAsync(days: 100, token: stop.Token, progressed: fraction =>
            {
                if (fraction > 0.93)
                {
                    stop.Cancel();
                }
            }));
        }

        Assert.Contains(from, await File.ReadAllTextAsync(folder[file], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        folder.Write(file, (await File.ReadAllTextAsync(folder[file], TestContext.Current.CancellationToken)).Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(isAnew ? 100 : 8, Assert.Single(await ExportAsync(days: 100)).Days);
        Assert.Equal(isAnew, recorder.Warnings.Contains(Messages.CloudLinkExportAnew));
    }

    [Fact]
    public async Task What_is_edited_during_an_export_changes_none_of_its_parts()
    {
        Configure("Target=Wfm\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;1", "DE;25.03.2015;08:15;3;2;1"]);

        await ExportAsync(days: 100, progressed: fraction => folder.Write("acd_map.ini", German.Replace(":Handled", ":Offered", StringComparison.Ordinal)));

        Assert.Equal([2, 2], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(row => row.Answered));
    }

    [Fact]
    public async Task An_export_has_what_a_file_says_that_an_import_could_not_move_yet_and_leaves_it_to_the_next_import()
    {
        Configure("Target=Wfm\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        var file = new FileInfo(folder["in/a.csv"]);
        List<PendingDisposal> pending = [new(file.FullName, file.Length, file.LastWriteTimeUtc, folder["done/a.csv"])];
        folder.Write(DisposalJournal.FileName, JsonSerializer.Serialize(pending, DisposalJson.Default.ListPendingDisposal));

        await ExportAsync();

        Assert.Equal(["2 08:15 3/2/360"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.True(File.Exists(folder["in/a.csv"]));
        Assert.True(File.Exists(folder[DisposalJournal.FileName]));
    }

    [Fact]
    public async Task An_export_stops_where_a_file_cannot_be_read_and_leaves_nothing_out_when_it_goes_on()
    {
        Configure("Target=Wfm\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        WriteCalls("b.csv", ["DE;24.12.2014;08:15;3;2;180"]);
        using (new FileStream(folder["in/b.csv"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await ExportAsync(days: 200);
        }

        TemporaryFolder.AwaitClosed(folder["in/b.csv"]);
        var stopped = recorder.Warnings.Count(warning => warning.Contains("stops", StringComparison.Ordinal));
        var days = Assert.Single(await ExportAsync(days: 200)).Days;

        Assert.Equal((1, 200), (stopped, days));
        Assert.Equal(2, new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Count);
    }

    [Fact]
    public async Task An_export_reads_the_files_that_imports_have_moved()
    {
        Configure("Target=Wfm\n", German);
        WriteCalls("a.csv", ["DE;23.12.2014;08:15;3;2;180"]);
        await RunAsync();
        Assert.True(File.Exists(folder["done/a.csv"]));
        var settings = await File.ReadAllBytesAsync(folder["isps_ul.ini"], TestContext.Current.CancellationToken);

        await ExportAsync(sourcePath: folder["done"]);

        Assert.Empty(recorder.Failures);
        Assert.Empty(recorder.Warnings);
        Assert.Equal(["2 08:15 3/2/360"], new CloudLinkFolder(folder["out"]).ReadContactIntervals(days: null).Select(Show));
        Assert.True(File.Exists(folder["done/a.csv"]));
        Assert.Equal(settings, await File.ReadAllBytesAsync(folder["isps_ul.ini"], TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<CloudLinkExportResult>> ExportAsync(
        int days = 1, string? sourcePath = null, Action<double>? progressed = null, CancellationToken? token = null) => CloudLinkExport.RunAsync(
        folder.Path,
        ExportOptions(days, sourcePath),
        new ProgressObserver(recorder, progressed),
        recorder,
        ConnectAsync,
        now,
        token ?? TestContext.Current.CancellationToken);

    private CloudLinkExportOptions ExportOptions(int days, string? sourcePath = null)
        => new() { StartDate = Day, Days = days, CallData = true, Folder = folder["out"], SourcePath = sourcePath, ExternalSystems = sourcePath is null ? [] : ["CSV"] };

    private sealed class ProgressObserver(ImportRecorder recorder, Action<double>? progressed) : IImportObserver
    {
        public void Progressed(ImportProgress progress)
        {
            recorder.Progressed(progress);
            progressed?.Invoke(progress.Fraction);
        }

        public void StepDone(string message) => recorder.StepDone(message);

        public void Warned(string message) => recorder.Warned(message);

        public void Failed(string externalSystem, XlinkException failure) => recorder.Failed(externalSystem, failure);
    }

    private static string Show(ContactInterval row)
        => string.Create(CultureInfo.InvariantCulture, $"{row.QueueIdentifier} {row.Timestamp:HH:mm} {row.Offered}/{row.Answered}/{row.HandlingTime}");

    private static XlinkException Away() => XlinkException.Create("ServerBusy", XlinkErrorCategory.ConnectionError, "iwfm://away:45054", "away");

    private static string InEnglish(string german) => german.Replace(":1:2:", ":2:3:", StringComparison.Ordinal).Replace(":DE:", ":EN:", StringComparison.Ordinal);

    private void Configure(string general, string map)
    {
        folder.Write("isps_ul.ini", "[General]\n" + general + "[DB]\n1=WFM,0,u,p\n[CSV]\nSource=in\nDestination=done\nDeleteImportFiles=1\nHeaderLines=1\n" + Keys);
        folder.Write("acd_map.ini", map);
    }

    private void Edit(string from, string to)
        => folder.Write("isps_ul.ini", File.ReadAllText(folder["isps_ul.ini"]).Replace(from, to, StringComparison.Ordinal));

    private void ConfigureTwoSystems()
    {
        Directory.CreateDirectory(folder["in2"]);
        Configure(
            "Target=CloudLink\nCloudLinkDirectory=out\n",
            "WFM:1:2:1001=CSV:DE:Offered\nWFM:1:2:1002=CSV2:DE:Handled\nWFM:1:2:1003=CSV2:DE:AHT\n"
            + InEnglish(German));
        File.AppendAllText(folder["isps_ul.ini"], "[CSV2]\nSource=in2\nDestination=done\nDeleteImportFiles=1\nHeaderLines=1\n" + Keys, Encoding.UTF8);
    }

    private void ConfigureAgents(string general)
    {
        Directory.CreateDirectory(folder["status"]);
        folder.Write("isps_ul.ini", "[General]\n" + general + "[DB]\n1=WFM,0,u,p\n[CSV]\nActivitySource=status\nActivitySeparatorCharacter=3\nActivityTimeSpanType=2\n"
            + "ActivityColumnNames=Agent;Activity;Start\nAgentColumn=1\nActivityColumn=2\nActivityStartTimeStampColumn=3\nActivityDateOrder=dmy\n");
        folder.Write("acd_map.ini");
    }

    private void WriteCalls(string name, IEnumerable<string> lines)
        => folder.Write("in/" + name, "Queue;Date;Time;Offered;Handled;AHT\n" + string.Concat(lines.Select(line => line + "\n")));

    private Task<IReadOnlyList<ImportResult>> RunAsync(LocalDate? first = null, int days = 1, bool isDryRun = false, params string[] externalSystems) => CallDataImport.RunAsync(
        new ImportConfiguration(folder.Path),
        new CallDataImportOptions { StartDate = first ?? Day, Days = days, DryRun = isDryRun, ExternalSystems = externalSystems },
        new ImportReport(recorder, recorder),
        ConnectAsync,
        now,
        TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<AgentImportResult>> RunAgentsAsync(LocalDate? day = null) => AgentDataImport.RunAsync(
        new ImportConfiguration(folder.Path),
        new ImportOptions { StartDate = day ?? Day },
        new ImportReport(recorder, recorder),
        ConnectAsync,
        now,
        TestContext.Current.CancellationToken);

    private Task<IImportTarget> ConnectAsync(string entry, CancellationToken cancellationToken) => isServerAway ? throw Away() : Task.FromResult<IImportTarget>(server);
}
