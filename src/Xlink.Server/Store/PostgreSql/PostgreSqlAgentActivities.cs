using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>What employees did, in PostgreSQL.</summary>
internal sealed class PostgreSqlAgentActivities : IAgentActivityTable
{
    public Task LockAsync(SqlSession session, int externalSystemId)
        => session.ExecuteAsync(PostgreSqlLock.AgentDataOfSystem, new { externalSystemId });

    public async Task ReplaceAsync(SqlSession session, LocalDate day, int externalSystemId, IReadOnlyList<StoredActivity> activities)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)session.Connection, (NpgsqlTransaction)session.Transaction);
        batch.BatchCommands.Add(new("delete from agent_activity where day = $1 and external_system_id = $2")
        {
            Parameters = { new() { Value = day.ToDateOnly() }, new() { Value = externalSystemId } },
        });
        if (activities.Count > 0)
        {
            batch.BatchCommands.Add(new(
                """
                insert into agent_activity (day, external_system_id, employee_id, start_time, agent_id, end_time, external_activity_id)
                select $1, $2, employee_id, start_time, agent_id, end_time, external_activity_id
                from unnest($3, $4, $5, $6, $7) as activity (employee_id, start_time, agent_id, end_time, external_activity_id)
                """)
            {
                Parameters =
                {
                    new() { Value = day.ToDateOnly() },
                    new() { Value = externalSystemId },
                    Column(NpgsqlDbType.Integer, activities, stored => stored.EmployeeId),
                    Column(NpgsqlDbType.TimestampTz, activities, stored => stored.Activity.Start.UtcDateTime),
                    Column(NpgsqlDbType.Text, activities, stored => stored.Activity.AgentId),
                    Column(NpgsqlDbType.TimestampTz, activities, stored => stored.Activity.End.UtcDateTime),
                    Column(NpgsqlDbType.Integer, activities, stored => stored.ExternalActivityId),
                },
            });
        }

        await batch.ExecuteNonQueryAsync(session.CancellationToken);
    }

    public async Task<IReadOnlyList<WfmAgentStatus>> ReadAsync(SqlSession session, IReadOnlyCollection<int>? employees, LocalDate from, LocalDate to)
    {
        var rows = await session.QueryAsync<AgentStatusRow<DateTime>>(
            $"""
            select employee_id as EmployeeId, employee.name as Employee, activity.id as ActivityId, activity.name as Activity,
                external_system.name as ExternalSystem, external_activity.external_id as ExternalActivityId, start_time as StartTime, end_time as EndTime
            from agent_activity
            join employee on employee.id = employee_id
            join external_system on external_system.id = agent_activity.external_system_id
            join external_activity on external_activity.id = external_activity_id
            join activity on activity.id = coalesce(external_activity.activity_id, @PresentId)
            where day between @from and @to {(employees is null ? string.Empty : "and employee_id = any(@employees)")}
            order by employee.name_key, start_time, external_system.name_key, agent_id
            """,
            new { from = from.ToDateTimeUnspecified(), to = to.ToDateTimeUnspecified(), employees = session.Dialect.List(employees ?? []), WfmActivity.PresentId });
        return rows.ConvertAll(row => row.ToAgentStatus(time => new(time)));
    }

    public Task<bool> HasRowsAsync(SqlSession session) => session.ExistsAsync("select 1 from agent_activity");

    public Task DeleteAsync(SqlSession session, int employeeId) => session.ExecuteAsync("delete from agent_activity where employee_id = @employeeId", new { employeeId });

    private static NpgsqlParameter Column<T>(NpgsqlDbType type, IReadOnlyList<StoredActivity> activities, Func<StoredActivity, T> value)
        => new() { Value = activities.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
