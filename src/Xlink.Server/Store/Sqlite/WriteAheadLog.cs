using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// SQLite's log of what has been committed and is not in the database file yet. What was committed without waiting for the disk comes there a moment later,
/// unless a commit that waits has taken it along by then.
/// </summary>
internal sealed class WriteAheadLog : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly string databasePath;
    private readonly Timer timer;
    private bool isAwaited;
    private long committed;
    private long onDisk;

    /// <summary>The log of a database file.</summary>
    internal WriteAheadLog(string databasePath)
    {
        this.databasePath = databasePath;
        timer = new(_ => Flush());
    }

    /// <summary>Whether something is committed that the disk may not have yet.</summary>
    internal bool IsBehind
    {
        get
        {
            lock (gate)
            {
                return onDisk < committed;
            }
        }
    }

    /// <summary>Takes note of a commit, one after the other.</summary>
    /// <param name="isOnDisk">Whether it has waited for the disk, which then has all that was committed before, too.</param>
    internal void Committed(bool isOnDisk)
    {
        lock (gate)
        {
            committed++;
            if (isOnDisk)
            {
                onDisk = committed;
            }
            else if (!isAwaited)
            {
                isAwaited = true;
                timer.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Brings to the disk what is not there yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        Flush();
    }

    private void Flush()
    {
        long seen;
        lock (gate)
        {
            isAwaited = false;
            seen = committed;
            if (onDisk >= seen)
            {
                return;
            }
        }

        try
        {
            // SQLite holds no lock on this file that closing it would take away: in WAL mode they are all on the two others.
            var path = File.ResolveLinkTarget(databasePath, returnFinalTarget: true)?.FullName ?? databasePath;
            using var file = File.OpenHandle(path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (FileNotFoundException)
        {
            // The last connection has folded it into the database file.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next commit that waits takes it along, or fails at the same disk and says so.
            return;
        }

        lock (gate)
        {
            onDisk = Math.Max(onDisk, seen);
        }
    }
}
