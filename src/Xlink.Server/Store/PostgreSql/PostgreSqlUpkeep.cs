using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>Upkeep of PostgreSQL: a month's partition in which everything is over is dropped as a whole, which takes no time.</summary>
internal sealed class PostgreSqlUpkeep : SqlUpkeep
{
    /// <summary>Kind of this store.</summary>
    internal const string StoreKind = "PostgreSQL";

    // Counting more takes longer than anybody waits for a status.
    private const long CountedRows = 1_000_000;

    private static readonly IReadOnlyDictionary<int, long> NoRows = new Dictionary<int, long>();

    internal override string Kind => StoreKind;

    internal override Task<(int SchemaVersion, long SizeBytes)> MeasureAsync(SqlSession session)
        => session.QuerySingleAsync<(int, long)>("select (select max(version) from schema_version), pg_database_size(current_database())");

    internal override async Task<(long Rows, LocalDate? First, LocalDate? Last)> MeasureDaysAsync(SqlSession session, string table)
    {
        var rows = await session.QuerySingleAsync<long>(
            """
            select coalesce(sum(greatest(reltuples, 0)), 0)::bigint from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = @table::regclass
            """,
            new { table });
        if (rows < CountedRows)
        {
            rows = await session.QuerySingleAsync<long>("select count(*) from " + table);
        }

        var (first, last) = await session.QuerySingleAsync<(DateTime?, DateTime?)>($"select min(day)::timestamp, max(day)::timestamp from {table}");
        return (rows, Date(first), Date(last));
    }

    internal override async Task DropAsync(SqlDatabase database, ExpiringTable table, RetentionRun run, CancellationToken cancellationToken)
    {
        var partitions = await database.ReadAsync(session => MonthPartition.GetAllAsync(session, table.Name), cancellationToken);
        foreach (var partition in partitions.Where(partition => partition.End <= table.End))
        {
            // Those in which something stays are found while others go on writing.
            var over = table.OverOn(partition.End.PlusDays(-1)).ToArray();
            if (await database.ReadAsync(session => partition.HasOthersAsync(session, table.Kind, over), cancellationToken))
            {
                continue;
            }

            await run.DeleteAsync(
                write => database.WriteAsync(write, cancellationToken),
                table,
                async session => await partition.ExistsAsync(session) && !await partition.HasOthersAsync(session, table.Kind, over)
                    ? await partition.DropAsync(session, table.Kind)
                    : NoRows);
        }
    }

    private static LocalDate? Date(DateTime? day) => day is { } value ? LocalDate.FromDateTime(value) : null;
}
