using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>Call data of the universal interface, from real databases.</summary>
public sealed class UniversalCallDataSourceTests(DatabaseServers servers) : IDisposable
{
    private static readonly LocalDate Day = new(2026, 11, 16);
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private readonly string installation = Directory.CreateTempSubdirectory("xlink-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> AllTimeStampTypes => new(DatabaseServers.All.SelectMany(kind => new[] { 0, 1, 2 }.Select(type => (kind.Data, type))));

    public void Dispose() => Directory.Delete(installation, recursive: true);

    [Theory]
    [MemberData(nameof(AllTimeStampTypes))]
    public void Rows_of_calls_are_added_up_per_queue_and_interval_whatever_their_time_is(string kind, int timeStampType)
    {
        var database = MakeCalls(kind);
        var column = timeStampType switch { 0 => "started_text", 1 => "started_unix", _ => "started" };

        var reading = Read(database, [$"TimeStampColumn={column}", $"TimeStampType={timeStampType}", "ValueTypes=talk;acw"], "Hotline:talk", "Hotline:acw", "Zürich:talk");

        Assert.Equal("00:00=7 08:00=150 23:45=9", Show(reading, 0));
        Assert.Equal("08:00=0.75", Show(reading, 1));
        Assert.Equal("08:15=30", Show(reading, 2));
        Assert.Equal((6, 0), (reading.RowsUsed, reading.RowsSkipped));
        Assert.Empty(reading.Warnings);
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void The_tree_has_the_queues_of_the_database_with_all_values(string kind)
    {
        var tree = Open(MakeCalls(kind), ["ValueTypes=talk;case when talk > 10 then 1 else 0 end"]).ReadTree(Cancellation);

        Assert.Contains("ACD:Zürich:case when talk > 10 then 1 else 0 end", tree.Leaves.Select(leaf => leaf.Path));
        Assert.Equal(["Hotline", "Other", "Zürich"], tree.Groups.Select(group => group.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void A_queue_may_have_any_name(string kind)
    {
        const string name = "'; drop table calls --";
        var database = MakeCalls(kind);
        database.Execute("insert into calls values ('''; drop table calls --', '2026-11-16 12:00:00', 0, '', 5, 1, null)");

        var source = Open(database, ["ValueTypes=talk"]);
        var reading = Read(source, Day, Day, new SourceSeries(name, SubGroup: null, "talk"));

        Assert.Equal("12:00=5", Show(reading, 0));
        Assert.Contains(name, source.ReadTree(Cancellation).Groups.Select(group => group.Name));
        Assert.Equal("10", database.Query("select count(*) from calls"));
    }

    [Theory]
    [InlineData(DatabaseServers.PostgreSql)]
    [InlineData(DatabaseServers.Sqlite)]
    public void Expressions_may_have_commas_quotes_and_parentheses(string kind)
    {
        const string expression = "case when result in ('lost', 'a;b') then coalesce(talk, 0) else 0 end";

        var reading = Read(MakeCalls(kind), [$"ValueTypes={expression};(talk + 1) * 2;\"\"talk\"\""], "Hotline:" + expression, "Hotline:(talk + 1) * 2", "Hotline:\"talk\"");

        Assert.Equal("00:00=0 08:00=50 23:45=0", Show(reading, 0));
        Assert.Equal("00:00=16 08:00=306 23:45=20", Show(reading, 1));
        Assert.Equal("00:00=7 08:00=150 23:45=9", Show(reading, 2));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Values_are_counted_where_the_configuration_says_so(string kind)
    {
        var reading = Read(MakeCalls(kind), ["ValueTypes=*;result;talk", "ValueTypeFunctions=COUNT;count;SUM"], "Hotline:*", "Hotline:result", "Hotline:talk");

        Assert.Equal("00:00=1 08:00=3 23:45=1", Show(reading, 0));
        Assert.Equal("08:00=2", Show(reading, 1));
        Assert.Equal("00:00=7 08:00=150 23:45=9", Show(reading, 2));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Rows_of_a_join_are_found_by_the_ids_of_their_queues(string kind)
    {
        var database = MakeCalls(kind);
        database.Execute(
            "create table queues (id integer, name varchar(50))",
            "insert into queues values (1, 'First'), (2, 'Second'), (3, 'First')",
            "create table contacts (queue_id integer, at_unix integer, talk integer, skill integer)",
            "create table skills (skill integer, factor integer)",
            "insert into skills values (1, 10), (2, 100)",
            $"insert into contacts values (1, {Unix(8, 1)}, 3, 1), (3, {Unix(8, 2)}, 4, 2), (2, {Unix(9, 0)}, 5, 1), (4, {Unix(9, 0)}, 6, 1)");

        var reading = Read(
            database,
            [
                "QueueMappingSQL=select name, id from queues order by id;", "RetrieveValueTypesUsing=1", "QueueNameColumn=c.queue_id", "QueueNameType=1", "ValueTypes=c.talk * s.factor",
                "CallDataTable=contacts c join skills s on s.skill = c.skill", "TimeStampColumn=c.at_unix", "TimeStampType=1", "QueueSQLSize=4096", "ValueTypesSize=1",
            ],
            "First:c.talk * s.factor", "Second:c.talk * s.factor", "Third:c.talk * s.factor");

        Assert.Equal("08:00=430", Show(reading, 0));
        Assert.Equal("09:00=50", Show(reading, 1));
        Assert.Equal(string.Empty, Show(reading, 2));
        Assert.Contains("'Third'", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Several_columns_identify_a_queue_together(string kind)
    {
        var database = MakeCalls(kind);
        database.Execute("create view v as select queue, result, started, talk from calls where result is not null");

        var reading = Read(database, ["CallDataTable=v", "QueueNameColumn=queue;result", "ValueTypes=talk"], "Hotline;lost:talk", "Hotline;ok:talk");

        Assert.Equal("08:00=50", Show(reading, 0));
        Assert.Equal("08:00=60", Show(reading, 1));
    }

    [Theory]
    [InlineData(DatabaseServers.PostgreSql, "\"", "date_trunc('hour', started)")]
    [InlineData(DatabaseServers.MariaDb, "", "timestamp(date(started), maketime(hour(started), 0, 0))")]
    [InlineData(DatabaseServers.Sqlite, "\"", "strftime('%Y-%m-%d %H:00:00', started)")]
    public void Views_per_interval_are_as_good_as_rows_per_call(string kind, string quote, string hour)
    {
        var database = MakeCalls(kind);
        database.Execute(
            $"create view {quote}QueueIntervals{quote} as select queue as {quote}Queue{quote}, {hour} as {quote}Start{quote}, count(*) as {quote}Offered{quote}, sum(acw) as {quote}ACW{quote} from calls group by queue, {hour}");
        var twice = quote + quote;

        var reading = Read(
            database,
            [
                $"CallDataTable={twice}QueueIntervals{twice}", $"QueueNameColumn={twice}Queue{twice}", $"TimeStampColumn={twice}Start{twice}",
                $"ValueTypes={twice}Offered{twice};{twice}ACW{twice}",
            ],
            $"Hotline:{quote}Offered{quote}", $"Hotline:{quote}ACW{quote}");

        Assert.Equal("00:00=1 08:00=3 23:00=1", Show(reading, 0));
        Assert.Equal("08:00=0.75", Show(reading, 1));
    }

    [Fact]
    public void A_connection_that_is_lost_in_the_middle_ends_the_reading_without_a_part_of_the_rows()
    {
        var database = MakeManyCalls();
        var name = database.Query("select current_database()");

        var error = Assert.Throws<XlinkException>(() => Open(database, ["ValueTypes=talk::text"]).Read(
            Request(Day, Day, new SourceSeries("Hotline", SubGroup: null, "talk::text")),
            new Notice(() => database.Query($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and pid <> pg_backend_pid()")),
            Cancellation));

        Assert.Equal(("OdbcConnectionLost", XlinkErrorCategory.ConnectionError), (error.ErrorId, error.Category));
    }

    [Fact]
    public void Reading_can_be_stopped_in_the_middle()
    {
        var database = MakeManyCalls();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Assert.ThrowsAny<OperationCanceledException>(() => Open(database, ["ValueTypes=talk::text"]).Read(
            Request(Day, Day, new SourceSeries("Hotline", SubGroup: null, "talk::text")), new Notice(stopping.Cancel), stopping.Token));
    }

    [Theory]
    [MemberData(nameof(DatabaseServers.All), MemberType = typeof(DatabaseServers))]
    public void Errors_of_the_tree_stand_in_its_log(string kind)
    {
        var source = Open(MakeCalls(kind), ["QueueSQL=select name from no_such_table", "ValueTypes=talk"]);

        var error = Assert.Throws<XlinkException>(() => source.ReadTree(Cancellation));

        Assert.Equal("OdbcQueryFailed", error.ErrorId);
        Assert.Contains("QueueSQL", error.Message, StringComparison.Ordinal);
        Assert.Contains("no_such_table", File.ReadAllText(Path.Combine(installation, "call_tree.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_offset_of_the_times_is_applied_to_rows_and_to_the_query()
    {
        var database = MakeCalls(DatabaseServers.PostgreSql);

        var reading = Read(database, ["ValueTypes=talk", "TimeZone=-1"], "Hotline:talk", "Zürich:talk");

        Assert.Equal("07:00=150 22:45=9 23:00=1000", Show(reading, 0));
        Assert.Equal("07:15=30", Show(reading, 1));
    }

    [Fact]
    public void Times_of_a_named_zone_are_converted_by_its_own_rules()
    {
        var reading = Read(MakeCalls(DatabaseServers.PostgreSql), ["ValueTypes=talk", "TimeZone=UTC"], "Hotline:talk");

        Assert.Equal("00:45=2000 01:00=7 09:00=150", Show(reading, 0));
    }

    [Fact]
    public void No_call_of_a_day_with_25_hours_is_lost_or_doubled()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        database.Execute("create table calls as select 'Hotline' as queue, extract(epoch from timestamptz '2026-10-25 00:00+02' + i * interval '1 minute')::bigint as started, 1 as talk from generate_series(-60, 1560) i");
        var day = new LocalDate(2026, 10, 25);

        var reading = Read(Open(database, ["ValueTypes=talk", "TimeStampType=1"]), day, day, new SourceSeries("Hotline", SubGroup: null, "talk"));

        Assert.Equal(Enumerable.Repeat(15.0, 100), reading.GetValues(0, 0));
    }

    [Fact]
    public void Malformed_rows_are_left_out_and_told()
    {
        var database = servers.Create(DatabaseServers.Sqlite);
        database.Execute(
            "create table calls (queue varchar(50), started varchar(40), talk varchar(40))",
            "insert into calls values ('Hotline', '2026-11-16 08:00:00', '5'), ('Hotline', 'yesterday', '5'), ('Hotline', null, '5')",
            "insert into calls values ('Hotline', '2026-11-16T08:01:00+01:00', '1.5'), ('Hotline', '2026-11-16 08:02', 'many'), ('Hotline', '2026-11-16 08:03', '1000000000000')",
            "insert into calls values (null, '2026-11-16 08:04', '1'), ('', '2026-11-16 08:04', '1')");

        var reading = Read(database, ["ValueTypes=talk", "TimeStampType=0"], "Hotline:talk");

        Assert.Equal("08:00=6.5", Show(reading, 0));
        Assert.Equal(
            [SkipReason.TimeStamp, SkipReason.TimeStamp, SkipReason.Number, SkipReason.Number], reading.SkippedRows.Select(row => row.Reason));
        Assert.Contains("'many'", reading.SkippedRows[2].Message, StringComparison.Ordinal);
        Assert.StartsWith("ACD, row 5: ", reading.SkippedRows[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_not_what_the_configuration_says_is_an_error_with_the_right_type()
    {
        var database = MakeCalls(DatabaseServers.PostgreSql);

        var error = Assert.Throws<XlinkException>(() => Read(database, ["ValueTypes=talk", "TimeStampType=1"], "Hotline:talk"));
        Assert.Throws<XlinkException>(() => Read(database, ["ValueTypes=talk", "TimeStampColumn=started_unix"], "Hotline:talk"));

        // The database itself may refuse to compare the two.
        Assert.Contains(error.ErrorId, new[] { "UniversalTimeStampTypeWrong", "OdbcQueryFailed" });
    }

    [Fact]
    public void Interface_logs_have_the_query_and_the_values_of_each_queue()
    {
        var database = MakeCalls(DatabaseServers.Sqlite);
        var source = Open(database, ["ValueTypes=talk", "Protocol=1", "LogFile=east", "LogDir=logs"]);
        var logs = new InterfaceLogs(installation, new GeneralSettings(), "ACD", source.InterfaceLog!);

        logs.Note(
            Request(Day, Day, new SourceSeries("Hotline", SubGroup: null, "talk"), new SourceSeries("Zürich", SubGroup: null, "talk")),
            request => source.Read(request, progress: null, Cancellation));

        var lines = File.ReadAllText(Path.Combine(installation, "logs", "ACD_Hotline_east.log"));
        Assert.Contains("SELECT started, queue, talk FROM calls WHERE", lines, StringComparison.Ordinal);
        Assert.Contains("2026-11-16 08:00 +01 talk=150", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("talk=30", lines, StringComparison.Ordinal);
        Assert.Contains("talk=30", File.ReadAllText(Path.Combine(installation, "logs", "ACD_Zürich_east.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Interface_logs_have_the_error_of_a_query()
    {
        var source = Open(MakeCalls(DatabaseServers.Sqlite), ["ValueTypes=no_such_column", "Protocol=1"]);
        var logs = new InterfaceLogs(installation, new GeneralSettings(), "ACD", source.InterfaceLog!);

        Assert.Throws<XlinkException>(() => logs.Note(
            Request(Day, Day, new SourceSeries("Hotline", SubGroup: null, "no_such_column")), request => source.Read(request, progress: null, Cancellation)));

        var text = File.ReadAllText(Path.Combine(installation, "ACD_Hotline.log"));
        Assert.Contains("SELECT", text, StringComparison.Ordinal);
        Assert.Contains("Error: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ValueTypes=a;(b", "ValueTypes")]
    [InlineData("ValueTypes=a;'b", "ValueTypes")]
    [InlineData("ValueTypes=a;;b", "ValueTypes")]
    [InlineData("ValueTypes=a;a", "ValueTypes")]
    [InlineData("CallDataTable=calls; drop table calls", "CallDataTable")]
    [InlineData("QueueSQL=select name from q; delete from q", "QueueSQL")]
    [InlineData("ValueTypeFunctions=AVG", "ValueTypeFunctions")]
    [InlineData("ValueTypeFunctions=SUM;COUNT;SUM", "ValueTypeFunctions")]
    [InlineData("QueueNameType=2", "QueueNameType")]
    [InlineData("TimeStampType=3", "TimeStampType")]
    [InlineData("Interval=20", "Interval")]
    [InlineData("RetrieveValueTypesUsing=1", "QueueMappingSQL")]
    [InlineData("ConnectionString=", "Source")]
    [InlineData("QueueNameColumn=", "QueueNameColumn")]
    [InlineData("TimeStampColumn=", "TimeStampColumn")]
    public void A_configuration_that_cannot_be_right_is_an_error_with_its_key(string line, string key)
    {
        var error = Assert.Throws<XlinkException>(() => UniversalCallDataSettings.FromSection(TestDatabase.Parse([.. Lines, "ConnectionString=DSN=x", "ValueTypes=a;b", line])));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains(error.ErrorId, new[] { "SourceKeyInvalid", "SourceKeyMissing", "SourceNameRepeated" });
    }

    [Fact]
    public void A_mapped_queue_need_not_be_in_the_tree_and_the_longest_value_counts()
    {
        var source = new UniversalCallDataSource(
            UniversalCallDataSettings.FromSection(TestDatabase.Parse([.. Lines, "ConnectionString=DSN=x", "ValueTypes=talk;talk::int;int"])), installation);

        Assert.Equal(new SourceSeries("A:B", SubGroup: null, "talk::int"), source.FindSeries("A:B:talk::int"));
        Assert.Null(source.FindSeries("A:Talk"));
        Assert.Null(source.FindSeries(":talk"));
    }

    private static string[] Lines => ["QueueSQL=select distinct queue from calls", "CallDataTable=calls", "QueueNameColumn=queue", "TimeStampColumn=started", "Interval=15"];

    private TestDatabase MakeCalls(string kind)
    {
        var database = servers.Create(kind);
        var dateTime = kind == DatabaseServers.PostgreSql ? "timestamp" : "datetime";
        (string Queue, string Time, int Talk, string Acw, string Result)[] calls =
        [
            ("Hotline", "2026-11-16 08:01:00", 50, "0.25", "'lost'"),
            ("Hotline", "2026-11-16 08:05:30", 60, "0.50", "'ok'"),
            ("Hotline", "2026-11-16 08:14:59", 40, "null", "null"),
            ("Hotline", "2026-11-16 00:00:00", 7, "null", "null"),
            ("Hotline", "2026-11-16 23:59:59", 9, "null", "null"),
            ("Hotline", "2026-11-17 00:00:00", 1000, "1", "null"),
            ("Hotline", "2026-11-15 23:59:59", 2000, "1", "null"),
            ("Zürich", "2026-11-16 08:15:00", 30, "1", "null"),
        ];
        var rows = calls.Select(call => $"('{call.Queue}', '{call.Time}', {Unix(call.Time)}, '{call.Time}', {call.Talk}, {call.Acw}, {call.Result})");
        database.Execute(
            $"create table calls (queue varchar(50), started {dateTime}, started_unix integer, started_text varchar(30), talk integer, acw decimal(10, 2), result varchar(20))"
                + (kind == DatabaseServers.MariaDb ? " character set utf8mb4" : string.Empty),
            "insert into calls values " + string.Join(", ", rows),
            "insert into calls values ('Other', '2026-11-16 08:00:00', 0, '2026-11-16 08:00:00', 1, 1, null)");
        return database;
    }

    private TestDatabase MakeManyCalls()
    {
        var database = servers.Create(DatabaseServers.PostgreSql);
        database.Execute("create table calls as select 'Hotline' as queue, timestamp '2026-11-16' + i * interval '0.1 seconds' as started, 1 as talk from generate_series(0, 499999) i");
        return database;
    }

    private UniversalCallDataSource Open(TestDatabase database, string[] lines)
        => new(UniversalCallDataSettings.FromSection(database.Section([.. Lines, .. lines])), installation);

    private CallDataReading Read(TestDatabase database, string[] lines, params string[] paths)
    {
        var source = Open(database, lines);
        return Read(source, Day, Day, [.. paths.Select(path => source.FindSeries(path) ?? throw new ArgumentException(path, nameof(paths)))]);
    }

    private static CallDataReading Read(UniversalCallDataSource source, LocalDate first, LocalDate last, params SourceSeries[] series)
        => source.Read(Request(first, last, series), progress: null, Cancellation);

    private static CallDataRequest Request(LocalDate first, LocalDate last, params SourceSeries[] series)
        => new() { Days = new DateInterval(first, last), Zone = Berlin, Series = series };

    private static string Show(CallDataReading reading, int series) => string.Join(' ', reading.GetValues(0, series)
        .Select((value, interval) => (value, interval))
        .Where(item => !double.IsNaN(item.value))
        .Select(item => string.Create(CultureInfo.InvariantCulture, $"{reading.Days[0].GetStart(item.interval):HH:mm}={item.value}")));

    private static long Unix(int hour, int minute) => Day.At(new LocalTime(hour, minute)).InZoneStrictly(Berlin).ToInstant().ToUnixTimeSeconds();

    internal static long Unix(string time)
        => LocalDateTime.FromDateTime(DateTime.Parse(time, CultureInfo.InvariantCulture)).InZoneStrictly(Berlin).ToInstant().ToUnixTimeSeconds();

    /// <summary>Does something at the first report.</summary>
    private sealed class Notice(Action action) : IProgress<SourceProgress>
    {
        private bool done;

        public void Report(SourceProgress value)
        {
            if (!done)
            {
                done = true;
                action();
            }
        }
    }
}
