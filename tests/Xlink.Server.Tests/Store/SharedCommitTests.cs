using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Store.Sql;
using Xlink.Server.Store.Sqlite;

namespace Xlink.Server.Tests.Store;

/// <summary>Writers that wait at the same time come to the disk together, and are as independent as if they did not.</summary>
public sealed class SharedCommitTests : IAsyncLifetime
{
    // SQLite's names for them are FULL and NORMAL; in WAL mode only the first one has a commit wait.
    private const int Synced = 2;
    private const int NotSynced = 1;

    private readonly TemporaryFolder folder = new();
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteDatabase database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = new SqliteDatabase(folder.Combine("test.db"));
        await using (var first = new SqliteConnection($"Data Source={folder.Combine("test.db")};Pooling=False"))
        {
            await first.ExecuteAsync("pragma journal_mode = wal");
        }

        await database.WriteAsync(
            session => session.ExecuteAsync("create table item (id integer primary key)"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_written_comes_into_the_file_before_the_log_is_full_while_others_write_on()
    {
        var file = new FileInfo(folder.Combine("test.db"));
        await database.WriteBesideOthersAsync(session => session.ExecuteAsync("create table large (value blob)"), Cancellation);
        var first = file.Length;

        // A third of what fills the log.
        await database.WriteBesideOthersAsync(session => session.ExecuteAsync("insert into large values (zeroblob(5600000))"), Cancellation);
        var second = HoldAsync(1);
        while (Length() < first + 5_000_000)
        {
            await Task.Delay(10, Cancellation);
        }

        gate.SetResult();
        await second;
        Assert.Equal([1], await ReadAsync());

        long Length()
        {
            file.Refresh();
            return file.Length;
        }
    }

    [Fact]
    public async Task Those_that_wait_share_a_commit_and_nobody_is_confirmed_before_it()
    {
        var first = HoldAsync(1);
        var second = InsertAsync(2);
        var third = database.WriteBesideOthersAsync(
            async session =>
            {
                // The two before are in this transaction, and nobody outside has seen them or got an answer.
                Assert.Equal([1, 2], await session.QueryAsync<int>("select id from item order by id"));
                Assert.Empty(await ReadAsync());
                Assert.False(first.IsCompleted || second.IsCompleted);
                return await session.ExecuteAsync("insert into item values (3)");
            },
            Cancellation);
        gate.SetResult();

        await Task.WhenAll(first, second, third);
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Fact]
    public async Task One_that_fails_is_undone_alone()
    {
        var first = HoldAsync(1);
        var second = database.WriteBesideOthersAsync<int>(
            async session =>
            {
                await session.ExecuteAsync("insert into item values (2); update item set id = 10 where id = 1");
                throw new InvalidOperationException("refused");
            },
            Cancellation);
        var third = InsertAsync(3);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        await Task.WhenAll(first, third);
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task When_SQLite_undoes_the_whole_transaction_the_others_write_again()
    {
        var first = HoldAsync(1);
        var second = database.WriteBesideOthersAsync(session => session.ExecuteAsync("insert or rollback into item values (1)"), Cancellation);
        var third = InsertAsync(3);
        gate.SetResult();

        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, (await Assert.ThrowsAsync<SqliteException>(() => second)).SqliteErrorCode);
        await Task.WhenAll(first, third);
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task Several_at_once_share_a_commit_and_one_that_fails_is_undone_alone()
    {
        var results = await WriteTogetherAsync(
            "insert into item values (1)", "insert into item values (2); insert into item values (1)", "insert into item values (3)");

        Assert.Equal([true, false, true], results.Select(result => result.IsCompletedSuccessfully));
        Assert.Empty(await results[2]);
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task When_SQLite_undoes_the_whole_transaction_the_rest_of_several_is_written_all_the_same()
    {
        var results = await WriteTogetherAsync(
            "insert into item values (1)", "insert or rollback into item values (1)", "insert into item values (3)", "insert into item values (3)");

        Assert.Equal([true, false, true, false], results.Select(result => result.IsCompletedSuccessfully));
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task A_change_that_wants_to_be_alone_shares_with_nobody()
    {
        var first = HoldAsync(1);
        var alone = database.WriteAsync<int>(
            async session =>
            {
                Assert.Equal([1], await ReadAsync());
                await session.ExecuteAsync("insert into item values (2)");
                throw new InvalidOperationException("refused");
            },
            Cancellation);
        var third = InsertAsync(3);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => alone);
        await Task.WhenAll(first, third);
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_any_longer_leaves_the_others_their_turns()
    {
        var first = HoldAsync(1);
        using var impatience = new CancellationTokenSource();
        var second = InsertAsync(2, impatience.Token);
        var third = InsertAsync(3);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();

        await Task.WhenAll(first, third);
        Assert.Equal([1, 3], await ReadAsync());
        await InsertAsync(4);
    }

    [Fact]
    public async Task Many_more_than_one_transaction_takes_all_get_their_turn()
    {
        var all = Enumerable.Range(2, 99).Select(id => InsertAsync(id)).Prepend(HoldAsync(1)).ToList();
        gate.SetResult();

        await Task.WhenAll(all);
        Assert.Equal(Enumerable.Range(1, 100), await ReadAsync());
    }

    [Fact]
    public async Task Only_history_does_not_wait_for_the_disk()
    {
        Assert.Equal(NotSynced, await database.WriteHistoryAsync(InsertAsync(1), Cancellation));
        Assert.Equal(Synced, await database.WriteBesideOthersAsync(InsertAsync(2), Cancellation));
        Assert.Equal(Synced, await database.WriteAsync(InsertAsync(3), Cancellation));
        Assert.Equal(NotSynced, await database.WriteHistoryAsync(InsertAsync(4), Cancellation));
        Assert.Equal(Synced, await database.WriteAsync(InsertAsync(5), Cancellation));
        Assert.Equal([1, 2, 3, 4, 5], await ReadAsync());

        static Func<SqlSession, Task<int>> InsertAsync(int id) => session => InsertAndTellAsync(session, id);
    }

    [Fact]
    public async Task What_is_no_history_does_not_get_into_a_transaction_of_history()
    {
        var first = HoldHistoryAsync(1);
        var second = database.WriteHistoryAsync(session => InsertAndTellAsync(session, 2), Cancellation);
        var third = database.WriteBesideOthersAsync(
            async session =>
            {
                Assert.Equal([1, 2], await ReadAsync());
                return await InsertAndTellAsync(session, 3);
            },
            Cancellation);
        gate.SetResult();

        var committed = await Task.WhenAll(first, second, third);
        Assert.Equal([NotSynced, NotSynced, Synced], committed);
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Fact]
    public async Task History_gets_into_a_transaction_of_others_which_waits_for_the_disk()
    {
        var first = HoldAsync(1);
        var second = database.WriteHistoryAsync(
            async session =>
            {
                Assert.Empty(await ReadAsync());
                return await InsertAndTellAsync(session, 2);
            },
            Cancellation);
        gate.SetResult();

        await first;
        Assert.Equal(Synced, await second);
        Assert.Equal([1, 2], await ReadAsync());
        Assert.False(database.IsBehind);
    }

    [Fact]
    public async Task After_history_that_failed_the_others_wait_for_the_disk()
    {
        await InsertAsync(1);

        await Assert.ThrowsAsync<SqliteException>(() => database.WriteHistoryAsync(session => session.ExecuteAsync("insert or rollback into item values (1)"), Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteHistoryAsync<int>(_ => throw new InvalidOperationException("refused"), Cancellation));

        Assert.Equal(Synced, await database.WriteBesideOthersAsync(session => InsertAndTellAsync(session, 2), Cancellation));
        Assert.Equal(Synced, await database.WriteAsync(session => InsertAndTellAsync(session, 3), Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task History_comes_to_the_disk_by_itself()
    {
        await database.WriteHistoryAsync(session => InsertAndTellAsync(session, 1), Cancellation);

        while (database.IsBehind)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    [Fact]
    public async Task A_commit_that_waits_for_the_disk_takes_history_along()
    {
        await database.WriteHistoryAsync(session => InsertAndTellAsync(session, 1), Cancellation);
        await InsertAsync(2);

        Assert.False(database.IsBehind);
    }

    [Fact]
    public async Task At_the_end_everything_is_on_the_disk_even_if_another_process_keeps_the_log_open()
    {
        await using var other = new SqliteConnection($"Data Source={folder.Combine("test.db")};Pooling=False");
        await other.OpenAsync(Cancellation);
        await other.ExecuteScalarAsync<int>("select count(*) from item");
        await database.WriteHistoryAsync(session => InsertAndTellAsync(session, 1), Cancellation);

        await database.DisposeAsync();

        Assert.False(database.IsBehind);
        Assert.Equal(1, await other.ExecuteScalarAsync<int>("select count(*) from item"));
    }

    /// <summary>Inserts and says how SQLite is going to commit it.</summary>
    private static async Task<int> InsertAndTellAsync(SqlSession session, int id)
    {
        await session.ExecuteAsync("insert into item values (@id)", new { id });
        return await session.QuerySingleAsync<int>("pragma synchronous");
    }

    /// <summary>Writes several at once; each of them tells what others saw then.</summary>
    private Task<IReadOnlyList<Task<List<int>>>> WriteTogetherAsync(params IReadOnlyList<string> statements)
        => database.WriteDaysAsync(
            "item",
            [.. statements.Select(sql => new DayWrite<List<int>>(Day: null, async session =>
            {
                await session.ExecuteAsync(sql);
                return await ReadAsync();
            }))],
            Cancellation);

    private Task<int> InsertAsync(int id, CancellationToken? cancellationToken = null)
        => database.WriteBesideOthersAsync(session => session.ExecuteAsync("insert into item values (@id)", new { id }), cancellationToken ?? Cancellation);

    /// <summary>Has its turn until the gate opens, so that those that come meanwhile wait together.</summary>
    private Task<int> HoldAsync(int id)
        => database.WriteBesideOthersAsync(
            async session =>
            {
                await gate.Task;
                return await session.ExecuteAsync("insert into item values (@id)", new { id });
            },
            Cancellation);

    private Task<int> HoldHistoryAsync(int id)
        => database.WriteHistoryAsync(
            async session =>
            {
                await gate.Task;
                return await InsertAndTellAsync(session, id);
            },
            Cancellation);

    private Task<List<int>> ReadAsync() => database.ReadAsync(session => session.QueryAsync<int>("select id from item order by id"), Cancellation);
}
