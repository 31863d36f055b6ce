using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Comparison;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Targets.Comparison;

public sealed class CloudLinkSideTests : IDisposable
{
    private static readonly LocalDate Day = new(2026, 11, 16);
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static readonly WfmQueue Hotline = new()
    {
        Id = 2,
        ParentId = 1,
        Name = "Hotline",
        Path = "Service/Hotline",
        ValueTypes = [new() { Id = 1001, Name = "Calls offered" }, new() { Id = 1002, Name = "Calls handled" }, new() { Id = 1003, Name = "AHT" }],
    };

    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task A_file_is_read_as_the_value_types_of_the_server_and_a_total_as_its_average()
    {
        Write("run1", Row(8, 0, offered: 12, answered: 10, seconds: 1803), Row(8, 15, offered: 3, answered: 0, seconds: 0), Row(8, 30, offered: 1, answered: null, seconds: null));

        var values = await Side().ReadAsync("service/hotline", Day, Day, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["08:00 Calls offered=12", "08:00 Calls handled=10", "08:00 AHT=180.3", "08:15 Calls offered=3", "08:15 Calls handled=0", "08:15 AHT=0", "08:30 Calls offered=1"],
            values.Select(value => value.Start.ToString("HH:mm ", CultureInfo.InvariantCulture) + value.ValueType + "=" + value.Value.ToString("0.##", CultureInfo.InvariantCulture)));
        Assert.All(values, value => Assert.Equal(TimeSpan.FromHours(1), value.Start.Offset));
    }

    [Theory]
    [InlineData(180.33, IntervalState.Equal)]
    [InlineData(180.35, IntervalState.Equal)]
    [InlineData(180.36, IntervalState.Different)]
    [InlineData(180.24, IntervalState.Different)]
    public async Task An_average_that_only_the_rounding_of_the_total_has_changed_is_equal(double average, IntervalState expected)
    {
        // 180.33 s × 10 contacts = 1803.3 s, which a file has as 1803.
        Write("run1", Row(8, 0, offered: 10, answered: 10, seconds: 1803));
        var comparison = new IntervalComparison
        {
            Reference = new FakeSide().With("Service/Hotline", "AHT", "2026-11-16T08:00+01:00", (decimal)average),
            Difference = Side(),
            ReferenceDay = Day,
            DifferenceDay = Day,
            IsValueTypeWanted = name => name == "AHT",
        };

        Assert.Equal(expected, Assert.Single(await comparison.CompareAsync("Service/Hotline", TestContext.Current.CancellationToken)).State);
    }

    [Theory]
    [InlineData("service/hotline", "calls HANDLED", true)]
    [InlineData("Service/Hotline", "AHT", true)]
    [InlineData("Service/Hotline", "Lost", false)]
    [InlineData("Service", "AHT", false)]
    public void A_value_type_with_a_role_has_a_place_in_the_files(string queue, string valueType, bool expected) => Assert.Equal(expected, Side().HasPlaceFor(queue, valueType));

    [Fact]
    public async Task Times_of_the_files_zone_are_days_of_the_server()
    {
        // Half past midnight in Berlin is half past eleven the day before in UTC; the file is that of the server's day.
        Write("run1", Row(23, 30, offered: 1, answered: 1, seconds: 60) with { Timestamp = new(2026, 11, 15, 23, 30) });

        var value = (await Side(DateTimeZone.Utc).ReadAsync("Service/Hotline", Day, Day, TestContext.Current.CancellationToken))[0];

        Assert.Equal(DateTimeOffset.Parse("2026-11-16T00:30+01:00", CultureInfo.InvariantCulture), value.Start);
    }

    [Fact]
    public async Task The_later_run_counts_and_a_queue_that_nobody_knows_is_there_too()
    {
        Write("run1", Row(8, 0, offered: 1, answered: 1, seconds: 60));
        Write("run2", Row(8, 0, offered: 2, answered: 2, seconds: 60), Row(8, 0, offered: 5, answered: 5, seconds: 50) with { QueueIdentifier = "99" });
        var side = Side();

        Assert.Equal(["Service/Hotline", "99"], await side.GetQueuesAsync(Day, Day, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await side.ReadAsync("Service/Hotline", Day, Day, TestContext.Current.CancellationToken))[0].Value);
        Assert.Equal(
            [("offered", 5m), ("answered", 5m), ("handlingtime", 50m)],
            (await side.ReadAsync("99", Day, Day, TestContext.Current.CancellationToken)).Select(value => (value.ValueType, value.Value)));
    }

