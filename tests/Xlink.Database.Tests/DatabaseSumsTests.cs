using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Universal;

namespace Xlink.Database.Tests;

/// <summary>What PostgreSQL adds up itself is what its rows would have come to.</summary>
public sealed class DatabaseSumsTests(DatabaseServers servers)
{
    private const string AddsUp = "state = 'active' and datname = current_database() and (query like '%FETCH%' or query like '%string_agg%')";

    private static readonly string[] Names = ["Hotline", "hotline", " Hotline ", "Zürich", "", "4711"];
    private static readonly string[] Wanted = ["Hotline", "Zürich", "4711"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A day without, with a missing and with a repeated hour, by the server's clock, an offset and clocks of other zones.</summary>
    public static TheoryData<string, string, string, int> Days => new(
        from day in new[] { "2026-06-15", "2026-03-29", "2026-10-25" }
        from zone in new[] { ("Europe/Berlin", "0"), ("Europe/Berlin", "-3.5"), ("Europe/Berlin", "America/New_York"), ("Asia/Kathmandu", "UTC"), ("Australia/Lord_Howe", "0") }
        from type in new[] { 1, 2 }
        select (day, zone.Item1, zone.Item2, type));

    [Theory]
    [MemberData(nameof(Days))]
    public void Sums_are_those_of_the_rows(string day, string zone, string timeZone, int timeStampType)
    {
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var database = MakeCalls(date, seed: HashCode.Combine(day.Length, timeStampType), rows: 3000);
        var lines = new[]
        {
            timeStampType == 1 ? "TimeStampColumn=started_unix" : "TimeStampColumn=started", $"TimeStampType={timeStampType}",
            "ValueTypes=talk;acw;id;*;result", "ValueTypeFunctions=SUM;SUM;SUM;COUNT;COUNT", "TimeZone=" + timeZone,
        };

        var (sums, queries) = Read(database, date, zone, lines, inDatabase: true);
        var (rows, plain) = Read(database, date, zone, lines, inDatabase: false);

        Assert.Contains("GROUP BY", Assert.Single(queries), StringComparison.Ordinal);
        Assert.DoesNotContain("GROUP BY", Assert.Single(plain), StringComparison.Ordinal);
        AssertSame(rows, sums);
        Assert.True(rows.RowsUsed > 100, "The rows do not show much.");
    }

    [Theory]
    [InlineData("1000000000", "talk")]
    [InlineData("-1000000000", "talk")]
    [InlineData("'NaN'::numeric::text::numeric", "acw")]
    [InlineData("1e15", "acw")]
    [InlineData("9223372036854775807", "id")]
    public void A_row_that_is_malformed_is_still_told(string value, string column)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeCalls(date, seed: 7, rows: 200);
        database.Execute($"insert into calls (queue, started, {column}) values ('Hotline', '2026-06-15 08:00:00', {value})");
        var lines = new[] { "TimeStampColumn=started", "ValueTypes=talk;acw;id" };

        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false);

