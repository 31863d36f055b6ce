using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using NodaTime.Text;
using Xlink.Core.Tests.Importing;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Odbc;
using Xlink.Targets;
using Xlink.Targets.DatabaseIntegration;
using Xlink.Targets.Wfm;

namespace Xlink.Database.Tests;

/// <summary>The queries for the successor, run in real databases: their rows against what an import of the same configuration uploads.</summary>
public sealed class IntegrationQueryTests(DatabaseServers servers) : IDisposable
{
    private const string Hotline = "Hotline";
    private const string Hostile = @"O'Brien \' ""x"" -- ; Zürich :from ?";

    private static readonly LocalDate Day = new(2026, 11, 16);
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly LocalDateTimePattern TimePattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    private readonly TemporaryFolder folder = new();
    private readonly IntegrationServer server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every database by its own dialect, and PostgreSQL, which has all of it, by that of the standard too.</summary>
    public static TheoryData<string, SqlDialect?> Dialects => new()
    {
        { DatabaseServers.PostgreSql, null }, { DatabaseServers.PostgreSql, SqlDialect.Ansi }, { DatabaseServers.MariaDb, null }, { DatabaseServers.Sqlite, null },
    };

    public static TheoryData<string, SqlDialect?, string> TimeStamps => new(
        from kind in Dialects
        from lines in new[] { "TimeStampColumn=started|TimeZone=-2", "TimeStampColumn=started_unix|TimeStampType=1", "TimeStampColumn=started_text|TimeStampType=0|DateOrder=dmy", "TimeStampColumn=started|Interval=60|TimeZone=Europe/Berlin" }
        select (kind.Data.Item1, kind.Data.Item2, lines));

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_rows_are_what_the_import_uploads_whatever_queues_are_called(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        WriteIni(database, "TimeStampColumn=started");
        WriteMap(
            $"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk",
            $"3:1001=ODBC:{Hostile}:offered", $"3:1001=ODBC:hotline:offered", $"3:1002=ODBC:{Hostile}:answered", $"3:1004=ODBC:{Hostile}:aht",
            $"4:1001=ODBC:{Hotline}:offered", "4:1001=ODBC:Zürich:offered", $"4:1002=ODBC:{Hotline}:answered");

        var query = Convert(dialect);
        var rows = Run(database, query);

        Assert.Equal(await ImportAsync(), rows);
        Assert.True(rows.Count > 300, "The rows do not show much.");
        Assert.Equal(10 - 2, query.Mappings.Count);
        Assert.Equal(["IntegrationColumnEmpty"], query.Limitations.Select(limitation => limitation.Code));
        Assert.Equal((":from", ":to", "Europe/Berlin"), (query.From, query.To, query.TimeZone));
    }

    [Theory]
    [MemberData(nameof(TimeStamps))]
    public async Task The_rows_are_what_the_import_uploads_whatever_the_time_is(string kind, SqlDialect? dialect, string lines)
    {
        var database = MakeCalls(kind);
        WriteIni(database, lines.Split('|'));
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

        var query = Convert(dialect);
        var zone = query.TimeZone == "UTC" ? DateTimeZone.Utc : Berlin;
        var rows = Run(database, query, zone);

        Assert.Equal(await ImportAsync(), rows);
        Assert.True(rows.Count > 20, "The rows do not show much.");
        Assert.Equal(
            lines.Contains("Type=1", StringComparison.Ordinal) ? ["IntegrationTimeUtc"]
                : lines.Contains("Type=0", StringComparison.Ordinal) ? ["IntegrationTimeIsText"]
                : Array.Empty<string>(),
            query.Limitations.Select(limitation => limitation.Code));
    }

