using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>A database: its connections, its transactions and what its errors mean.</summary>
internal abstract class SqlDatabase : IAsyncDisposable
{
    /// <summary>What messages call it: a path or an address, without a secret.</summary>
    internal abstract string Location { get; }

    /// <summary>How often <see cref="WriteAsync"/> has changed the database; <see langword="null"/> where other servers may change it too.</summary>
    internal virtual long? Changes => null;

    /// <summary>Reads from one state of the database, whatever is written meanwhile.</summary>
    /// <param name="read">Reads; it may run again after a lost connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal abstract Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the database in one transaction while nobody else changes it, on whatever server: what <paramref name="write"/> has found out holds until it is
    /// done. Nothing is changed if it throws.
    /// </summary>
    /// <param name="write">Reads and writes; it may run again, from the start, after a collision or a lost connection.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    internal abstract Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="WriteAsync"/>, but beside others that do the same: for what happens often and touches rows of its own. While it runs, nobody is in
    /// <see cref="WriteAsync"/>.
    /// </summary>
    internal abstract Task<T> WriteBesideOthersAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="WriteBesideOthersAsync"/>, for what only tells of something that has happened: it ends with the commit, which everybody sees, and the disk has
    /// it a moment later. A power cut, or a crash of PostgreSQL, may take the last moment of it; that this process is killed does not.
    /// </summary>
    /// <param name="write">Reads and writes; it may run again, from the start.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    internal abstract Task<T> WriteHistoryAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>As <see cref="WriteBesideOthersAsync"/>, for rows of one day in a table for which not every day need have room yet.</summary>
    /// <param name="table">The table.</param>
    /// <param name="day">The day.</param>
    /// <param name="write">Reads and writes; it may run again, from the start.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    internal virtual Task<T> WriteDayAsync<T>(string table, LocalDate? day, Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
        => WriteBesideOthersAsync(write, cancellationToken);

    /// <summary>As <see cref="WriteDayAsync"/> for several at once, each of which is written or not, whatever becomes of the others.</summary>
    /// <param name="table">The table.</param>
    /// <param name="days">The days, in no order.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    /// <returns>Their tasks, all of which have ended.</returns>
    internal virtual Task<IReadOnlyList<Task<T>>> WriteDaysAsync<T>(string table, IReadOnlyList<DayWrite<T>> days, CancellationToken cancellationToken)
        => AllAsync([.. days.Select(day => WriteDayAsync(table, day.Day, day.Write, cancellationToken))]);

    /// <summary>Waits for the end of tasks, whatever becomes of them.</summary>
    internal static async Task<IReadOnlyList<Task<T>>> AllAsync<T>(IReadOnlyList<Task<T>> tasks)
    {
        await ((Task)Task.WhenAll(tasks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return tasks;
    }

    public abstract ValueTask DisposeAsync();
}
