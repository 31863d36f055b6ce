using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Upkeep of SQLite.</summary>
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
}