    [Fact]
    public async Task Single_contacts_are_added_up_to_their_intervals()
    {
        WriteContacts("run1", Call(8, 1, answered: 1, seconds: 999));
        WriteContacts("run2", Call(8, 1, answered: 1, seconds: 100), Call(8, 14, answered: 0, seconds: 0), Call(8, 14, answered: 1, seconds: 201), Call(8, 15, answered: 0, seconds: 0));

        var values = await Side().ReadAsync("Service/Hotline", Day, Day, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["08:00 Calls offered=3", "08:00 Calls handled=2", "08:00 AHT=150.5", "08:15 Calls offered=1", "08:15 Calls handled=0", "08:15 AHT=0"],
            values.Select(value => value.Start.ToString("HH:mm ", CultureInfo.InvariantCulture) + value.ValueType + "=" + value.Value.ToString("0.##", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Single_contacts_of_one_run_into_several_servers_are_all_there()
    {
        const string earlier = "20261117T101500000Z-1a2b3c4d";
        const string last = "20261117T103000000Z-1a2b3c4d";
        WriteContacts(earlier, Call(8, 1, answered: 1, seconds: 10));
        WriteContacts(earlier + "-2", Call(8, 2, answered: 1, seconds: 10));
        WriteContacts(last, Call(8, 1, answered: 1, seconds: 10));
        WriteContacts(last + "-2", Call(8, 2, answered: 1, seconds: 10), Call(8, 3, answered: 0, seconds: 0));

        var values = await Side().ReadAsync("Service/Hotline", Day, Day, TestContext.Current.CancellationToken);

        Assert.Equal(3, values.Single(value => value.ValueType == "Calls offered").Value);
    }

    [Fact]
    public async Task An_installation_says_where_its_files_are_and_what_they_mean()
    {
        var import = Directory.CreateDirectory(files["Xlink/import"]).FullName;
        files.Write("Xlink/isps_ul.ini", "[DB]\n1=WFM,0,x,y\n[General]\nTarget=Both\nCloudLinkDirectory=import\nCloudLinkQueueIdentifier=Name\n[CSV]\nSource=.\n");
        files.Write("Xlink/acd_map.ini", "WFM:1:2:1001=CSV:A:Offered\nWFM:1:2:1002=CSV:A:Handled\nWFM:1:2:1003=CSV:A:AHT\n");
        Write("run1", import, Row(8, 0, offered: 12, answered: 10, seconds: 1800) with { QueueIdentifier = "Hotline" });

        var side = CloudLinkSide.Open(Berlin, [Hotline], files["Xlink"], serverEntry: null, directory: null);

        Assert.Equal(import, side.Name);
        Assert.Equal(
            [("Calls offered", 12m), ("Calls handled", 10m), ("AHT", 180m)],
            (await side.ReadAsync("Service/Hotline", Day, Day, TestContext.Current.CancellationToken)).Select(value => (value.ValueType, value.Value)));
        files.Write("Xlink/isps_ul.ini", "[DB]\n1=WFM,0,x,y\n[CSV]\nSource=.\n");
        Assert.Equal("CloudLinkDirectoryNotSet", Assert.Throws<XlinkException>(() => CloudLinkSide.Open(Berlin, [Hotline], files["Xlink"], serverEntry: null, directory: null)).ErrorId);
        Assert.Equal(import, CloudLinkSide.Open(Berlin, [Hotline], files["Xlink"], serverEntry: "WFM", directory: import).Name);
        Assert.Equal(
            "ServerEntryNotFound", Assert.Throws<XlinkException>(() => CloudLinkSide.Open(Berlin, [Hotline], files["Xlink"], serverEntry: "Other", directory: import)).ErrorId);
    }

    [Fact]
    public async Task Two_folders_are_compared_to_the_second_since_both_have_rounded_the_same_and_no_server_is_asked()
    {
        files.Write("Xlink/isps_ul.ini", "[DB]\n1=WFM,0,x,y\n[General]\nCloudLinkDirectory=new\n[CSV]\nSource=.\n");
        files.Write("Xlink/acd_map.ini", "WFM:1:2:1001=CSV:A:Offered\nWFM:1:2:1002=CSV:A:Handled\nWFM:1:2:1003=CSV:A:AHT\n");
        new ServerSnapshot { ServerEntry = "WFM", TimeZone = Berlin.Id, Queues = [Hotline], ExternalSystems = [] }.Save(files["Xlink"]);
        var old = Directory.CreateDirectory(files["old"]).FullName;
        Write("run1", old, Row(8, 0, offered: 12, answered: 10, seconds: 1803), Row(8, 15, offered: 12, answered: 10, seconds: 1803), Row(8, 30, offered: 5, answered: 5, seconds: 50));
        Write(
            "run2",
            Directory.CreateDirectory(files["Xlink/new"]).FullName,
            Row(8, 0, offered: 12, answered: 10, seconds: 1803),
            Row(8, 15, offered: 13, answered: 10, seconds: 1804));
        var comparison = new IntervalComparison
        {
            Reference = await CloudLinkSide.OpenAsync(files["Xlink"], serverEntry: null, old, TestContext.Current.CancellationToken),
            Difference = await CloudLinkSide.OpenAsync(files["Xlink"], serverEntry: "wfm", directory: null, TestContext.Current.CancellationToken),
            ReferenceDay = Day,
            DifferenceDay = Day,
        };

        var found = await comparison.CompareAsync("Service/Hotline", TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "08:15 AHT Different", "08:15 Calls offered Different", "08:30 AHT OnlyReference", "08:30 Calls handled OnlyReference",
                "08:30 Calls offered OnlyReference",
            ],
            found.Where(interval => interval.State != IntervalState.Equal)
                .Select(interval => string.Create(CultureInfo.InvariantCulture, $"{interval.Start:HH:mm} {interval.ValueType} {interval.State}")).Order(StringComparer.Ordinal));
        Assert.Equal(9, found.Count);
    }

    [Fact]
    public async Task A_folder_that_is_away_is_an_error()
    {
        var side = new CloudLinkSide([files["gone"]], Berlin, []);

        Assert.Equal("FolderNotFound", (await Assert.ThrowsAsync<XlinkException>(() => side.GetQueuesAsync(Day, Day, TestContext.Current.CancellationToken))).ErrorId);
    }

    private static ContactInterval Row(int hour, int minute, long? offered, long? answered, long? seconds) => new()
    {
        QueueIdentifier = "2",
        QueueName = "Hotline",
        Timestamp = Day + new LocalTime(hour, minute),
        Offered = offered,
        Answered = answered,
        HandlingTime = seconds,
    };

    private static Contact Call(int hour, int minute, long answered, long seconds)
        => new() { QueueIdentifier = "2", QueueName = "Hotline", Timestamp = Day + new LocalTime(hour, minute, 59), Answered = answered, Duration = seconds };

    private void WriteContacts(string run, params IReadOnlyList<Contact> rows)
    {
        var folder = Directory.CreateDirectory(files["import"]).FullName;
        using var stream = File.Create(Path.Combine(folder, new CloudLinkFileName(CloudLinkFileKind.Contact, "CSV", Day, run).ToString()));
        CloudLinkFormat.Contacts.Write(stream, rows);
    }

    private CloudLinkSide Side(DateTimeZone? zone = null)
        => new([files["import"]], Berlin, [new CloudLinkQueue("2", "Service/Hotline", "Calls offered", "Calls handled", "AHT", IsAverage: true, zone ?? Berlin)]);

    private void Write(string run, params IReadOnlyList<ContactInterval> rows) => Write(run, Directory.CreateDirectory(files["import"]).FullName, rows);

    private static void Write(string run, string folder, params IReadOnlyList<ContactInterval> rows)
    {
        using var stream = File.Create(Path.Combine(folder, new CloudLinkFileName(CloudLinkFileKind.ContactInterval, "CSV", Day, run).ToString()));
        CloudLinkFormat.ContactIntervals.Write(stream, rows);
    }
}
