using System;
using System.Collections.Generic;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// The connection of uploads, reports and logins, which write one after the other, with the statements it has prepared. What they look up for each other – queues, value
/// types, external systems – none of them changes, so it holds until another connection has written.
/// </summary>
internal sealed class SqliteWriter(SqliteConnection connection) : SqlMemory, IDisposable
{
    private const string DataVersion = "pragma data_version";
    private const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);
    private long version = -1;
    private bool waitsForDisk = true;

    /// <summary>The connection.</summary>
    internal SqliteConnection Connection => connection;

    /// <summary>Begins a transaction.</summary>
    /// <param name="wait">Whether its commit waits for the disk.</param>
    internal SqliteTransaction Begin(bool wait)
    {
        if (wait != waitsForDisk)
        {
            // Either way the log stays in order: a commit that waits brings those before it to the disk.
            connection.Execute(wait ? "pragma synchronous = full" : "pragma synchronous = normal");
            waitsForDisk = wait;
        }

        var transaction = connection.BeginTransaction();
        try
        {
            var statement = Prepare(DataVersion);
            SqliteException.ThrowExceptionForRC(raw.sqlite3_step(statement), connection.Handle!);
            var current = raw.sqlite3_column_int64(statement, 0);
            SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), connection.Handle!);
            if (current != version)
            {
                Forget();
                version = current;
            }

            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>A statement, ready to be given its values. It stays prepared; whoever has used it resets it, so that it holds no lock.</summary>
    internal sqlite3_stmt Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle!, sql, out statement), connection.Handle!);
            statements.Add(sql, statement);
        }
        else
        {
            // One that has failed takes no values until it is reset; what it says is that failure again, which has been told.
            _ = raw.sqlite3_reset(statement);
        }

        return statement;
    }

    /// <summary>Runs a statement that has neither values nor rows.</summary>
    internal void Run(string sql)
    {
        var statement = Prepare(sql);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_step(statement), connection.Handle!);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), connection.Handle!);
    }

    /// <summary>How many pages it has written since the last call.</summary>
    internal int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(connection.Handle!, CacheWrite, out var pages, out _, 1);
        return pages;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        statements.Clear();
        connection.Dispose();
    }
}
