using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// One transaction for writers that have waited at the same time, one after the other: the disk is waited for once. What one of them has written is undone
/// alone if it fails, and nobody has an answer before the commit has reached the disk. One that history has begun does not wait for the disk, and takes nothing else.
/// </summary>
internal sealed class SharedTransaction
{
    // The first is not to wait for long, and what they have written should fit into memory. Half of what an agent sends at once: while these wait for the disk, the other half comes.
    private const int MaximumWriters = 8;

    private const string Savepoint = "writer";

    private readonly SqliteWriter writer;
    private readonly WriteAheadLog log;
    private readonly bool waitsForDisk;
    private readonly SqliteTransaction transaction;
    private readonly TaskCompletionSource<bool> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int writers;
    private int written;

    /// <summary>Begins it.</summary>
    /// <param name="writer">The connection.</param>
    /// <param name="log">Is told of the commit.</param>
    /// <param name="kind">What the first to write in it needs.</param>
    internal SharedTransaction(SqliteWriter writer, WriteAheadLog log, WriteKind kind)
    {
        this.writer = writer;
        this.log = log;
        waitsForDisk = kind != WriteKind.History;
        transaction = writer.Begin(waitsForDisk);
    }

    /// <summary>Whether another writer may come in.</summary>
    internal bool HasRoom => writers < MaximumWriters && !IsLost;

    /// <summary>
    /// Ends with the commit: true if it is made, and on the disk unless it is only history; false if the transaction was lost with another writer's failure and what was written in it has to
    /// be written again. Fails as the commit does.
    /// </summary>
    internal Task<bool> Committed => outcome.Task;

    /// <summary>Whether SQLite itself has undone the whole transaction, as it does after some errors, a full disk for example. Nothing more may be written in it.</summary>
    internal bool IsLost => raw.sqlite3_get_autocommit(writer.Connection.Handle!) != 0;

    /// <summary>Whether a writer may come in that needs this.</summary>
    internal bool Takes(WriteKind kind) => kind == WriteKind.History || (kind == WriteKind.Shared && waitsForDisk);

    /// <summary>Writes in it; if that fails, nothing of it stays.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write)
    {
        writers++;
        writer.Run("savepoint " + Savepoint);
        try
        {
            var result = await write(new(writer.Connection, transaction, SqliteDialect.Instance, CancellationToken.None, writer));
            writer.Run("release " + Savepoint);
            written++;
            return result;
        }
        catch when (!IsLost)
        {
            writer.Run("rollback to " + Savepoint);
            writer.Run("release " + Savepoint);
            throw;
        }
    }

    /// <summary>Ends it. Those that have written in it learn from <see cref="Committed"/> what has become of it.</summary>
    /// <returns>Whether the connection is as it was before.</returns>
    internal bool End()
    {
        try
        {
            var isKept = !IsLost;
            if (isKept && written > 0)
            {
                transaction.Commit();
                log.Committed(waitsForDisk);
            }

            transaction.Dispose();
            outcome.SetResult(isKept);
            return isKept;
        }
        catch (Exception exception)
        {
            // Whatever it is, those who wait must hear of it.
            outcome.SetException(exception);
            return false;
        }
    }
}
