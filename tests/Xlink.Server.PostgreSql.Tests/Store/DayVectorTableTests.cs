using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using NodaTime;
using Npgsql;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Server.PostgreSql.Tests.Store;

public sealed class DayVectorTableTests : IDisposable
{
    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly TemporaryFolder folder = new();
    private int servers;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_month_has_a_partition_and_years_that_are_far_away_share_one()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline");
        LocalDate[] days = [new(1900, 1, 1), new(1989, 12, 31), new(1990, 1, 1), new(2014, 12, 1), new(2014, 12, 31), new(2099, 12, 31), new(2100, 1, 1), new(2999, 12, 31)];

        foreach (var day in days)
        {
            await site.UploadAsync(site.Vector(0, day, Hours(day), 60));
        }

        var stored = await Task.WhenAll(days.Select(async day => (await site.ValuesAsync(0, day))[0]));
        Assert.Equal(days.Select(day => day.Year * 100 + day.Day), stored);
        Assert.Equal(
            ["day_vector_1990_01", "day_vector_2014_12", "day_vector_2099_12", "day_vector_after", "day_vector_before"],
            await database.QueryAsync<string>("select distinct tableoid::regclass::text from day_vector order by 1"));
    }

    [Fact]
    public async Task Servers_that_need_the_same_new_months_at_once_do_not_disturb_each_other()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var first = await StartAsync(database);
        await using var second = await StartAsync(database);
        using var admin = await LoginAsync(first);
        using var other = await LoginAsync(second);
        var site = await Site.CreateAsync(admin, "Hotline");
        var elsewhere = new Site(other, site.Queues);

        await Task.WhenAll(Enumerable.Range(1, 12).SelectMany(month => new[] { site, elsewhere }.Select((place, number) =>
            place.UploadAsync(place.Vector(0, new(2015, month, 1 + number), 96, month)))));

        var values = await site.ReadAsync(0, new(2015, 1, 1), new(2015, 12, 31));
        Assert.Equal(Enumerable.Range(1, 12).SelectMany(month => new[] { month, month }), values.Select(vector => vector.Values[95]));
    }

    [Fact]
    public async Task An_upload_succeeds_though_its_months_partition_is_dropped_while_it_waits()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline");
        var agents = await AgentSite.CreateAsync(admin);
        var work = AgentSite.Does("1001", "Work", "2014-12-23T08:00:00+01:00", "2014-12-23T09:30:00+01:00");
        await site.UploadAsync(site.Vector(0, Day, 96, 1));
        await agents.UploadAsync(Day, work);
        Task uploads;

        // What retention does: alone, so that uploads wait.
        await using (var retention = new NpgsqlConnection(database.ConnectionString))
        {
            await retention.OpenAsync(Cancellation);
            await using var transaction = await retention.BeginTransactionAsync(Cancellation);
            await retention.ExecuteAsync("select pg_advisory_xact_lock(1481395787)", transaction: transaction);
            uploads = Task.WhenAll(site.UploadAsync(site.Vector(0, Day, 96, 2)), agents.UploadAsync(Day, work));
            while (await retention.ExecuteScalarAsync<int>("select count(*) from pg_locks where locktype = 'advisory' and not granted", transaction: transaction) < 2)
            {
                await Task.Delay(20, Cancellation);
            }

            await retention.ExecuteAsync("drop table day_vector_2014_12, agent_activity_2014_12", transaction: transaction);
            await transaction.CommitAsync(Cancellation);
        }

        await uploads;
        Assert.Equal(Enumerable.Repeat(2, 96), await site.ValuesAsync(0, Day));
        Assert.Equal(["Employee 1: Present 08:00-09:30"], await agents.LinesAsync(Day));
    }

    [Fact]
    public async Task Uploads_of_two_servers_into_the_same_day_merge()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var first = await StartAsync(database);
        await using var second = await StartAsync(database);
        using var admin = await LoginAsync(first);
        using var other = await LoginAsync(second);
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        var elsewhere = new Site(other, site.Queues);

        // Every upload brings one interval of both queues, once in this order and once in that.
        var receipts = await Task.WhenAll(Enumerable.Range(0, 96).Select(i =>
        {
            var values = Enumerable.Range(0, 96).Select(place => place == i ? i + 1 : DayVector.NoData).ToArray();
            var target = i % 2 == 0 ? site : elsewhere;
            return target.UploadAsync(i % 3 == 0 ? [target.Vector(0, Day, values), target.Vector(1, Day, values)] : [target.Vector(1, Day, values), target.Vector(0, Day, values)]);
        }));

        Assert.Equal(96 * 2, receipts.Sum(receipt => receipt.ValuesWritten));
        Assert.Equal(Enumerable.Range(1, 96), await site.ValuesAsync(0, Day));
        Assert.Equal(Enumerable.Range(1, 96), await site.ValuesAsync(1, Day));
    }

    [Fact]
    public async Task An_upload_merges_into_what_another_one_inserts_while_it_does()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        await site.UploadAsync(site.Vector(1, Day.PlusDays(1), 96, 1));
        var values = Enumerable.Range(0, 96).Select(place => place == 1 ? 800 : DayVector.NoData).ToArray();
        Task<CallDataReceipt> upload;

        // Nothing is stored of the day, as far as the upload can see.
        await using (var another = new NpgsqlConnection(database.ConnectionString))
        {
            await another.OpenAsync(Cancellation);
            await using var transaction = await another.BeginTransactionAsync(Cancellation);
            await another.ExecuteAsync(
                "insert into day_vector values (@day, @queue, @valueType, 0, 15, array[700] || array_fill(null::integer, array[95]))",
                new { day = Day.ToDateTimeUnspecified(), queue = site.Queues[0].Id, valueType = site.Queues[0].ValueTypes[0].Id },
                transaction);
            upload = site.UploadAsync(site.Vector(1, Day, values), site.Vector(0, Day, values));
            while (!await another.ExecuteScalarAsync<bool>("select exists (select 1 from pg_locks where locktype = 'transactionid' and not granted)", transaction: transaction))
            {
                await Task.Delay(20, Cancellation);
            }

            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(new CallDataReceipt { Vectors = 2, ValuesWritten = 2, VectorsReplaced = 0 }, await upload);
        Assert.Equal([700, 800, DayVector.NoData], (await site.ValuesAsync(0, Day)).Take(3));
        Assert.Equal([DayVector.NoData, 800, DayVector.NoData], (await site.ValuesAsync(1, Day)).Take(3));
    }

    [Fact]
    public async Task What_an_upload_does_not_change_is_not_written_again()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        var partOfDay = Enumerable.Range(0, 96).Select(place => place < 40 ? 100 : DayVector.NoData).ToArray();
        await site.UploadAsync(site.Vector(0, Day, 96, 100), site.Vector(1, Day, 96, 100));
        var before = await VersionsAsync(database);

        Assert.Equal(
            new CallDataReceipt { Vectors = 2, ValuesWritten = 40 + 96, VectorsReplaced = 0 },
            await site.UploadAsync(site.Vector(0, Day, partOfDay), site.Vector(1, Day, 96, 100)));
        Assert.Equal(before, await VersionsAsync(database));

        await site.UploadAsync(site.Vector(0, Day, partOfDay), site.Vector(1, Day, 96, 200));
        var after = await VersionsAsync(database);
        Assert.Equal((before[0], true), (after[0], before[1] != after[1]));
        Assert.Equal(Enumerable.Repeat(200, 96), await site.ValuesAsync(1, Day));
    }

    [Fact]
    public async Task The_view_has_a_row_per_interval_with_its_local_time_value_and_names()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, [.. Enumerable.Range(0, 24).Select(hour => hour == 3 ? DayVector.NoData : 100 * hour + 25)], 60));

        var rows = await database.QueryAsync<(DateTime Start, decimal? Value, string Queue, string ValueType)>(
            "select start_time, value, queue, value_type from interval_value order by start_time");

        Assert.Equal(24, rows.Count);
        Assert.Equal((new DateTime(2014, 12, 23, 2, 0, 0), 2.25m, "Hotline", "Calls"), rows[2]);
        Assert.Equal((new DateTime(2014, 12, 23, 3, 0, 0), (decimal?)null, "Hotline", "Calls"), rows[3]);
    }

    [Theory]
    [InlineData("Europe/Berlin", 2024, 3, 31, "00:00 01:00 03:00 04:00")] // the clock goes from 2 to 3
    [InlineData("Europe/Berlin", 2024, 10, 27, "00:00 01:00 02:00 02:00 03:00")] // and back from 3 to 2
    [InlineData("America/Havana", 2024, 11, 3, "00:00 00:00 01:00 02:00")] // back from 1 to midnight
    [InlineData("America/Sao_Paulo", 2018, 11, 4, "01:00 02:00 03:00 04:00")] // from midnight to 1
    public async Task The_view_has_the_local_times_of_days_whose_clock_changes(string zone, int year, int month, int dayOfMonth, string expected)
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database, zone);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "Hotline");
        var day = new LocalDate(year, month, dayOfMonth);
        var hours = DayVector.IntervalCount(day, DateTimeZoneProviders.Tzdb[zone], 60);
        await site.UploadAsync(site.Vector(0, day, hours, 1, 60));

        var rows = await database.QueryAsync<string>("select to_char(start_time, 'HH24:MI') from interval_value order by position limit @count", new { count = expected.Split(' ').Length });

        Assert.Equal(expected.Split(' '), rows);
    }

    [Fact]
    public async Task Agent_status_is_read_with_local_times_and_names()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await AgentSite.CreateAsync(admin);
        await site.UploadAsync(Day, AgentSite.Does("1001", "Work", "2014-12-23T08:00:00+01:00", "2014-12-23T09:30:00+01:00"));

        var row = Assert.Single(await database.QueryAsync<(string Employee, string Activity, string System, string External, DateTime Start, DateTime End)>(
            "select employee, activity, external_system, external_activity_id, start_time, end_time from agent_status"));

        Assert.Equal(("Employee 1", "Present", "ACD", "Work", new DateTime(2014, 12, 23, 8, 0, 0), new DateTime(2014, 12, 23, 9, 30, 0)), row);
    }

    [Fact]
    public async Task Where_day_vectors_are_distributed_an_upload_that_broke_off_goes_on_where_it_ended()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await DistributeAsync(database);
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "First", "Second", "Third");
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [.. Enumerable.Range(0, 3).Select(queue => site.Vector(queue, Day, 96, 100 + queue))] };
        await database.ExecuteAsync($"alter table day_vector add constraint broken check (queue_id <> {site.Queues[2].Id})");
        await Assert.ThrowsAsync<XlinkException>(() => admin.UploadCallDataAsync(upload, "key", Cancellation));
        var stored = await database.QueryAsync<long>("select xmin::text::bigint from day_vector order by queue_id");
        await database.ExecuteAsync("alter table day_vector drop constraint broken");

        var reused = await Assert.ThrowsAsync<XlinkException>(() => admin.UploadCallDataAsync(upload with { WriteAlways = true }, "key", Cancellation));
        var receipt = await admin.UploadCallDataAsync(upload, "key", Cancellation);
        var again = await admin.UploadCallDataAsync(upload, "key", Cancellation);

        Assert.Contains("IdempotencyKeyReused", reused.Message, StringComparison.Ordinal);
        Assert.Equal(new CallDataReceipt { Vectors = 3, ValuesWritten = 3 * 96, VectorsReplaced = 0 }, receipt);
        Assert.Equal(receipt, again);
        Assert.Equal(2, stored.Count);
        Assert.Equal(stored, (await database.QueryAsync<long>("select xmin::text::bigint from day_vector order by queue_id")).Take(2));
        Assert.Equal(102, (await site.ValuesAsync(2, Day))[0]);
    }

    [Fact]
    public async Task Where_day_vectors_are_distributed_an_upload_to_what_does_not_exist_stores_nothing()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await DistributeAsync(database);
        await using var server = await StartAsync(database);
        using var admin = await LoginAsync(server);
        var site = await Site.CreateAsync(admin, "First", "Second");

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => site.UploadAsync(site.Vector(0, Day, 96, 1), site.Vector(1, Day, 96, 1) with { ValueTypeId = 4711 }));

        Assert.Contains("ValueTypeNotInQueue", error.Message, StringComparison.Ordinal);
        Assert.Empty(await database.QueryAsync<int>("select queue_id from day_vector"));
    }

    /// <summary>The catalogue in which Citus says what it has distributed; the tables themselves stay in one place here.</summary>
    private static Task DistributeAsync(TestDatabase database)
        => database.ExecuteAsync("create table pg_dist_partition as select 'day_vector'::regclass as logicalrelid");

    private static int[] Hours(LocalDate day) => [.. Enumerable.Repeat((day.Year * 100) + day.Day, 24)];

    private Task<WfmServer> StartAsync(TestDatabase database, string zone = "Europe/Berlin")
        => WfmServer.StartAsync(
            new() { DataPath = folder.Combine("data" + Interlocked.Increment(ref servers).ToString(CultureInfo.InvariantCulture)), Port = 0, TimeZone = zone, Database = Secret.From(database.ConnectionString), Background = true }, TimeProvider.System, Cancellation);

    private static Task<WfmServerClient> LoginAsync(WfmServer server)
        => WfmServerClient.LoginAsync(server.Url, "admin", Secret.From(TestServer.AdministratorPassword), options: null, Cancellation);

    /// <summary>Which transactions have written the rows, in the order of their queues.</summary>
    private static async Task<List<string>> VersionsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        return (await connection.QueryAsync<string>("select xmin::text from day_vector order by queue_id")).AsList();
    }
}
