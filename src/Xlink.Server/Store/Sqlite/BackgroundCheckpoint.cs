using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// Folds SQLite's log into the file, while nobody commits if that is soon enough: the disk has then nothing else to do that somebody waits for. Left to itself, SQLite does
/// it all within one commit when the log is full. Whatever is not folded is in the log.
/// </summary>
internal sealed class BackgroundCheckpoint : IAsyncDisposable
{
    // Of what the log is let grow to, three quarters, and what is not worth the while.
    private const int MostPages = 3072;
    private const int FewPages = 64;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private readonly Func<SqliteConnection> connect;
    private readonly Timer timer;
    private Task running = Task.CompletedTask;
    private int pages;

    /// <summary>Prepares it.</summary>
    /// <param name="connect">Opens a connection.</param>
    internal BackgroundCheckpoint(Func<SqliteConnection> connect)
    {
        this.connect = connect;
        timer = new(_ => Begin());
    }

    /// <summary>Takes note of what has been committed. Only whoever has the turn may call it.</summary>
    /// <param name="written">Number of pages.</param>
    internal void Written(int written)
    {
        lock (gate)
        {
            pages += written;
            if (pages < MostPages)
            {
                timer.Change(pages < FewPages ? Timeout.InfiniteTimeSpan : Quiet, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Begin();
    }

    /// <summary>Waits for what is going on. It begins nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await running;
    }

    private void Begin()
    {
        lock (gate)
        {
            if (running.IsCompleted)
            {
                pages = 0;
                running = Task.Run(Fold);
            }
        }
    }

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
