using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;

namespace Xlink.Server.Store.Transfer;

/// <summary>
/// A store during a transfer: one connection in one transaction, so that what is read is one state, and what is written is there wholly or not at all. Rows
/// are what SQLite keeps: <see cref="long"/>, <see cref="string"/>, bytes or <see langword="null"/>.
/// </summary>
internal abstract class TransferDatabase : IAsyncDisposable
{
    /// <summary>What messages call it.</summary>
    internal abstract string Location { get; }

    /// <summary>Its kind.</summary>
    internal abstract string Kind { get; }

    /// <summary>The tables, in an order in which they can be filled.</summary>
    internal abstract IReadOnlyList<TransferTable> Tables { get; }

    /// <summary>The connection.</summary>
    protected abstract DbConnection Connection { get; }

    /// <summary>Its transaction, until the end.</summary>
    protected abstract DbTransaction? Transaction { get; }

    /// <summary>Rows of a table.</summary>
    internal Task<long> CountAsync(TransferTable table, CancellationToken cancellationToken) => ReadAsync<long>("select count(*) from " + table.QuotedName, cancellationToken);

    /// <summary>Whether somebody has stored or set up anything here, beside the first administrator.</summary>
    internal Task<bool> IsUsedAsync(CancellationToken cancellationToken)
        => ReadAsync<bool>(
            """
            select exists (select 1 from queue where parent_id is not null) or exists (select 1 from external_system) or exists (select 1 from employee)
                or (select count(*) from "user") > 1 or exists (select 1 from day_vector)
            """,
            cancellationToken);

    /// <summary>The rows of a table in the order of its key.</summary>
    internal abstract IAsyncEnumerable<object?[]> ReadAsync(TransferTable table, CancellationToken cancellationToken);

    /// <summary>The last number that a table has given out.</summary>
    internal abstract Task<long> ReadSequenceAsync(TransferTable table, CancellationToken cancellationToken);

    /// <summary>Deletes everything.</summary>
    internal abstract Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>Adds rows to a table.</summary>
    internal abstract Task WriteAsync(TransferTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Says which number a table has given out last.</summary>
    internal abstract Task WriteSequenceAsync(TransferTable table, long last, CancellationToken cancellationToken);

    /// <summary>What is wrong if a row names one that is not there; <see langword="null"/> if it is nothing.</summary>
    internal abstract Task<string?> FindBrokenReferenceAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what has been written.</summary>
    internal abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    private Task<T> ReadAsync<T>(string sql, CancellationToken cancellationToken)
        => Connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, transaction: Transaction, cancellationToken: cancellationToken))!;
}
