using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Upkeep of SQLite: old days go one by one, so that uploads never wait long for their turn.</summary>
internal sealed class SqliteUpkeep : SqlUpkeep
{
    /// <summary>Kind of this store.</summary>
    internal const string StoreKind = "SQLite";

    internal override string Kind => StoreKind;

    internal override Task<(int SchemaVersion, long SizeBytes)> MeasureAsync(SqlSession session)
        => session.QuerySingleAsync<(int, long)>(
            "select user_version, page_count * page_size from pragma_user_version, pragma_page_count, pragma_page_size");

    internal override async Task<(long Rows, LocalDate? First, LocalDate? Last)> MeasureDaysAsync(SqlSession session, string table)
    {
        var rows = await session.QuerySingleAsync<long>("select count(*) from " + table);
        var first = await session.QuerySingleAsync<int?>("select min(day) from " + table);
        var last = await session.QuerySingleAsync<int?>("select max(day) from " + table);
        return (rows, first is { } begin ? StoredDay.Date(begin) : null, last is { } end ? StoredDay.Date(end) : null);
    }

    internal override Task<long> CountValuesAsync(SqlSession session, int valueTypeId, LocalDate before)
        => session.QuerySingleAsync<long>(
            "select count(*) from day_vector where day < @day and value_type_id = @valueTypeId", new { day = StoredDay.Number(before), valueTypeId });

    internal override Task<long> CountActivitiesAsync(SqlSession session, LocalDate before)
        => session.QuerySingleAsync<long>("select count(*) from agent_activity where day < @day", new { day = StoredDay.Number(before) });

    internal override async Task DeleteAsync(
        SqlDatabase database, IReadOnlyDictionary<int, LocalDate> valuesBefore, LocalDate? activitiesBefore, CancellationToken cancellationToken)
    {
        if (valuesBefore.Count > 0)
        {
            foreach (var day in await DaysAsync(database, "day_vector", valuesBefore.Values.Max(), cancellationToken))
            {
                var over = valuesBefore.Where(limit => StoredDay.Number(limit.Value) > day).Select(limit => limit.Key).ToList();
                await database.WriteAsync(
                    session => session.ExecuteAsync(
                        "delete from day_vector where day = @day and value_type_id " + session.Dialect.IsIn("@over"), new { day, over = session.Dialect.List(over) }),
                    cancellationToken);
            }
        }

        if (activitiesBefore is { } before)
        {
            foreach (var day in await DaysAsync(database, "agent_activity", before, cancellationToken))
            {
                await database.WriteAsync(session => session.ExecuteAsync("delete from agent_activity where day = @day", new { day }), cancellationToken);
            }
        }
    }

    private static Task<List<int>> DaysAsync(SqlDatabase database, string table, LocalDate before, CancellationToken cancellationToken)
        => database.ReadAsync(
            session => session.QueryAsync<int>(
                StoredDay.With(table) + "select day from stored_day where day < @to", new { from = int.MinValue, to = StoredDay.Number(before) }),
            cancellationToken);
}
