using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>
/// Counts or deletes what is over, day by day, so that no statement takes long and nobody waits for one. A deletion adds to the run's one entry of the audit
/// log in its own transaction: the entry says what went, no more and no less, wherever the run ends.
/// </summary>
internal sealed class RetentionRun
{
    private readonly SqlDatabase database;
    private readonly SqlUpkeep upkeep;
    private readonly List<ExpiringTable> tables = [];
    private long? auditEntry;

    internal RetentionRun(SqlDatabase database, SqlUpkeep upkeep, WfmRetention retention, LocalDate today)
    {
        this.database = database;
        this.upkeep = upkeep;
        var limited = retention.ValueTypes.Where(valueType => valueType.Days is not null).ToList();
        Result = new()
        {
            ValueTypes = limited.ConvertAll(valueType => new ExpiredValues { Id = valueType.Id, Name = valueType.Name, Before = Before(valueType.Days!.Value), DayVectors = 0 }),
            AgentStatusBefore = retention.AgentStatusDays is { } days ? Before(days) : null,
            AgentActivities = 0,
        };
        if (limited.Count > 0)
        {
            tables.Add(new("day_vector", "value_type_id", Result.ValueTypes.ToDictionary(over => over.Id, over => over.Before)));
        }

        if (Result.AgentStatusBefore is { } before)
        {
            tables.Add(new("agent_activity", "0", new Dictionary<int, LocalDate> { [0] = before }));
        }

        LocalDate Before(int keptDays) => today.PlusDays(-keptDays);
    }

    /// <summary>What has been counted or deleted so far.</summary>
    internal WfmRetentionResult Result { get; private set; }

    /// <summary>Counts everything that is over.</summary>
    internal async Task<WfmRetentionResult> CountAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            foreach (var day in await DaysAsync(table, cancellationToken))
            {
                Result = Plus(table, await CountAsync(table, day, cancellationToken));
            }
        }

        return Result;
    }

    /// <summary>Deletes everything that is over.</summary>
    internal async Task<WfmRetentionResult> DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            await upkeep.DropAsync(database, table, this, cancellationToken);
            foreach (var day in await DaysAsync(table, cancellationToken))
            {
                if ((await CountAsync(table, day, cancellationToken)).Count > 0)
                {
                    await DeleteAsync(
                        write => database.WriteBesideOthersAsync(write, cancellationToken),
                        table,
                        async session => (await session.QueryAsync<int>(
                                $"delete from {table.Name} where day = @day and {table.Kind} {session.Dialect.IsIn("@over")} returning {table.Kind}", Over(session, table, day)))
                            .CountBy(kind => kind).ToDictionary(kind => kind.Key, kind => (long)kind.Value));
                }
            }
        }

        return Result;
    }

    /// <summary>Deletes something in one transaction.</summary>
    /// <param name="write">Runs the transaction.</param>
    /// <param name="table">Of which table it is.</param>
    /// <param name="delete">Deletes it, and counts the rows by kind.</param>
    internal async Task DeleteAsync(
        Func<Func<SqlSession, Task<(WfmRetentionResult Result, long? AuditEntry)>>, Task<(WfmRetentionResult Result, long? AuditEntry)>> write,
        ExpiringTable table,
        Func<SqlSession, Task<IReadOnlyDictionary<int, long>>> delete)
        => (Result, auditEntry) = await write(async session =>
        {
            var deleted = await delete(session);
            if (deleted.Count == 0)
            {
                return (Result, auditEntry);
            }

            var sum = Plus(table, deleted);
            return (sum, await SqlAuditLog.AddOrReplaceAsync(session, auditEntry, AuditAction.RetentionApplied, Describe(sum)));
        });

    private static object Over(SqlSession session, ExpiringTable table, LocalDate day) => new { day = session.Dialect.Day(day), over = session.Dialect.List(table.OverOn(day)) };

    private static string Describe(WfmRetentionResult result)
    {
        var parts = result.ValueTypes.Where(over => over.DayVectors > 0)
            .Select(over => FormattableString.Invariant($"{over.DayVectors} day vectors of '{over.Name}' before {over.Before:uuuu-MM-dd}"))
            .ToList();
        if (result.AgentActivities > 0)
        {
            parts.Add(FormattableString.Invariant($"{result.AgentActivities} agent activities before {result.AgentStatusBefore:uuuu-MM-dd}"));
        }

        return string.Join("; ", parts);
    }

    private async Task<List<LocalDate>> DaysAsync(ExpiringTable table, CancellationToken cancellationToken)
    {
        var days = await database.ReadAsync(
            session => session.QueryAsync<int>(
                StoredDay.With(table.Name) + $"select {session.Dialect.DayNumber("day")} from stored_day where day < @to",
                new { from = session.Dialect.Day(DayRule.FirstDay), to = session.Dialect.Day(table.End) }),
            cancellationToken);
        return days.ConvertAll(StoredDay.Date);
    }

    private Task<Dictionary<int, long>> CountAsync(ExpiringTable table, LocalDate day, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session => (await session.QueryAsync<(int Kind, long Rows)>(
                    $"select {table.Kind}, count(*) from {table.Name} where day = @day and {table.Kind} {session.Dialect.IsIn("@over")} group by 1", Over(session, table, day)))
                .ToDictionary(row => row.Kind, row => row.Rows),
            cancellationToken);

    private WfmRetentionResult Plus(ExpiringTable table, IReadOnlyDictionary<int, long> rows) => table.Name == "day_vector"
        ? Result with { ValueTypes = [.. Result.ValueTypes.Select(over => over with { DayVectors = over.DayVectors + rows.GetValueOrDefault(over.Id) })] }
        : Result with { AgentActivities = Result.AgentActivities + rows.Values.Sum() };
}