    [Theory]
    [InlineData(DatabaseServers.PostgreSql)]
    public async Task Times_are_converted_to_a_zone_where_the_database_can(string kind)
    {
        var database = MakeCalls(kind);
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");
        foreach (var lines in new string[][] { ["TimeStampColumn=started_unix", "TimeStampType=1"], ["TimeStampColumn=started_unix", "TimeStampType=1", "Interval=60"], ["TimeStampColumn=started", "TimeZone=America/New_York"], ["TimeStampColumn=started", "CloudLinkTimeZone=Asia/Tokyo"] })
        {
            WriteIni(database, lines);

            var zone = lines[^1].EndsWith("Tokyo", StringComparison.Ordinal) ? DateTimeZoneProviders.Tzdb["Asia/Tokyo"] : Berlin;
            var query = Convert(dialect: null, options => options with { TimeZone = zone == Berlin ? Berlin : null });

            Assert.Equal(zone.Id, query.TimeZone);
            Assert.Equal(await ImportAsync(), Run(database, query, zone));
            Assert.Equal(["IntegrationHourTwice"], query.Limitations.Select(limitation => limitation.Code));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task On_days_of_23_and_25_hours_unix_time_keeps_every_hour_and_local_time_has_two_in_one(string kind, SqlDialect? dialect)
    {
        foreach (var day in new[] { new LocalDate(2026, 10, 25), new LocalDate(2026, 3, 29) })
        {
            var database = servers.Create(kind);
            var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
            var start = day.AtStartOfDayInZone(Berlin).ToInstant();
            database.Execute(
                $"create table calls (queue varchar(80), started {dateTime}, started_unix bigint, offered integer, answered integer, talk integer)",
                "insert into calls values " + string.Join(", ", Enumerable.Range(-12, 12 * 27).Select(i => start + Duration.FromMinutes(5 * i)).Select(time =>
                    string.Create(CultureInfo.InvariantCulture, $"('{Hotline}', '{TimePattern.Format(time.InZone(Berlin).LocalDateTime)}', {time.ToUnixTimeSeconds()}, 1, 1, {time.ToUnixTimeSeconds() % 977})"))));
            WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

            WriteIni(database, "TimeStampColumn=started_unix", "TimeStampType=1");
            var unix = Run(database, Convert(dialect), DateTimeZone.Utc, day);
            Assert.Equal(await ImportAsync(day), unix);
            Assert.Equal(3 * IntervalsOf(day), unix.Count(row => row.StartsWith("2 " + TimePattern.Format(day.AtMidnight())[..10], StringComparison.Ordinal)));

            WriteIni(database, "TimeStampColumn=started");
            Assert.Equal(await ImportAsync(day), Run(database, Convert(dialect), zone: null, day));
        }

        static int IntervalsOf(LocalDate day) => DayVector.IntervalCount(day, Berlin, 15);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Ids_of_queues_and_sums_within_a_row_come_to_the_same(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        database.Execute(
            "create table queues (id integer, name varchar(50))",
            "insert into queues values (1, 'First'), (2, 'Second'), (3, 'First')",
            "create table contacts as select cast(1 + length(queue) % 4 as decimal(5)) as queue_id, 7 as skill, calls.* from calls",
            "create table skills (skill integer, factor integer)",
            "insert into skills values (7, 10)");
        WriteIni(
            database,
            "CallDataTable=contacts c join skills s on s.skill = c.skill, queues unused", "QueueMappingSQL=select name, id from queues order by id", "RetrieveValueTypesUsing=1",
            "QueueNameColumn=c.queue_id", "QueueNameType=1", "TimeStampColumn=c.started",
            "ValueTypes=c.offered;c.answered;c.talk * s.factor;c.id", "ValueTypeFunctions=SUM;SUM;SUM;COUNT");
        folder.Write("$1.BAS", "Dim Half As Double\nConst Two = 2\nSub Main()\n  Half = Para3 / Two\n  Result = (Para1 + 3 * Para2 - Half) * 100\nEnd Sub\n");
        WriteMap(
            "2:1001=ODBC:First:c.offered", "2:1001=ODBC:First:c.id", "2:1001=ODBC:Second:c.answered", "2:1001=$1.BAS",
            "3:1001=ODBC:Second:c.offered", "3:1001=ODBC:Second:c.offered", "3:1003=ODBC:Second:c.talk * s.factor");

        var query = Convert(dialect);
        var rows = Run(database, query);

        Assert.Equal(await ImportAsync(), rows);
        Assert.True(rows.Count > 50, "The rows do not show much.");
        Assert.Equal(["IntegrationDecimals", "IntegrationColumnEmpty", "IntegrationColumnEmpty"], query.Limitations.Select(limitation => limitation.Code));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_queue_of_several_columns_comes_to_the_same(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        WriteIni(database, "TimeStampColumn=started", "QueueNameColumn=queue;site");
        WriteMap($"2:1001=ODBC:{Hotline};2:offered", $"2:1002=ODBC:{Hotline};1:answered", $"3:1001=ODBC:{Hostile};1:offered");

        Assert.Equal(await ImportAsync(), Run(database, Convert(dialect)));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void An_average_over_the_answered_becomes_the_total_that_it_was_made_of(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        WriteIni(database, "TimeStampColumn=started");
        folder.Write("$1.BAS", "Sub Main()\nIf Para2 > 0 Then\n  Result = Para1 / Para2 * 100\nElse\n  Result = 0\nEnd If\nEnd Sub\n");
        WriteMap($"2:1002=ODBC:{Hotline}:answered", $"2:1004=ODBC:{Hotline}:talk", $"2:1004=ODBC:{Hotline}:answered", "2:1004=$1.BAS");

        var rows = Run(database, Convert(dialect));
        WriteMap($"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

        Assert.Equal(Run(database, Convert(dialect)), rows);
        Assert.NotEmpty(rows);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_row_per_call_becomes_a_row_per_contact(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        WriteIni(database, "TimeStampColumn=started", "ValueTypes=*;case when talk > 0 then 1 else 0 end;talk", "ValueTypeFunctions=COUNT;SUM;SUM");
        WriteMap($"2:1001=ODBC:{Hotline}:*", $"2:1002=ODBC:{Hotline}:case when talk > 0 then 1 else 0 end", $"2:1003=ODBC:{Hotline}:talk");

        var query = Convert(dialect, options => options with { Kinds = [IntegrationQueryKind.Contact] });
        var contacts = RunQuery(database, query, Day.AtMidnight(), Day.PlusDays(1).AtMidnight(), "queueidentifier", "queuename", "timestamp", "answered", "duration", "channel");

        // Added up per interval they are what the import uploads.
        var rows = contacts
            .GroupBy(row => (Queue: row[0]!, Time: CutTo15Minutes(ParseTime(row[2])!.Value).InZoneLeniently(Berlin).ToInstant()))
            .SelectMany(interval => new (string, Instant, string, decimal)[]
            {
                (interval.Key.Queue, interval.Key.Time, "offered", interval.Count()),
                (interval.Key.Queue, interval.Key.Time, "answered", interval.Sum(row => Number(row[3])!.Value)),
                (interval.Key.Queue, interval.Key.Time, "handlingtime", interval.Sum(row => Number(row[4])!.Value)),
            });
        Assert.Equal(
            (await ImportAsync()).Where(row => row.StartsWith("2 2026-11-16", StringComparison.Ordinal) && !row.EndsWith(" 0", StringComparison.Ordinal)),
            rows.Where(row => row.Item4 != 0).Select(Show).Order(StringComparer.Ordinal));
        Assert.All(contacts, row => Assert.Equal(("calls", true), (row[5], row[3] is "0" or "1")));
        Assert.Empty(query.Limitations);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void The_period_may_stand_in_the_query(string kind, SqlDialect? dialect)
    {
        var database = MakeCalls(kind);
        WriteIni(database, "TimeStampColumn=started");
        WriteMap($"2:1001=ODBC:{Hotline}:offered");

        var literal = Convert(dialect, options => options with
        {
            From = new IntegrationBound(":from", Day.AtMidnight()),
            To = new IntegrationBound(":to", Day.PlusDays(2).AtMidnight()),
        });

        Assert.Equal((null, null), (literal.From, literal.To));
        Assert.Equal(Run(database, Convert(dialect)), [.. ToRows(RunQuery(database, literal.Query, IntervalColumns), Berlin)]);
    }

    [Fact]
    public void What_a_query_cannot_carry_is_told_with_its_mapping()
    {
        var database = MakeCalls(DatabaseServers.Sqlite);
        WriteIni(database, "TimeStampColumn=started");
        folder.Write("$1.BAS", "Sub Main()\nIf Weekday = 1 Then Result = 0 Else Result = Para1 * 100\nEnd Sub\n");
        folder.Write("$2.BAS", "Sub Main()\nResult = Para1 / Para2 * 100\nEnd Sub\n");
        folder.Write("$3.BAS", "Sub Main()\nResult =\nEnd Sub\n");
        WriteMap(
            $"2:1001=ODBC:{Hotline}:offered", "2:1001=$1.BAS",
            $"2:1002=ODBC:{Hotline}:answered", $"2:1002=ODBC:{Hotline}:offered", "2:1002=$2.BAS",
            $"2:1003=ODBC:{Hotline}:talk", "2:1003=CSV:Hotline:talk",
            $"3:1001=ODBC:{Hotline}:nothing",
            $"3:1002=ODBC:{Hotline}:answered", "3:1002=$3.BAS",
            $"3:1005=ODBC:{Hotline}:talk",
            $"4:1004=ODBC:{Hotline}:aht",
            $"9:1001=ODBC:{Hotline}:offered");

        var query = Convert(dialect: null);

        Assert.Equal(
            [
                "WFM:1:2:1001 IntegrationScriptNotSum", "WFM:1:2:1002 IntegrationScriptDivides", "WFM:1:2:1003 IntegrationSystemsMixed",
                "WFM:1:3:1001 IntegrationSourceUnknown", "WFM:1:3:1002 IntegrationScriptBroken", "WFM:1:3:1005 IntegrationRoleUnknown", "WFM:1:4:1004 IntegrationAverageAlone",
                "WFM:1:9:1001 IntegrationTargetUnknown", " IntegrationNothingLeft",
            ],
            query.Limitations.OrderBy(limitation => limitation.Mapping ?? "Z", StringComparer.Ordinal).Select(limitation => limitation.Mapping + " " + limitation.Code));
        Assert.All(query.Limitations, limitation => Assert.False(string.IsNullOrWhiteSpace(limitation.Reason) || string.IsNullOrWhiteSpace(limitation.Remedy)));
        Assert.Empty(query.Query);
        Assert.Empty(query.Mappings);
    }

    [Fact]
    public void Zeros_that_an_import_writes_are_told_and_sql_server_gets_an_order_that_it_takes()
    {
        WriteIni(
            new TestDatabase("Driver=SQL Server"), "TimeStampColumn=started", "RetrieveValueTypesUsing=1", "QueueMappingSQL=select name, id from (select top 5 * from q order by id) q where name <> ' order by ' order by id");
        folder.Write("isps_ul.ini", File.ReadAllText(folder["isps_ul.ini"]).Replace("[General]", "[General]\nWriteAlways=1", StringComparison.Ordinal));
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

        var query = Convert(dialect: null);

        Assert.Equal(["IntegrationWriteAlways"], query.Limitations.Select(limitation => limitation.Code));
        Assert.Contains("(select name, id from (select top 5 * from q order by id) q where name <> ' order by ' order by id OFFSET 0 ROWS) xlink_found", query.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void No_password_gets_into_the_result()
    {
        var (port, connect) = servers.PostgreSqlAddress;
        WriteIni(new TestDatabase(connect(port, "postgres")), "TimeStampColumn=started", "AgentActivityTable=status", "AgentColumn=a", "ActivityColumn=b", "ActivityStartTimeStampColumn=c", "ActivityTimeSpanType=2");
        WriteMap($"2:1001=ODBC:{Hotline}:offered");

        var queries = IntegrationQueries.Make(folder.Path, new IntegrationOptions(), _ => ServerSnapshot.Of("WFM", server)).ToList();

        Assert.Equal([IntegrationQueryKind.ContactInterval, IntegrationQueryKind.AgentStatus], queries.Select(query => query.Kind));
        Assert.All(queries, query => Assert.Equal(SqlDialect.PostgreSql, query.Dialect));
        Assert.DoesNotContain(PostgreSqlServer.Password, string.Concat(queries.Select(query => query + string.Concat(query.Limitations))), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_another_zone_are_told()
    {
        WriteIni(new TestDatabase("Driver=SQLite3"), "TimeStampColumn=started", "TimeZone=America/New_York");
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

        var plain = Convert(dialect: null);
        var wanted = Convert(dialect: null, options => options with { TimeZone = Berlin });

        Assert.Equal(("America/New_York", "America/New_York"), (plain.TimeZone, wanted.TimeZone));
        Assert.Equal(["IntegrationTimeOfZone", "IntegrationZoneNotConverted"], plain.Limitations.Concat(wanted.Limitations).Select(limitation => limitation.Code));
    }

    [Fact]
    public void Queues_and_their_channels_are_called_as_the_installation_says()
    {
        var database = MakeCalls(DatabaseServers.Sqlite);
        WriteIni(database, "TimeStampColumn=started", "CloudLinkQueueIdentifier=Path");
        folder.Write("isps_ul.ini", File.ReadAllText(folder["isps_ul.ini"]).Replace("[General]", "[General]\nCloudLinkQueueChannels=2:chats", StringComparison.Ordinal));
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"4:1001=ODBC:{Hotline}:offered");

        var rows = RunQuery(database, Convert(dialect: null), Day.AtMidnight(), Day.PlusDays(1).AtMidnight(), IntervalColumns);

        Assert.Equal(["Service/Queue 2 Queue 2 chats", "Service/Queue 4 Queue 4 calls"], rows.Select(row => $"{row[0]} {row[1]} {row[6]}").Distinct().Order());
    }

    [Fact]
    public void Without_a_server_names_are_guessed_and_a_role_that_two_values_claim_has_none()
    {
        var database = MakeCalls(DatabaseServers.Sqlite);
        WriteIni(database, "TimeStampColumn=started");
        folder.Write("isps_ul.ini", File.ReadAllText(folder["isps_ul.ini"]).Replace(string.Join('\n', Roles), string.Empty, StringComparison.Ordinal));
        WriteMap($"2:1=ODBC:{Hotline}:offered", $"2:2=ODBC:{Hotline}:answered", $"2:3=ODBC:Zürich:aht", "4:1=ODBC:Zürich:offered", "4:2=ODBC:Other:offered");

        var query = Assert.Single(IntegrationQueries.Make(folder.Path, new IntegrationOptions(), _ => null));

        Assert.Equal(["WFM:1:2:1", "WFM:1:2:2", "WFM:1:2:3"], query.Mappings);
        Assert.Equal("local", query.TimeZone);
        Assert.Equal([" IntegrationNamesGuessed", "WFM:1:4:1 IntegrationRoleTwice", "WFM:1:4:2 IntegrationRoleTwice"], query.Limitations.Select(limitation => limitation.Mapping + " " + limitation.Code));
        Assert.Contains("'Hotline, Zürich'", query.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Driver={ODBC Driver 18 for SQL Server};Server=x", SqlDialect.SqlServer, null)]
    [InlineData("DRIVER=FreeTDS;Server=x;PWD={;driver=SQLite3}", SqlDialect.SqlServer, null)]
    [InlineData("Driver={Oracle in OraClient};DBQ=x", SqlDialect.Ansi, "IntegrationDialectUnknown")]
    [InlineData("DSN=nobody knows it", SqlDialect.Ansi, "IntegrationDriverUnknown")]
    public void The_dialect_is_that_of_the_driver(string connection, SqlDialect dialect, string? limitation)
    {
        WriteIni(new TestDatabase(connection), "TimeStampColumn=started");
        WriteMap($"2:1001=ODBC:{Hotline}:offered", $"2:1002=ODBC:{Hotline}:answered", $"2:1003=ODBC:{Hotline}:talk");

        var query = Convert(dialect: null);

        Assert.Equal(dialect, query.Dialect);
        Assert.Equal(limitation, query.Limitations.Select(found => found.Code).SingleOrDefault());
        Assert.Equal(dialect == SqlDialect.SqlServer, query.Query.Contains("AS [queueidentifier]", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_activities_are_what_the_import_uploads(string kind, SqlDialect? dialect)
    {
        var database = MakeStatus(kind);
        foreach (var lines in new string[][]
        {
            ["ActivityTimeSpanType=0", "ActivityDurationColumn=seconds", "ActivityStartTimeStampColumn=started"],
            ["ActivityTimeSpanType=1", "ActivityEndTimeStampColumn=ended", "ActivityEndTimeStampType=0", "ActivityEndTimeStampFormat=dd.mm.yyyy HH:MM:SS", "ActivityStartTimeStampColumn=started"],
            ["ActivityTimeSpanType=2", "ActivityStartTimeStampColumn=started"],
            ["ActivityTimeSpanType=2", "ActivityStartTimeStampColumn=started", "TimeZone_TimeLink=1"],
        })
        {
            WriteIni(database, [.. lines, "CallDataTable=", "AgentActivityTable=status", "AgentColumn=agent", "ActivityColumn=activity", "LogOffActivities=99;98", "MinimumActivityDuration=5"]);

            var query = Convert(dialect);
            var imported = await ImportAgentsAsync();

            Assert.Equal(IntegrationQueryKind.AgentStatus, query.Kind);
            Assert.Equal(imported, ReadActivities(database, query));
            Assert.True(imported.Count > 5, "The activities do not show much.");
        }
    }

    private static readonly string[] Roles = ["CloudLinkOffered=1001", "CloudLinkAnswered=1002", "CloudLinkHandlingTime=1003", "CloudLinkAverageHandlingTime=1004", "CloudLinkNoRole=1005"];
    private static readonly string[] IntervalColumns = ["queueidentifier", "queuename", "timestamp", "offered", "answered", "handlingtime", "channel"];

    private IntegrationQuery Convert(SqlDialect? dialect, Func<IntegrationOptions, IntegrationOptions>? change = null)
    {
        var options = new IntegrationOptions { Dialect = dialect };
        return Assert.Single(IntegrationQueries.Make(folder.Path, change?.Invoke(options) ?? options, _ => ServerSnapshot.Of("WFM", server)));
    }

    private static List<string> Run(TestDatabase database, IntegrationQuery query, DateTimeZone? zone = null, LocalDate? day = null)
    {
        var rows = RunQuery(database, query, Bound(day ?? Day, zone), Bound((day ?? Day).PlusDays(2), zone), IntervalColumns);
        Assert.All(rows, row => Assert.Equal((NameOf(int.Parse(row[0]!, CultureInfo.InvariantCulture)), "calls"), (row[1], row[6])));
        return [.. ToRows(rows, zone ?? Berlin)];
    }

    private static LocalDateTime Bound(LocalDate day, DateTimeZone? zone) => day.AtStartOfDayInZone(Berlin).WithZone(zone ?? Berlin).LocalDateTime;

    private static IReadOnlyList<string?[]> RunQuery(TestDatabase database, IntegrationQuery query, LocalDateTime from, LocalDateTime to, params string[] columns)
    {
        // A placeholder that stood in a text would be found first.
        var text = ReplaceLast(ReplaceLast(query.Query, query.To!, $"'{TimePattern.Format(to)}'"), query.From!, $"'{TimePattern.Format(from)}'");
        return RunQuery(database, text, columns);
    }

    private static string ReplaceLast(string text, string old, string replacement)
    {
        var at = text.LastIndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
    }

    private static IReadOnlyList<string?[]> RunQuery(TestDatabase database, string text, params string[] columns)
    {
        using var connection = database.Connect();
        using var statement = OdbcStatement.Execute(connection, "query", text, [], maximumRows: 0, Cancellation);
        Assert.Equal(columns, statement.Columns.Select(column => column.Name));
        return OdbcRowReader.ReadAll(statement);
    }

    private static IEnumerable<string> ToRows(IReadOnlyList<string?[]> rows, DateTimeZone zone) => rows
        .SelectMany(row => Enumerable.Range(3, 3).Select(i => (Queue: row[0]!, Time: ParseTime(row[2])!.Value.InZoneLeniently(zone).ToInstant(), Column: IntervalColumns[i], Value: Number(row[i]))))
        .Where(row => row.Value is not null)
        .Select(row => Show((row.Queue, row.Time, row.Column, row.Value!.Value)))
        .Order(StringComparer.Ordinal);

    private static string Show((string Queue, Instant Time, string Column, decimal Value) row)
        => string.Create(CultureInfo.InvariantCulture, $"{row.Queue} {row.Time.InZone(Berlin):uuuu-MM-dd HH:mm:ss o<+HH>} {row.Column} {row.Value:0.##}");

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static LocalDateTime? ParseTime(string? text) => text is null ? null : TimePattern.Parse(text[..19]).Value;

    private static LocalDateTime CutTo15Minutes(LocalDateTime time) => time.Date.At(new LocalTime(time.Hour, time.Minute / 15 * 15));

    /// <summary>What an import of two days uploads, ×100 undone, averages times the answered as totals.</summary>
    private async Task<List<string>> ImportAsync(LocalDate? day = null)
    {
        using var target = new IntegrationServer();
        var recorder = new ImportRecorder();
        var report = new ImportReport(recorder, recorder);
        var plan = ImportPlan.Make(new ImportConfiguration(folder.Path), AcdMap.Load(folder.Path).Mappings, target, report);
        await new ServerEntryImport(folder.Path, "WFM", plan, target, new CallDataImportOptions { StartDate = day ?? Day, Days = 2 }, writeAlways: false, report)
            .RunAsync(ProgressShare.Whole, [], Cancellation);
        Assert.Empty(recorder.Failures);

        var values = target.Uploads.SelectMany(upload => upload.Vectors)
            .SelectMany(vector => vector.Values.Select((value, interval) => (
                vector.QueueId,
                vector.ValueTypeId,
                Time: vector.Day.AtStartOfDayInZone(Berlin).ToInstant() + Duration.FromMinutes(vector.IntervalMinutes * interval),
                Value: value == DayVector.NoData ? (decimal?)null : value / 100m)))
            .Where(value => value.Value is not null)
            .ToDictionary(value => (value.QueueId, value.ValueTypeId, value.Time), value => value.Value!.Value);
        return
        [
            .. values.Select(value => value.Key switch
            {
                (_, 1004, _) => values.TryGetValue((value.Key.QueueId, 1002, value.Key.Time), out var answered) ? Line("handlingtime", value.Value * answered) : null,
                (_, 1001, _) => Line("offered", value.Value),
                (_, 1002, _) => Line("answered", value.Value),
                _ => Line("handlingtime", value.Value),
            } is { } line ? line(value.Key.QueueId, value.Key.Time) : null).OfType<string>().Order(StringComparer.Ordinal),
        ];

        static Func<int, Instant, string> Line(string column, decimal value)
            => (queue, time) => Show((queue.ToString(CultureInfo.InvariantCulture), time, column, value));
    }

    private async Task<List<string>> ImportAgentsAsync()
    {
        var recorder = new ImportRecorder();
        await AgentDataImport.RunAsync(
            new ImportConfiguration(folder.Path),
            new ImportOptions { StartDate = Day, Days = 3 },
            new ImportReport(recorder, recorder),
            (_, _) => Task.FromResult<IImportTarget>(server.Agents),
            Instant.FromUtc(2027, 1, 1, 0, 0),
            Cancellation);
        return
        [
            .. server.Agents.AgentDays.Values.SelectMany(day => day)
                .Select(activity => $"{activity.AgentId} {activity.ActivityId} {activity.Start:yyyy-MM-dd HH:mm:ss} {activity.End:yyyy-MM-dd HH:mm:ss}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The activities of a query, cut at midnight; what lasts does so until midnight. Only digits are an agent's ID for the import.</summary>
    private static List<string> ReadActivities(TestDatabase database, IntegrationQuery query)
    {
        var found = new List<string>();
        foreach (var row in RunQuery(database, query, Day.AtMidnight(), Day.PlusDays(3).AtMidnight(), "agentidentifier", "starttime", "endtime", "activity").Where(row => row[0]!.All(char.IsAsciiDigit)))
        {
            var start = ParseTime(row[1])!.Value;
            var end = ParseTime(row[2]) ?? start.Date.PlusDays(1).AtMidnight();
            while (start < end)
            {
                var midnight = start.Date.PlusDays(1).AtMidnight();
                var part = LocalDateTime.Min(end, midnight);
                if (start.Date <= Day.PlusDays(2))
                {
                    found.Add($"{row[0]} {row[3]} {TimePattern.Format(start)} {TimePattern.Format(part)}");
                }

                start = part;
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static string NameOf(int queue) => queue == 3 ? Hostile : "Queue " + queue.ToString(CultureInfo.InvariantCulture);

    private void WriteMap(params string[] lines) => folder.Write("acd_map.ini", string.Concat(lines.Select(line => "WFM:1:" + line + "\n")));

    private void WriteIni(TestDatabase database, params string[] lines)
    {
        string[] defaults = ["QueueSQL=select queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "ValueTypes=offered;answered;talk;aht", "Interval=15"];
        var own = lines.Select(line => line[..line.IndexOf('=', StringComparison.Ordinal)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        folder.Write("isps_ul.ini", string.Join('\n', [
            "[DB]", "1=WFM,0,xlink,x", "[General]", .. Roles, "[ODBC]", "ConnectionString=" + database.ConnectionString,
            .. defaults.Where(line => !own.Contains(line[..line.IndexOf('=', StringComparison.Ordinal)])), .. lines.Where(line => line[^1] != '='), string.Empty]));
    }

    /// <summary>Two days of rows and those around them, times to the second, under names that are wanted and names like them.</summary>
    private TestDatabase MakeCalls(string kind)
    {
        var database = servers.Create(kind);
        var random = new Random(17);
        string[] names = [Hotline, "hotline", "Zurich", "Zürich", Hostile, " " + Hotline + " ", Hotline + " "];
        var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
        database.Execute(
            $"create table calls (queue varchar(80), site integer, started {dateTime}, started_unix bigint, started_text varchar(30), offered integer, answered integer, talk integer, aht decimal(10, 2), id bigint)"
                + (kind == DatabaseServers.MariaDb ? " character set utf8mb4" : string.Empty));
        var rows = Enumerable.Range(0, 1500).Select(i =>
        {
            var time = Day.AtMidnight().PlusHours(-6).PlusSeconds(i switch { 0 => 6 * 3600, 1 => (6 * 3600) - 1, 2 => (54 * 3600) - 1, 3 => 54 * 3600, _ => random.Next(60 * 3600) });
            var text = TimePattern.Format(time);
            return string.Create(CultureInfo.InvariantCulture, $"""
                ({Literal(names[random.Next(names.Length)], kind)}, {random.Next(1, 3)}, '{text}', {UniversalCallDataSourceTests.Unix(text)},
                '{time:dd.MM.uuuu HH:mm:ss}', {Maybe(random.Next(3))}, {Maybe(random.Next(2))}, {Maybe(random.Next(300))}, {Maybe(random.Next(300))}.5, {Maybe(i)})
                """).Replace("null.5", "null", StringComparison.Ordinal);
        });
        foreach (var some in rows.Chunk(400))
        {
            database.Execute("insert into calls values " + string.Join(", ", some));
        }

        return database;

        string Maybe(int value) => random.Next(6) == 0 ? "null" : value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Literal(string text, string kind)
    {
        var quoted = "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        return kind == DatabaseServers.MariaDb ? quoted.Replace(@"\", @"\\", StringComparison.Ordinal) : quoted;
    }

    /// <summary>Agents whose activities follow each other, with pauses, log-offs, nights and an end that is missing.</summary>
    private TestDatabase MakeStatus(string kind)
    {
        var database = servers.Create(kind);
        var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
        (string Agent, string Activity, string Start, int? Seconds)[] rows =
        [
            ("1", "Ü 'a'", "2026-11-16 08:00:00", 1800), ("1", "2", "2026-11-16 08:30:00", 1800), ("1", "99", "2026-11-16 09:00:00", 0),
            ("1", "1", "2026-11-17 08:00:00", 3), ("1", "2", "2026-11-17 08:00:03", 597), ("1", "98", "2026-11-17 08:10:00", 0),
            ("2", "2", "2026-11-16 23:30:00", 3600), ("2", "99", "2026-11-17 00:30:00", 0), ("2", "1", "2026-11-17 09:00:00", 60), ("2", "99", "2026-11-17 09:01:00", 0),
            ("3", "1", "2026-11-16 10:00:00", null), ("3", "2", "2026-11-17 10:00:00", 60), ("3", "99", "2026-11-17 10:01:00", 0),
            ("4", "1", "2026-11-16 11:00:00", null), ("4", "2", "2026-11-18 11:00:00", 60), ("4", "99", "2026-11-18 11:01:00", 0),
            ("5", "1", "2026-11-18 07:00:00", null),
            ("nobody", "1", "2026-11-16 08:00:00", 60), ("6", "1", "2026-11-30 08:00:00", 60),
        ];
        database.Execute(
            $"create table status (agent varchar(20), activity varchar(20), started {dateTime}, seconds integer, ended varchar(30))"
                + (kind == DatabaseServers.MariaDb ? " character set utf8mb4" : string.Empty),
            "insert into status values " + string.Join(", ", rows.Select(row =>
            {
                var end = row.Seconds is { } seconds ? "'" + TimePattern.Parse(row.Start).Value.PlusSeconds(seconds).ToString("dd.MM.uuuu HH:mm:ss", CultureInfo.InvariantCulture) + "'" : "null";
                return $"('{row.Agent}', {Literal(row.Activity, kind)}, '{row.Start}', {row.Seconds?.ToString(CultureInfo.InvariantCulture) ?? "null"}, {end})";
            })));
        return database;
    }

    /// <summary>A server with the queues 2 to 4, each with every value type.</summary>
    private sealed class IntegrationServer : IImportTarget
    {
        private static readonly WfmValueType[] ValueTypes = [.. Enumerable.Range(1001, 5).Select(id => new WfmValueType { Id = id, Name = "Value " + id })];

        public FakeTarget Agents { get; } = new();

        public DateTimeZone TimeZone => Berlin;

        public IReadOnlyList<WfmQueue> Queues { get; } =
            [.. Enumerable.Range(2, 3).Select(id => new WfmQueue { Id = id, ParentId = 1, Name = NameOf(id), Path = "Service/" + NameOf(id), ValueTypes = ValueTypes })];

        public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; } = [new() { Name = "ODBC", Type = ExternalSystemType.Universal, TimeLink = true }];

        public IReadOnlyList<CallDataUpload> Uploads => Agents.Uploads;

        public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken) => Agents.ReadAsync(queueId, first, last, cancellationToken);

        public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken) => Agents.GetEmployeesAsync(cancellationToken);

        public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken) => Agents.GetActivitiesAsync(cancellationToken);

        public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken) => Agents.WriteAsync(upload, idempotencyKey, cancellationToken);

        public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken) => Agents.ReportAsync(run, cancellationToken);

        public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken) => Agents.WriteAsync(upload, idempotencyKey, cancellationToken);

        public void Dispose() => Agents.Dispose();
    }
}
