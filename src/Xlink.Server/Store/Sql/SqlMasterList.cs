using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Sql;

/// <summary>
/// A list that changes seldom and is read with every import: it is read from the database anew only after a change, where no other server can have made one.
/// The list given out is the same object until then.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="read">Reads the list, which only <see cref="SqlDatabase.WriteAsync"/> changes.</param>
internal sealed class SqlMasterList<T>(SqlDatabase database, Func<SqlSession, Task<IReadOnlyList<T>>> read)
{
    private volatile Known? known;

    /// <summary>The list.</summary>
    internal async Task<IReadOnlyList<T>> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Taken before the list is read: what is changed meanwhile makes it old.
        var changes = database.Changes;
        if (known is { } current && current.Changes == changes)
        {
            return current.List;
        }

        var list = await database.ReadAsync(read, cancellationToken);
        known = changes is { } number ? new(number, list) : null;
        return list;
    }

    private sealed record Known(long Changes, IReadOnlyList<T> List);
}