        Assert.Equal([true, false], queries.Select(query => query.Contains("GROUP BY", StringComparison.Ordinal)));
        Assert.Equal(1, sums.RowsSkipped);
        AssertSame(rows, sums);
    }

    [Fact]
    public void What_the_database_cannot_add_up_is_read_by_rows()
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeCalls(date, seed: 11, rows: 500);

        foreach (var lines in new string[][]
        {
            ["TimeStampColumn=to_char(started, 'YYYY-MM-DD HH24:MI:SS')", "TimeStampType=0", "ValueTypes=talk"],
            ["TimeStampColumn=started", "ValueTypes=talk::float8;talk::text"],
            ["TimeStampColumn=started", "ValueTypes=talk", "TimeZone=00:07"],
        })
        {
            var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true);
            var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false);

            Assert.DoesNotContain("GROUP BY", Assert.Single(queries), StringComparison.Ordinal);
            AssertSame(rows, sums);
        }
    }

    [Fact]
    public void An_expression_that_only_a_row_can_take_is_read_by_rows()
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeCalls(date, seed: 13, rows: 500);

        // A window function must not stand in a sum.
        string[] lines = ["TimeStampColumn=started", "ValueTypes=count(*) over ()"];
        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false);

        Assert.DoesNotContain("GROUP BY", queries[^1], StringComparison.Ordinal);
        AssertSame(rows, sums);
    }

    [Theory]
    [InlineData("2026-06-15", "Europe/Berlin", "0", 2)]
    [InlineData("2026-03-29", "Europe/Berlin", "0", 1)]
    [InlineData("2026-10-25", "Europe/Berlin", "0", 2)]
    [InlineData("2026-10-25", "Europe/Berlin", "America/New_York", 2)]
    [InlineData("2026-10-25", "Asia/Kathmandu", "-3.5", 1)]
    public void Halves_come_to_the_sums_of_the_rows(string day, string zone, string timeZone, int timeStampType)
    {
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var database = MakeManyCalls(date, timeStampType);
        var lines = new[]
        {
            timeStampType == 1 ? "TimeStampColumn=started_unix" : "TimeStampColumn=started", $"TimeStampType={timeStampType}",
            "ValueTypes=talk;acw;id;*;result", "ValueTypeFunctions=SUM;SUM;SUM;COUNT;COUNT", "TimeZone=" + timeZone,
        };

        var (halves, queries) = Read(database, date, zone, lines, inDatabase: true);
        var (rows, _) = Read(database, date, zone, lines, inDatabase: false);

        Assert.Contains("UNION ALL", Assert.Single(queries), StringComparison.Ordinal);
        AssertSame(rows, halves);
        Assert.True(rows.RowsUsed > 5_000, "The rows do not show much.");
    }

    [Theory]
    [InlineData("alter database {0} set default_transaction_read_only = on")]
    [InlineData("revoke temporary on database {0} from public")]
    [InlineData("create view seen as select * from calls where talk is null or talk < 1000")]
    [InlineData("alter database {0} set jit_above_cost = 0")]
    public void Halves_need_only_what_reading_needs(string statement)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeManyCalls(date, seed: 29);
        var reader = MakeReader(database);
        database.Execute(string.Format(CultureInfo.InvariantCulture, statement, database.Query("select current_database()")));
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk;acw", .. statement.Contains("seen", StringComparison.Ordinal) ? ["CallDataTable=seen"] : Array.Empty<string>()];

        var (halves, queries) = Read(reader, date, "Europe/Berlin", lines, inDatabase: true);
        var (rows, _) = Read(reader, date, "Europe/Berlin", lines, inDatabase: false);

        Assert.Contains("UNION ALL", Assert.Single(queries), StringComparison.Ordinal);
        AssertSame(rows, halves);
    }

    [Theory]
    [InlineData("alter database {0} set max_parallel_workers_per_gather = 0", "calls", "queue")]
    [InlineData("create function only_once(integer) returns boolean language plpgsql parallel unsafe as 'begin return true; end'", "(select * from calls where only_once(talk)) as calls", "queue")]
    [InlineData("select 1", "calls", "queue;queue")]
    public void What_several_processors_may_not_do_one_does(string statement, string table, string names)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeManyCalls(date, seed: 31);
        database.Execute(string.Format(CultureInfo.InvariantCulture, statement, database.Query("select current_database()")));
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk;acw", "CallDataTable=" + table, "QueueNameColumn=" + names];

        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false);

        Assert.Contains("GROUP BY", Assert.Single(queries), StringComparison.Ordinal);
        Assert.DoesNotContain("UNION ALL", queries[0], StringComparison.Ordinal);
        AssertSame(rows, sums);
    }

    [Fact]
    public void More_queues_than_were_asked_for_do_not_all_come_at_once()
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeManyCalls(date, seed: 37);
        Assert.SkipWhen(database.Query("select count(*) from pg_collation where collprovider = 'i'") == "0", "PostgreSQL has no ICU.");

        // Every way of writing the name in capitals and small letters is the same to the database.
        database.Execute(
            "create collation easy (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "create table many (queue text collate easy, started timestamp, talk integer)",
            "insert into many select (select string_agg(case when i >> bit & 1 = 1 then 'a' else 'A' end, '') from generate_series(0, 11) bit), timestamp '2026-06-15' + n * interval '1 hour', 1 from generate_series(0, 4095) i, generate_series(0, 23) n",
            "create index on many (started)",
            "analyze many");
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk", "CallDataTable=many"];

        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true, queues: ["aaaaaaaaaaaa"]);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false, queues: ["aaaaaaaaaaaa"]);

        Assert.Equal([true, false], queries.Select(query => query.Contains("UNION ALL", StringComparison.Ordinal)));
        AssertSame(rows, sums);
    }

    [Theory]
    [InlineData(536_870_911, true)]
    [InlineData(-536_870_912, true)]
    [InlineData(536_870_912, false)]
    [InlineData(-536_870_913, false)]
    [InlineData(999_999_999, false)]
    [InlineData(-999_999_999, false)]
    public void Large_integers_count(int value, bool inDatabase)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeCalls(date, seed: 41, rows: 200);
        database.Execute(
            $"insert into calls (queue, started, talk) values ('Hotline', '2026-06-15 08:00:00', {value}), ('Hotline', '2026-06-15 08:01:00', {value})",
            "insert into calls (queue, started, talk) values ('Hotline', '2026-06-15 09:00:00', null)");
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk;(talk % 7)::smallint;acw"];
        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false);

        Assert.Equal(inDatabase ? [true] : [true, false], queries.Select(query => query.Contains("GROUP BY", StringComparison.Ordinal)));
        Assert.Equal(0, sums.RowsSkipped);
        AssertSame(rows, sums);
    }

    [Theory]
    [InlineData("text", "0", true)]
    [InlineData("varchar(50)", "2", true)]
    [InlineData("char(20)", "2", false)]
    [InlineData("varchar(50) collate easy", "2", false)]
    public void Names_are_asked_for_after_adding_up_where_the_same_name_is_the_same_bytes(string type, string processors, bool isAfter)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = MakeManyCalls(date, seed: 43);
        Assert.SkipWhen(database.Query("select count(*) from pg_collation where collprovider = 'i'") == "0", "PostgreSQL has no ICU.");
        database.Execute(
            "create collation easy (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "update calls set queue = 'hotline ' where queue = '4711' and id % 2 = 0",
            "update calls set queue = 'Hotline' where queue in ('4711', 'hotline') and id % 20 <> 1",
            $"alter table calls alter queue type {type}",
            "analyze calls",
            $"alter database {database.Query("select current_database()")} set max_parallel_workers_per_gather = {processors}");
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk;acw"];
        string[] wanted = ["Hotline", " Hotline ", "hotline ", "Zürich", "", "missing"];

        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true, queues: wanted);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false, queues: wanted);

        Assert.Equal(isAfter, IsAskedAfter(Assert.Single(queries)));
        Assert.Equal(processors == "2", queries[0].Contains("UNION ALL", StringComparison.Ordinal));
        AssertSame(rows, sums);
        Assert.True(rows.RowsUsed > 10_000, "The rows do not show much.");
    }

    [Theory]
    [InlineData("queue", 300, 310, true)]
    [InlineData("queue", 300, 5000, false)]
    [InlineData("queue", 3, 5000, false)]
    [InlineData("lower(queue)", 190, 200, true)]
    [InlineData("lower(queue)", 190, 5000, false)]
    public void Rows_of_other_queues_are_left_out_before_if_there_are_many(string column, int wanted, int queues, bool isAfter)
    {
        var date = new LocalDate(2026, 6, 15);
        var database = servers.Create(DatabaseServers.PostgreSql);
        database.Execute(
            "create table calls (queue text, started timestamp, talk integer)",
            $"insert into calls select 'queue ' || (i * 7919) % {queues}, timestamp '2026-06-15' + i % 86400 * interval '1 second', i % 100 from generate_series(1, 60000) i",
            "analyze calls");
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk", "QueueNameColumn=" + column];
        string[] names = [.. Enumerable.Range(0, wanted).Select(i => string.Create(CultureInfo.InvariantCulture, $"queue {i}"))];

        var (sums, queries) = Read(database, date, "Europe/Berlin", lines, inDatabase: true, queues: names);
        var (rows, _) = Read(database, date, "Europe/Berlin", lines, inDatabase: false, queues: names);

        Assert.Equal(isAfter, IsAskedAfter(Assert.Single(queries)));
        Assert.InRange(rows.RowsUsed, (wanted * 60_000 / queues) - wanted, (wanted * 60_000 / queues) + wanted);
        AssertSame(rows, sums);
    }

    [Fact]
    public async Task Reading_can_be_stopped_while_the_database_adds_up()
    {
        var database = MakeCalls(new LocalDate(2026, 6, 15), seed: 17, rows: 10);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = ReadSlowlyAsync(database, stopping.Token);
        await WaitForSumAsync(database, reading);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Reading_can_be_stopped_while_several_processors_add_up()
    {
        const string workers = "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'parallel worker'";
        var database = MakeManyCalls(new LocalDate(2026, 6, 15), seed: 23);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = ReadSlowlyAsync(database, stopping.Token);
        while (database.Query(workers) == "0")
        {
            Assert.False(reading.IsCompleted, "The query is at its end already.");
            await Task.Delay(20, Cancellation);
        }

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        OdbcConnectionTests.WaitUntil(() => database.Query(workers) == "0");
    }

    [Fact]
    public async Task A_connection_that_is_lost_while_the_database_adds_up_ends_the_reading()
    {
        var database = MakeCalls(new LocalDate(2026, 6, 15), seed: 19, rows: 10);
        var reading = ReadSlowlyAsync(database, Cancellation);
        await WaitForSumAsync(database, reading);

        database.Query($"select pg_terminate_backend(pid) from pg_stat_activity where ({AddsUp}) and pid <> pg_backend_pid()");

        var error = await Assert.ThrowsAsync<XlinkException>(() => reading);
        Assert.Equal("OdbcConnectionLost", error.ErrorId);
    }

    private static bool IsAskedAfter(string query) => query.Contains("WHERE (xlink_name1) IN", StringComparison.Ordinal);

    private static Task<CallDataReading> ReadSlowlyAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        string[] lines = ["TimeStampColumn=started", "ValueTypes=talk", "CallDataTable=(select * from calls where pg_sleep(3600) is not null) as calls"];
        return Task.Run(() => Read(database, new LocalDate(2026, 6, 15), "Europe/Berlin", lines, inDatabase: true, cancellationToken).Reading, Cancellation);
    }

    private static async Task WaitForSumAsync(TestDatabase database, Task reading)
    {
        while (database.Query($"select count(*) from pg_stat_activity where ({AddsUp}) and pid <> pg_backend_pid()") == "0")
        {
            Assert.False(reading.IsCompleted, "The query is at its end already.");
            await Task.Delay(20, Cancellation);
        }
    }

    private static void AssertSame(CallDataReading expected, CallDataReading actual)
    {
        Assert.Equal(Describe(expected), Describe(actual));
        for (var day = 0; day < expected.Days.Count; day++)
        {
            for (var series = 0; series < expected.Series.Count; series++)
            {
                Assert.Equal(expected.GetValues(day, series), actual.GetValues(day, series));
            }
        }
    }

    private static string Describe(CallDataReading reading)
        => string.Join('\n', [
            string.Create(CultureInfo.InvariantCulture, $"read {reading.RowsRead} used {reading.RowsUsed} unknown {reading.RowsOfUnknownGroups} other days {reading.RowsOfOtherDays} skipped {reading.RowsSkipped}"),
            .. reading.SkippedRows.Select(row => row.ToString()),
            .. reading.Warnings]);

    private static (CallDataReading Reading, List<string> Queries) Read(TestDatabase database, LocalDate date, string zone, string[] lines, bool inDatabase, CancellationToken? cancellationToken = null, string[]? queues = null)
    {
        var settings = UniversalCallDataSettings.FromSection(
            database.Section(["QueueSQL=select distinct queue from calls", "Interval=15", .. lines, .. lines.Any(line => line.StartsWith("QueueNameColumn", StringComparison.Ordinal)) ? Array.Empty<string>() : ["QueueNameColumn=queue"], .. lines.Any(line => line.StartsWith("CallDataTable", StringComparison.Ordinal)) ? Array.Empty<string>() : ["CallDataTable=calls"]]));
        var source = new UniversalCallDataSource(settings, installationPath: string.Empty) { AddsUpInDatabase = inDatabase };
        var queries = new List<string>();
        var request = new CallDataRequest
        {
            Days = new DateInterval(date, date),
            Zone = DateTimeZoneProviders.Tzdb[zone],
            Series = [.. (queues ?? Wanted).SelectMany(queue => settings.ValueTypes.Select(value => new SourceSeries(queue, SubGroup: null, value.Expression)))],
            QuerySent = queries.Add,
        };
        return (source.Read(request, progress: null, cancellationToken ?? Cancellation), queries);
    }

    /// <summary>So many calls, in a database for which starting processors costs nothing, that two of them are quicker.</summary>
    private TestDatabase MakeManyCalls(LocalDate date, int seed)
    {
        var database = MakeCalls(date, seed, rows: 1000);
        var name = database.Query("select current_database()");
        database.Execute(
            "insert into calls select calls.* from calls, generate_series(1, 49)",
            "create index on calls (started)",
            "create index on calls (started_unix)",
            "analyze calls",
            $"alter database {name} set max_parallel_workers_per_gather = 2",
            $"alter database {name} set parallel_setup_cost = 0",
            $"alter database {name} set parallel_tuple_cost = 0",
            $"alter database {name} set random_page_cost = 1");
        return database;
    }

    /// <summary>The database as a user who may read its tables and nothing else.</summary>
    private static TestDatabase MakeReader(TestDatabase database)
    {
        var user = "reader_of_" + database.Query("select current_database()");
        database.Execute(
            $"create role {user} login password 'secret'",
            $"grant select on all tables in schema public to {user}",
            $"alter default privileges in schema public grant select on tables to {user}");
        return new TestDatabase(Regex.Replace(database.ConnectionString, "UID=.*", $"UID={user};PWD=secret"));
    }

    /// <summary>Calls around a day at times to the second, some of them NULL, under names that are wanted and names like them.</summary>
    private TestDatabase MakeCalls(LocalDate date, int seed, int rows)
    {
        var random = new Random(seed);
        var database = servers.Create(DatabaseServers.PostgreSql);
        database.Execute("create table calls (queue varchar(50), started timestamp, started_unix bigint, talk integer, acw numeric, id bigint, result text)");
        var start = date.AtMidnight().PlusHours(-20);
        var values = Enumerable.Range(0, rows).Select(_ =>
        {
            var time = start.PlusSeconds(random.Next(64 * 3600));
            var isNull = random.Next(50) == 0;
            return string.Create(CultureInfo.InvariantCulture, $"""
                ({(random.Next(40) == 0 ? "null" : $"'{Names[random.Next(Names.Length)]}'")},
                {(isNull ? "null" : $"'{time.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'")},
                {(isNull ? "null" : time.InUtc().ToInstant().ToUnixTimeSeconds())},
                {(random.Next(10) == 0 ? "null" : random.Next(-100, 1000))},
                {(random.Next(10) == 0 ? "null" : $"{random.Next(-900, 900)}.{random.Next(100_000_000):00000000}")},
                {(random.Next(10) == 0 ? "null" : random.Next(999_999_999))},
                {(random.Next(3) == 0 ? "null" : "'lost'")})
                """);
        }).ToList();
        database.Execute("insert into calls values " + string.Join(", ", values));
        return database;
    }
}
