using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>The partition of a table that a day belongs to: one per month, made when the first day of it comes in.</summary>
/// <param name="Table">The table.</param>
/// <param name="Month">The month's first day.</param>
internal sealed record MonthPartition(string Table, LocalDate Month)
{
    /// <summary>First day that has a partition of its month: what is older lies in one partition, so that a wrong year makes no thousands of them.</summary>
    internal static readonly LocalDate First = new(1990, 1, 1);

    /// <summary>First day that has none any more.</summary>
    internal static readonly LocalDate Limit = new(2100, 1, 1);

    /// <summary>The first day after it.</summary>
    internal LocalDate End => Month.PlusMonths(1);

    private string Name => string.Create(CultureInfo.InvariantCulture, $"{Table}_{Month.Year:0000}_{Month.Month:00}");

    /// <summary>The partition of a day, or <see langword="null"/> for one of those that are always there.</summary>
    internal static MonthPartition? Of(string table, LocalDate day) => day >= First && day < Limit ? new(table, new(day.Year, day.Month, 1)) : null;

    /// <summary>Those of a table.</summary>
    internal static async Task<IReadOnlyList<MonthPartition>> GetAllAsync(SqlSession session, string table)
    {
        var names = await session.QueryAsync<string>(
            "select relname from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = @table::regclass order by relname", new { table });
        return
        [
            .. names.Select(name => DateTime.TryParseExact(name.AsSpan(table.Length), "_yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                    ? new MonthPartition(table, LocalDate.FromDateTime(month))
                    : null)
                .OfType<MonthPartition>(),
        ];
    }

    /// <summary>Whether it is there.</summary>
    internal Task<bool> ExistsAsync(SqlSession session)
        => session.ExistsAsync("select 1 from pg_class where relnamespace = current_schema()::regnamespace and relname = @Name", new { Name });

    /// <summary>Whether it has rows of other kinds than some.</summary>
    internal Task<bool> HasOthersAsync(SqlSession session, string kind, int[] kinds)
        => session.ExistsAsync(
            $"select 1 from {Table} where day >= @first and day < @end and not {kind} = any(@kinds)",
            new { first = Month.ToDateTimeUnspecified(), end = End.ToDateTimeUnspecified(), kinds });

    /// <summary>Drops it, while nobody writes, and counts its rows by kind.</summary>
    internal async Task<IReadOnlyDictionary<int, long>> DropAsync(SqlSession session, string kind)
    {
        var rows = await session.QueryAsync<(int Kind, long Rows)>($"select {kind}, count(*) from {Name} group by 1");
        await session.ExecuteAsync("drop table " + Name);
        return rows.ToDictionary(row => row.Kind, row => row.Rows);
    }

    /// <summary>
    /// Makes it, unless another server has been quicker. It is attached to the table instead of being made as a part of it, because that lets everybody go
    /// on reading and writing.
    /// </summary>
    internal async Task<int> CreateAsync(SqlSession session)
    {
        await session.ExecuteAsync(PostgreSqlLock.PartitionsOfTable, new { Table });
        return await ExistsAsync(session)
            ? 0
            : await session.ExecuteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                create table {Name} (like {Table} including defaults including constraints);
                alter table {Table} attach partition {Name} for values from ('{Month:uuuu-MM-dd}') to ('{End:uuuu-MM-dd}');
                """));
    }
}
