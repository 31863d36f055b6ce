using System;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// Folds SQLite's log into the file while others write on. Left to itself, SQLite does it all within one commit when the log is full, and whoever writes waits for that; so
/// little is left for that commit. Whatever is not folded is in the log.
/// </summary>
/// <param name="connect">Opens a connection.</param>
internal sealed class BackgroundCheckpoint(Func<SqliteConnection> connect) : IAsyncDisposable
{
    // A quarter of what the log is let grow to.
    private const int PagesAtOnce = 1024;

    private Task running = Task.CompletedTask;
    private int pages;

    /// <summary>Takes note of what has been committed. Only whoever has the turn may call it.</summary>
    /// <param name="written">Number of pages.</param>
    internal void Written(int written)
    {
        pages += written;
        if (pages >= PagesAtOnce && running.IsCompleted)
        {
            pages = 0;
            running = Task.Run(Fold);
        }
    }

    /// <summary>Waits for what is going on. It begins nothing any more.</summary>
    public async ValueTask DisposeAsync() => await running;

    private void Fold()
    {
        try
        {
            using var connection = connect();
            connection.Execute("pragma wal_checkpoint(passive)");
        }
        catch (SqliteException)
        {
            // The commit that finds the log full folds it, and tells what is wrong.
        }
    }
}
