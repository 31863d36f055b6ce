using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>What every database does in its own way to be measured and to get rid of old days.</summary>
internal abstract class SqlUpkeep
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>Version of the tables, and size of everything in bytes.</summary>
    internal abstract Task<(int SchemaVersion, long SizeBytes)> MeasureAsync(SqlSession session);

    /// <summary>Rows of a table, many millions of them estimated, and its first and last day.</summary>
    internal abstract Task<(long Rows, LocalDate? First, LocalDate? Last)> MeasureDaysAsync(SqlSession session, string table);

    /// <summary>Deletes at once what can go at once, where a database knows such a thing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="run">Notes what has gone.</param>
    /// <param name="cancellationToken">Ends it after the transaction that runs.</param>
    internal virtual Task DropAsync(SqlDatabase database, ExpiringTable table, RetentionRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
