using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using NodaTime.Text;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>Days with 23 and 25 hours, and those of Lord Howe Island, from databases: a call a minute, from the day before to the day after.</summary>
public sealed class ClockChangeTests(DatabaseServers servers)
{
    private const int CallsPerInterval = 15;

    private static readonly string[] Lines = ["QueueSQL=select queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "ValueTypes=talk", "Interval=15"];

    /// <summary>Server, zone, day, intervals of 15 minutes, and the first interval of the repeated time with the number of them (none in spring).</summary>
    public static TheoryData<string, string, string, int, int, int> Days
    {
        get
        {
            (string Zone, string Day, int Intervals, int First, int Repeated)[] days =
            [
                ("Europe/Berlin", "2026-03-29", 92, 0, 0),
                ("Europe/Berlin", "2026-10-25", 100, 8, 4),
                ("America/New_York", "2026-03-08", 92, 0, 0),
                ("America/New_York", "2026-11-01", 100, 4, 4),
                ("Australia/Lord_Howe", "2026-10-04", 94, 0, 0),
                ("Australia/Lord_Howe", "2026-04-05", 98, 6, 2),
                ("Asia/Kolkata", "2026-10-25", 96, 0, 0),
            ];
            return new TheoryData<string, string, string, int, int, int>(
                DatabaseServers.All.SelectMany(kind => days.Select(day => (kind.Data, day.Zone, day.Day, day.Intervals, day.First, day.Repeated))));
        }
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_call_is_in_its_interval_by_unix_seconds_and_by_utc_and_local_times_are_told(string kind, string zone, string date, int intervals, int first, int repeated)
    {
        var day = LocalDatePattern.Iso.Parse(date).Value;
        var serverZone = DateTimeZoneProviders.Tzdb[zone];
        var database = MakeCalls(kind, day, serverZone);
        var all = Enumerable.Repeat((double)CallsPerInterval, intervals).ToArray();

        foreach (var lines in new string[][]
                 {
                     ["TimeStampColumn=started_unix", "TimeStampType=1"],
                     ["TimeStampColumn=started_utc", "TimeZone=UTC"],
                     ["TimeStampColumn=started_text", "TimeStampType=0"],
                 })
        {
            var exact = Read(database, day, serverZone, lines);
            Assert.Equal(all, exact.GetValues(0, 0));
            Assert.Empty(exact.Warnings);
        }

        // Rows of local times have no order that could tell: the first of the two moments has all of them, and nothing is lost.
        var expected = all.ToArray();
        for (var i = first; i < first + repeated; i++)
        {
            expected[i] = 2 * CallsPerInterval;
            expected[i + repeated] = double.NaN;
        }

        foreach (var lines in new string[][] { ["TimeStampColumn=started"], ["TimeStampColumn=local_text", "TimeStampType=0"] })
        {
            var local = Read(database, day, serverZone, lines);
            Assert.Equal(expected, local.GetValues(0, 0));
            Assert.Equal(repeated > 0 ? 1 : 0, local.Warnings.Count);
            Assert.All(local.Warnings, warning => Assert.Contains(
                $" {2 * repeated * CallsPerInterval} rows ", warning, StringComparison.Ordinal));
            Assert.All(local.Warnings, warning => Assert.Contains("TimeZone=UTC", warning, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("TimeStampColumn=extract(epoch from started)", "TimeStampType=1")]
    [InlineData("TimeStampColumn=started at time zone 'UTC'", "TimeZone=UTC")]
    public void A_column_with_zone_can_be_asked_for_what_tells_both_hours_apart(string column, string meaning)
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        database.Execute("create table calls as select 'Hotline' as queue, timestamptz '2026-10-25 00:00+02' + i * interval '1 minute' as started, 1 as talk from generate_series(-60, 1560) i");

        var reading = Read(database, new LocalDate(2026, 10, 25), DateTimeZoneProviders.Tzdb["Europe/Berlin"], [column, meaning]);

        Assert.Equal(Enumerable.Repeat((double)CallsPerInterval, 100), reading.GetValues(0, 0));
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Activities_that_begin_in_the_repeated_hour_are_told_unless_their_time_says_which()
    {
        var database = servers.Create(DatabaseServers.Sqlite);
        database.Execute(
            "create table status (agent varchar(20), activity integer, started datetime, started_text varchar(40), seconds integer)",
            "insert into status values ('12', 1, '2026-10-25 01:59:59', '2026-10-25 01:59:59+02:00', 60), ('12', 1, '2026-10-25 02:00:00', '2026-10-25 02:00:00+01:00', 60)",
            "insert into status values ('12', 1, '2026-10-25 02:59:59', '2026-10-25 02:59:59+01:00', 60), ('12', 1, '2026-10-25 03:00:00', '2026-10-25 03:00:00+01:00', 60)");

        Assert.Contains(" 2 rows ", Assert.Single(ReadActivities("ActivityStartTimeStampColumn=started")), StringComparison.Ordinal);
        Assert.Empty(ReadActivities("ActivityStartTimeStampColumn=started_text", "ActivityStartTimeStampType=0"));

        IReadOnlyList<string> ReadActivities(params string[] lines)
        {
            var section = database.Section(
                ["AgentActivityTable=status", "AgentColumn=agent", "ActivityColumn=activity", "ActivityTimeSpanType=0", "ActivityDurationColumn=seconds", .. lines]);
            var day = new LocalDate(2026, 10, 25);
            var request = new AgentDataRequest
            {
                Days = new DateInterval(day, day),
                Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"],
                Now = Instant.FromUtc(2027, 1, 1, 0, 0),
            };
            return new UniversalAgentDataSource(UniversalAgentDataSettings.FromSection(section)).Read(request, progress: null, TestContext.Current.CancellationToken).Warnings;
        }
    }

    private static CallDataReading Read(TestDatabase database, LocalDate day, DateTimeZone zone, string[] lines)
        => new UniversalCallDataSource(UniversalCallDataSettings.FromSection(database.Section([.. Lines, .. lines])), installationPath: string.Empty).Read(
            new CallDataRequest { Days = new DateInterval(day, day), Zone = zone, Series = [new SourceSeries("Hotline", SubGroup: null, "talk")] },
            progress: null,
            TestContext.Current.CancellationToken);

    private TestDatabase MakeCalls(string kind, LocalDate day, DateTimeZone zone)
    {
        var database = servers.Create(kind);
        var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
        var pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");
        var start = day.AtStartOfDayInZone(zone).ToInstant() - Duration.FromHours(1);
        var end = day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant() + Duration.FromHours(1);
        var rows = Enumerable.Range(0, (int)(end - start).TotalMinutes).Select(minute =>
        {
            var moment = (start + Duration.FromMinutes(minute)).InZone(zone);
            var local = pattern.Format(moment.LocalDateTime);
            return $"('Hotline', '{local}', '{local}', '{OffsetDateTimePattern.Rfc3339.Format(moment.ToOffsetDateTime())}', '{pattern.Format(moment.WithZone(DateTimeZone.Utc).LocalDateTime)}', {moment.ToInstant().ToUnixTimeSeconds()}, 1)";
        });

        // A database has no order that could be relied on.
        database.Execute(
            $"create table calls (queue varchar(50), started {dateTime}, local_text varchar(40), started_text varchar(40), started_utc {dateTime}, started_unix bigint, talk integer)",
            "insert into calls values " + string.Join(", ", rows.OrderDescending(StringComparer.Ordinal)));
        return database;
    }
}
