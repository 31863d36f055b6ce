using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.Api;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The database file: connections, transactions and what its errors mean.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    private long changes;
    private readonly WriteTurns turns = new();
    private readonly string connectionString;
    private readonly WriteAheadLog log;
    private readonly BackgroundCheckpoint checkpoint;
    private readonly ConditionalWeakTable<sqlite3, SqliteDatabase> prepared = [];

    // Belongs to whoever has the turn.
    private SqliteWriter? writer;

    // Each connection has one user at a time, so that SQLite need not guard every call, and nobody asks it for its memory. It refuses if it has been used before, which does no harm.
    static SqliteDatabase()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>The database in a file, which is made when it is used first.</summary>
    internal SqliteDatabase(string path)
    {
        Location = path;
        log = new(path);
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = true }.ToString();
        checkpoint = new(Connect);
    }

    internal override string Location { get; }

    /// <summary>Whether something is committed that the disk may not have yet.</summary>
    internal bool IsBehind => log.IsBehind;

    /// <summary>Nobody else has the file: the data folder is locked.</summary>
    internal override long? Changes => Interlocked.Read(ref changes);

    /// <summary>Opens the store in a file, creating or migrating it first where needed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>, <c>DatabaseNotAccessible</c>.</exception>
    internal static SqlStore Open(string path)
    {
        var database = new SqliteDatabase(path);
        try
        {
            using var connection = database.Connect();

            // A day of a queue has some hundred bytes per value type, and days are written as a whole: large pages cost a quarter less. A file keeps what it was made with.
            connection.Execute("pragma page_size = 16384; pragma journal_mode = wal");
            SqliteSchema.Migrate(connection, path);
            return new(database, new SqliteDayVectors(), new SqliteAgentActivities(), new SqliteUpkeep());
        }
        catch (SqliteException exception)
        {
            database.Close();
            var isDamaged = exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
            throw XlinkException.InFile(
                path,
                line: null,
                isDamaged ? nameof(Messages.DatabaseDamaged) : nameof(Messages.DatabaseNotAccessible),
                isDamaged ? XlinkErrorCategory.InvalidData : XlinkErrorCategory.PermissionDenied,
                exception,
                exception.Message);
        }
        catch
        {
            database.Close();
            throw;
        }
    }

    internal override Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ExplainAsync(async () =>
        {
            await using var connection = Connect();
            await using var transaction = connection.BeginTransaction(deferred: true);
            return await read(new(connection, transaction, SqliteDialect.Instance, CancellationToken.None));
        });
    }

    internal override async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await turns.EnterAsync(WriteKind.Alone, cancellationToken);
        try
        {
            return await ExplainAsync(async () =>
            {
                await using var connection = Connect();
                await using var transaction = connection.BeginTransaction();
                var result = await write(new(connection, transaction, SqliteDialect.Instance, CancellationToken.None));
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            });
        }
        finally
        {
            Interlocked.Increment(ref changes);
            turns.End();
        }
    }

    internal override Task<T> WriteBesideOthersAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => ShareAsync(write, WriteKind.Shared, cancellationToken);

    internal override Task<IReadOnlyList<Task<T>>> WriteDaysAsync<T>(string table, IReadOnlyList<DayWrite<T>> days, CancellationToken cancellationToken)
        => ShareAsync([.. days.Select(day => day.Write)], WriteKind.Shared, cancellationToken);

    internal override Task<T> WriteHistoryAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => ShareAsync(write, WriteKind.History, cancellationToken);

    /// <summary>Brings all to the disk and closes every connection; the last one folds the write-ahead log into the file.</summary>
    public override async ValueTask DisposeAsync()
    {
        await turns.EnterAsync(WriteKind.Alone, CancellationToken.None);
        await checkpoint.DisposeAsync();
        await log.DisposeAsync();
        EndWriter();
        Close();
        turns.End();
    }

    private async Task<T> ShareAsync<T>(Func<SqlSession, Task<T>> write, WriteKind kind, CancellationToken cancellationToken)
        => await (await ShareAsync([write], kind, cancellationToken))[0];

    private async Task<IReadOnlyList<Task<T>>> ShareAsync<T>(IReadOnlyList<Func<SqlSession, Task<T>>> writes, WriteKind kind, CancellationToken cancellationToken)
    {
        var shared = await turns.EnterAsync(kind, cancellationToken);
        var results = new List<Task<T>>(writes.Count);
        var isKept = await ExplainAsync(async () =>
        {
            try
            {
                shared ??= Begin(kind);
                for (var i = 0; i < writes.Count && !shared.IsLost; i++)
                {
                    var write = writes[i];
                    results.AddRange(await AllAsync([ExplainAsync(() => shared.WriteAsync(write))]));
                }
            }
            finally
            {
                EndOrPassOn(shared);
            }

            return await shared.Committed;
        });
        for (var i = 0; i < writes.Count && !isKept; i++)
        {
            // Lost with one that failed, whose failure stands.
            if (i == results.Count)
            {
                results.Add(WriteAsync(writes[i], cancellationToken));
            }
            else if (results[i].IsCompletedSuccessfully)
            {
                results[i] = WriteAsync(writes[i], cancellationToken);
            }
        }

        return await AllAsync(results);
    }

    private SharedTransaction Begin(WriteKind kind)
    {
        // Of its own: whoever got it from the pool would not know whether its commits wait for the disk.
        writer ??= new(Connect(connectionString + ";Pooling=False"));
        try
        {
            return new(writer, log, kind);
        }
        catch
        {
            EndWriter();
            throw;
        }
    }

    private void EndWriter()
    {
        writer?.Dispose();
        writer = null;
    }

    private void Close()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void EndOrPassOn(SharedTransaction? shared)
    {
        if (shared?.HasRoom == true && turns.TryPassOn(shared))
        {
            return;
        }

        try
        {
            if (shared?.End() == true)
            {
                checkpoint.Written(writer!.TakePagesWritten());
            }
            else
            {
                EndWriter();
            }
        }
        finally
        {
            turns.End();
        }
    }

    private static async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_FULL)
        {
            throw Refusal.StorageFull();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw Refusal.ServerBusy();
        }
    }

    private SqliteConnection Connect() => Connect(connectionString);

    private SqliteConnection Connect(string settings)
    {
        var connection = new SqliteConnection(settings);
        connection.Open();

        // They stay with what the pool keeps of it. A confirmed upload has reached the disk. The log is folded into the file at 4096 pages, 64 MB where they are large: a
        // transaction of a few days alone has more than the usual 1000. What is undone alone is kept in memory, or each upload would make and delete a file for it.
        if (!prepared.TryGetValue(connection.Handle!, out _))
        {
            connection.Execute("pragma synchronous = full; pragma wal_autocheckpoint = 4096; pragma temp_store = memory");
            prepared.Add(connection.Handle!, this);
        }

        return connection;
    }
}
