using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The database file: connections, transactions and what its errors mean.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    // SQLite takes one writer at a time; waiting for one's turn here is cheaper than trying again and again there.
    private readonly SemaphoreSlim writing = new(1);
    private readonly string connectionString;

    private SqliteDatabase(string path) => connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Pooling = true,
    }.ToString();

    /// <summary>Opens the database, creating or migrating it first where needed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="XlinkException"><c>DatabaseDamaged</c>, <c>DatabaseForeign</c>, <c>DatabaseNewer</c>, <c>DatabaseNotAccessible</c>.</exception>
    internal static SqliteDatabase Open(string path)
    {
        var database = new SqliteDatabase(path);
        try
        {
            using var connection = database.Connect();
            connection.Execute("pragma journal_mode = wal");
            SqliteSchema.Migrate(connection, path);
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            var isDamaged = exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;
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
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads from one state of the database, whatever is written meanwhile.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Explain(() =>
        {
            using var connection = Connect();
            using var transaction = connection.BeginTransaction(deferred: true);
            return read(connection);
        }));
    }

    /// <summary>Changes the database in one transaction; nothing is changed if <paramref name="write"/> throws.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return Explain(() =>
            {
                using var connection = Connect();
                using var transaction = connection.BeginTransaction();
                var result = write(connection);
                transaction.Commit();
                return result;
            });
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Closes every connection; the last one folds the write-ahead log into the file.</summary>
    public void Dispose()
    {
        using (var connection = new SqliteConnection(connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        writing.Dispose();
    }

    private static T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL)
        {
            throw Refusal.StorageFull();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw Refusal.ServerBusy();
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();

        // A confirmed upload has reached the disk.
        connection.Execute("pragma synchronous = full");
        return connection;
    }
}
