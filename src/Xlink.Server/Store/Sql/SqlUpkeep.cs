using System.Collections.Generic;
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

    /// <summary>Counts the day vectors of a value type before a day.</summary>
    internal abstract Task<long> CountValuesAsync(SqlSession session, int valueTypeId, LocalDate before);

    /// <summary>Counts the activities of employees before a day.</summary>
    internal abstract Task<long> CountActivitiesAsync(SqlSession session, LocalDate before);

    /// <summary>Deletes what is over, in short transactions.</summary>
    /// <param name="database">The database.</param>
    /// <param name="valuesBefore">First day that stays, by value type.</param>
    /// <param name="activitiesBefore">First day of agent data that stays; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends it after the transaction that runs.</param>
    internal abstract Task DeleteAsync(
        SqlDatabase database, IReadOnlyDictionary<int, LocalDate> valuesBefore, LocalDate? activitiesBefore, CancellationToken cancellationToken);
}
