using System;
using System.Linq;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>Agent data of the universal interface, from real databases.</summary>
public sealed class UniversalAgentDataSourceTests(DatabaseServers servers)
{
    private static readonly LocalDate Day = new(2026, 11, 16);
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly string[] Lines =
    [
        "ActivitySQL=select name, id from activities order by id", "AgentActivityTable=status", "AgentColumn=agent", "ActivityColumn=activity",
        "ActivityStartTimeStampColumn=started", "LogOffActivities=99", "MinimumActivityDuration=5",
    ];

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Activities_with_a_start_and_a_duration(string kind)
        => Assert.Equal("12: 1 08:00:00-08:30:00, 2 08:30:00-09:00:00; 13: 2 23:30:00-00:00:00", Read(MakeStatus(kind), "ActivityTimeSpanType=0", "ActivityDurationColumn=seconds"));

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Activities_with_a_start_and_an_end(string kind)
        => Assert.Equal(
            "12: 1 08:00:00-08:30:00, 2 08:30:00-09:00:00; 13: 2 23:30:00-00:00:00",
            Read(MakeStatus(kind), "ActivityTimeSpanType=1", "ActivityEndTimeStampColumn=ended", "ActivityEndTimeStampType=0", "ActivityEndTimeStampFormat=dd.mm.yyyy HH:MM:SS"));

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Activities_with_a_start_only_end_with_the_next(string kind)
        => Assert.Equal(
            "12: 1 08:00:00-08:30:00, 2 08:30:00-09:00:00; 13: 2 23:30:00-00:00:00",
            Read(MakeStatus(kind), "ActivityTimeSpanType=2", "ActivityStartTimeStampColumn=started_unix", "ActivityStartTimeStampType=1"));

    [Fact]
    public void The_names_of_activities_come_from_the_database_with_their_ids()
    {
        var reading = Read(new UniversalAgentDataSource(UniversalAgentDataSettings.FromSection(
            MakeStatus(DatabaseServers.Sqlite).Section([.. Lines, "ActivityTimeSpanType=0", "ActivityDurationColumn=seconds"]))));

        Assert.Equal(["ACD:1 (Call)", "ACD:2 (Pause)"], reading.ExternalActivities.Select(activity => activity.ToString()));
        Assert.Equal([SkipReason.AgentId], reading.SkippedRows.Select(row => row.Reason));
    }

    [Fact]
    public void A_query_of_activities_without_their_ids_is_an_error()
    {
        var source = new UniversalAgentDataSource(UniversalAgentDataSettings.FromSection(
            MakeStatus(DatabaseServers.Sqlite).Section([.. Lines, "ActivitySQL=select name from activities", "ActivityTimeSpanType=0", "ActivityDurationColumn=seconds"])));

        Assert.Equal("UniversalQueryTooNarrow", Assert.Throws<XlinkException>(() => Read(source)).ErrorId);
    }

    private static AgentDataReading Read(UniversalAgentDataSource source)
        => source.Read(
            new AgentDataRequest { Days = new DateInterval(Day, Day), Zone = Berlin, Now = Instant.FromUtc(2027, 1, 1, 0, 0) },
            progress: null,
            TestContext.Current.CancellationToken);

    private static string Read(TestDatabase database, params string[] lines)
    {
        var reading = Read(new UniversalAgentDataSource(UniversalAgentDataSettings.FromSection(database.Section([.. Lines, .. lines]))));
        var agents = Assert.Single(reading.Days).Activities
            .GroupBy(activity => activity.AgentId, StringComparer.Ordinal)
            .Select(agent => agent.Key + ": " + string.Join(", ", agent.Select(item => $"{item.ActivityId} {item.Start:HH:mm:ss}-{item.End:HH:mm:ss}")));
        return string.Join("; ", agents);
    }

    private TestDatabase MakeStatus(string kind)
    {
        var database = servers.Create(kind);
        var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
        (string Agent, int Activity, string Start, int Seconds, string End)[] rows =
        [
            ("12", 1, "2026-11-16 08:00:00", 1800, "16.11.2026 08:30:00"),
            ("12", 2, "2026-11-16 08:30:00", 1800, "16.11.2026 09:00:00"),
            ("12", 99, "2026-11-16 09:00:00", 0, "16.11.2026 09:00:00"),
            ("13", 2, "2026-11-16 23:30:00", 3600, "17.11.2026 00:30:00"),
            ("13", 99, "2026-11-17 00:30:00", 0, "17.11.2026 00:30:00"),
            ("13", 1, "2026-11-20 08:00:00", 60, "20.11.2026 08:01:00"),
            ("nobody", 1, "2026-11-16 08:00:00", 60, "16.11.2026 08:01:00"),
        ];
        database.Execute(
            "create table activities (name varchar(50), id integer)",
            "insert into activities values ('Call', 1), ('Pause', 2), ('Logout', 99)",
            $"create table status (agent varchar(20), activity integer, started {dateTime}, started_unix bigint, seconds integer, ended varchar(30))",
            "insert into status values " + string.Join(", ", rows.Select(row => $"('{row.Agent}', {row.Activity}, '{row.Start}', {UniversalCallDataSourceTests.Unix(row.Start)}, {row.Seconds}, '{row.End}')")));
        return database;
    }
}
