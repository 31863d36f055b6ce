using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.Store.Sqlite;
using Xlink.Server.Store.Transfer;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Server.PostgreSql.Tests.Transfer;

public sealed class StoreTransferTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_table_is_in_both_databases_with_the_same_columns()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var columns = (await connection.QueryAsync<(string Table, string Column)>(
            "select table_name::text, column_name::text from information_schema.columns where table_schema = current_schema()")).ToLookup(row => row.Table, row => row.Column, StringComparer.Ordinal);

        Assert.NotEmpty(TransferTables.All);
        Assert.All(TransferTables.All, table => Assert.Equal((table.Name, string.Join(' ', table.Columns.Order(StringComparer.Ordinal))), (table.Name, string.Join(' ', columns[table.Name].Order(StringComparer.Ordinal)))));
    }

    [Fact]
    public async Task A_store_goes_from_PostgreSQL_to_SQLite_and_back_with_nothing_lost()
    {
        using var filled = await PostgreSqlDatabases.CreateAsync();
        using var empty = await PostgreSqlDatabases.CreateEmptyAsync();
        int lastId;
        var first = On(filled);
        var sqlite = new ServerOptions { DataPath = folder.Combine("sqlite") };
        var second = On(empty);
        await using (var server = await WfmServer.StartAsync(first, TimeProvider.System, Cancellation))
        {
            using var client = await LoginAsync(server);
            await FilledStore.FillAsync(client);
            var gone = await client.CreateQueueAsync(new() { Name = "gone", ValueTypes = [] }, Cancellation);
            await client.DeleteQueueAsync(gone.Id, recurse: false, Cancellation);
            lastId = gone.Id;

            // As a copy, and as a backup that is restored.
            await DataTransfer.CopyAsync(first, sqlite, isForced: false, Nothing, Cancellation);
            await DataTransfer.BackupAsync(first, folder.Combine("backup.db"), isForced: false, Nothing, Cancellation);
        }

        await DataTransfer.RestoreAsync(second, folder.Combine("backup.db"), isForced: false, Nothing, Cancellation);
        Assert.Equal(await SumsAsync(sqlite), await SumsAsync(second));

        // The other way round, over what is there.
        var used = await Assert.ThrowsAsync<XlinkException>(() => DataTransfer.CopyAsync(sqlite, second, isForced: false, Nothing, Cancellation));
        Assert.Equal("TransferTargetUsed", used.ErrorId);
        await DataTransfer.CopyAsync(sqlite, second, isForced: true, Nothing, Cancellation);
        Assert.Equal(await SumsAsync(sqlite), await SumsAsync(second));

        // The same once more, with values as a server before version 5 of the tables has stored them.
        await using (var connection = new SqliteConnection($"Data Source={folder.Combine("sqlite/xlink.db")};Pooling=False"))
        {
            var old = (await connection.QueryAsync<(long Queue, byte[] Values)>("select queue_id, interval_values from day_vector where interval_minutes = 15"))
                .Select(row => new { row.Queue, Values = MemoryMarshal.AsBytes(DayVectorBlob.Read(row.Values).AsSpan()).ToArray() }).ToList();
            Assert.Equal(2, await connection.ExecuteAsync("update day_vector set interval_values = @Values where queue_id = @Queue and interval_minutes = 15", old));
        }

        await DataTransfer.CopyAsync(sqlite, second, isForced: true, Nothing, Cancellation);
        Assert.Equal(await SumsAsync(sqlite), await SumsAsync(second));

        await using var moved = await WfmServer.StartAsync(second, TimeProvider.System, Cancellation);
        using var again = await LoginAsync(moved);
        await FilledStore.CheckAsync(again);
        Assert.Equal(lastId + 1, (await again.CreateQueueAsync(new() { Name = "new", ValueTypes = [] }, Cancellation)).Id);
    }

    [Fact]
    public async Task A_copy_that_breaks_off_leaves_the_target_as_it_was()
    {
        using var filled = await PostgreSqlDatabases.CreateAsync();
        using var other = await PostgreSqlDatabases.CreateAsync();
        var sqlite = new ServerOptions { DataPath = folder.Combine("sqlite") };
        var target = On(other);
        await using (var server = await WfmServer.StartAsync(On(filled), TimeProvider.System, Cancellation))
        {
            using var client = await LoginAsync(server);
            await FilledStore.FillAsync(client);
            await DataTransfer.CopyAsync(On(filled), sqlite, isForced: false, Nothing, Cancellation);
        }

        var before = await SumsAsync(target);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DataTransfer.CopyAsync(
            sqlite,
            target,
            isForced: false,
            (table, _, _) =>
            {
                if (table == "agent_activity")
                {
                    stop.Cancel();
                }
            },
            stop.Token));

        Assert.Equal(before, await SumsAsync(target));
    }

    [Fact]
    public async Task Data_whose_rows_name_others_that_are_missing_are_refused_before_anything_is_written()
    {
        using var filled = await PostgreSqlDatabases.CreateAsync();
        using var other = await PostgreSqlDatabases.CreateAsync();
        var sqlite = new ServerOptions { DataPath = folder.Combine("sqlite") };
        await using (var server = await WfmServer.StartAsync(On(filled), TimeProvider.System, Cancellation))
        {
            using var client = await LoginAsync(server);
            await FilledStore.FillAsync(client);
            await DataTransfer.CopyAsync(On(filled), sqlite, isForced: false, Nothing, Cancellation);
        }

        await using (var connection = new SqliteConnection($"Data Source={DataFolder.DatabaseOf(sqlite.DataPath)};Pooling=False;Foreign Keys=False"))
        {
            await connection.ExecuteAsync("delete from employee");
        }

        var before = await SumsAsync(On(other));

        var error = await Assert.ThrowsAsync<XlinkException>(() => DataTransfer.CopyAsync(
            sqlite, On(other), isForced: false, (table, _, _) => Assert.Fail("Writes " + table), Cancellation));

        Assert.Equal("DatabaseDamaged", error.ErrorId);
        Assert.Matches(@"employee_external_id \(external_system_id = \d+, external_id = 0*815, employee_id = \d+\)", error.Message);
        Assert.Equal(before, await SumsAsync(On(other)));
    }

    private static Task<WfmServerClient> LoginAsync(WfmServer server)
        => WfmServerClient.LoginAsync(server.Url, "admin", Secret.From(TestServer.AdministratorPassword), options: null, Cancellation);

    private ServerOptions On(TestDatabase database) => new()
    {
        DataPath = folder.Combine("data"),
        Port = 0,
        TimeZone = "Europe/Berlin",
        Background = true,
        Database = Secret.From(database.ConnectionString),
    };

    private static void Nothing(string table, long rows, long total)
    {
    }

    private static async Task<IEnumerable<string>> SumsAsync(ServerOptions options)
    {
        await using TransferDatabase database = options.Database is { } connectionString
            ? await PostgreSqlTransfer.OpenAsync(connectionString.Reveal(), isReading: true, Cancellation)
            : SqliteTransfer.OpenForReading(DataFolder.DatabaseOf(options.DataPath));
        return (await StoreTransfer.SumAsync(database, Cancellation)).OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => $"{sum.Key} {sum.Value.Rows} {sum.Value.Sha256}");
    }
}
