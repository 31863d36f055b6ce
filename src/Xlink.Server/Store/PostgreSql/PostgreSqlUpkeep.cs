using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>Upkeep of PostgreSQL: a month's partition in which everything is over is dropped as a whole, and the rest is deleted row by row.</summary>
internal sealed class PostgreSqlUpkeep : SqlUpkeep
{
    /// <summary>Kind of this store.</summary>
    internal const string StoreKind = "PostgreSQL";

    // Counting more takes longer than anybody waits for a status.
    private const long CountedRows = 1_000_000;

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

    internal override Task<long> CountValuesAsync(SqlSession session, int valueTypeId, LocalDate before)
        => session.QuerySingleAsync<long>(
            "select count(*) from day_vector where day < @day and value_type_id = @valueTypeId", new { day = before.ToDateTimeUnspecified(), valueTypeId });

    internal override Task<long> CountActivitiesAsync(SqlSession session, LocalDate before)
        => session.QuerySingleAsync<long>("select count(*) from agent_activity where day < @day", new { day = before.ToDateTimeUnspecified() });

    internal override async Task DeleteAsync(
        SqlDatabase database, IReadOnlyDictionary<int, LocalDate> valuesBefore, LocalDate? activitiesBefore, CancellationToken cancellationToken)
    {
        if (valuesBefore.Count > 0)
        {
            foreach (var (name, end) in await PartitionsAsync(database, "day_vector", valuesBefore.Values.Max(), cancellationToken))
            {
                var over = valuesBefore.Where(limit => limit.Value >= end).Select(limit => limit.Key).ToArray();
                await DropAsync(database, name, $"select 1 from {name} where not value_type_id = any(@over)", new { over }, cancellationToken);
            }

            foreach (var (valueTypeId, before) in valuesBefore)
            {
                await database.WriteBesideOthersAsync(
                    session => session.ExecuteAsync(
                        "delete from day_vector where day < @day and value_type_id = @valueTypeId", new { day = before.ToDateTimeUnspecified(), valueTypeId }),
                    cancellationToken);
            }
        }

        if (activitiesBefore is { } first)
        {
            foreach (var (name, end) in await PartitionsAsync(database, "agent_activity", first, cancellationToken))
            {
                await DropAsync(database, name, $"select 1 from {name} where day >= @day", new { day = first.ToDateTimeUnspecified() }, cancellationToken);
            }

            await database.WriteBesideOthersAsync(
                session => session.ExecuteAsync("delete from agent_activity where day < @day", new { day = first.ToDateTimeUnspecified() }), cancellationToken);
        }
    }

    /// <summary>Drops a partition if a query finds nothing in it that stays, while nobody writes.</summary>
    private static Task DropAsync(SqlDatabase database, string partition, string stays, object parameters, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session => await session.ExistsAsync("select 1 from pg_class where relnamespace = current_schema()::regnamespace and relname = @partition", new { partition })
                && !await session.ExistsAsync(stays, parameters)
                ? await session.ExecuteAsync("drop table " + partition)
                : 0,
            cancellationToken);

    /// <summary>The partitions of months that end before a day, with the first day after each. Their names were made here.</summary>
    private static async Task<IReadOnlyList<(string Name, LocalDate End)>> PartitionsAsync(
        SqlDatabase database, string table, LocalDate before, CancellationToken cancellationToken)
    {
        var names = await database.ReadAsync(
            session => session.QueryAsync<string>(
                "select relname from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = @table::regclass order by relname", new { table }),
            cancellationToken);
        return
        [
            .. names.Select(name => (Name: name, End: MonthEnd(name, table))).Where(partition => partition.End is { } end && end <= before)
                .Select(partition => (partition.Name, partition.End!.Value)),
        ];
    }

    private static LocalDate? MonthEnd(string name, string table)
        => DateTime.TryParseExact(name.AsSpan(Math.Min(name.Length, table.Length + 1)), "yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? LocalDate.FromDateTime(month).PlusMonths(1)
            : null;

    private static LocalDate? Date(DateTime? day) => day is { } value ? LocalDate.FromDateTime(value) : null;
}
