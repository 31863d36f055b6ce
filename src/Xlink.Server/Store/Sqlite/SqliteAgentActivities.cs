using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>What employees did, in SQLite.</summary>
internal sealed class SqliteAgentActivities : IAgentActivityTable
{
    // Naming every external system lets the whole key be used although nobody asked for one.
    private const string OfEmployee = "and agent_activity.external_system_id in (select id from external_system) and employee_id ";

    /// <summary>Does nothing: there is one writer at a time.</summary>
    public Task LockAsync(SqlSession session, int externalSystemId) => Task.CompletedTask;

    public async Task ReplaceAsync(SqlSession session, LocalDate day, int externalSystemId, IReadOnlyList<StoredActivity> activities)
    {
        var number = StoredDay.Number(day);
        await session.ExecuteAsync("delete from agent_activity where day = @number and external_system_id = @externalSystemId", new { number, externalSystemId });
        using var writer = new AgentActivityWriter((SqliteConnection)session.Connection, number, externalSystemId);
        foreach (var activity in activities)
        {
            writer.Write(activity);
        }
    }

    public async Task<IReadOnlyList<WfmAgentStatus>> ReadAsync(SqlSession session, IReadOnlyCollection<int>? employees, LocalDate from, LocalDate to)
    {
        var days = session.Dialect.List(Enumerable.Range(0, Period.DaysBetween(from, to) + 1).Select(day => StoredDay.Number(from.PlusDays(day))));
        var rows = await session.QueryAsync<AgentStatusRow<long>>(
            $"""
            select employee_id as EmployeeId, employee.name as Employee, activity.id as ActivityId, activity.name as Activity,
                external_system.name as ExternalSystem, external_activity.external_id as ExternalActivityId, start_time as StartTime, end_time as EndTime
            from agent_activity
            cross join employee on employee.id = employee_id
            cross join external_system on external_system.id = agent_activity.external_system_id
            cross join external_activity on external_activity.id = external_activity_id
            cross join activity on activity.id = ifnull(external_activity.activity_id, @PresentId)
            where day {session.Dialect.IsIn("@days")} {(employees is null ? string.Empty : OfEmployee + session.Dialect.IsIn("@employees"))}
            order by employee.name_key, start_time, external_system.name_key, agent_id
            """,
            new { days, employees = session.Dialect.List(employees ?? []), WfmActivity.PresentId });
        return rows.ConvertAll(row => row.ToAgentStatus(DateTimeOffset.FromUnixTimeSeconds));
    }

    public Task<bool> HasRowsAsync(SqlSession session) => session.ExistsAsync("select 1 from agent_activity");

    public async Task DeleteAsync(SqlSession session, int employeeId)
    {
        var days = await session.QueryAsync<int?>(
            StoredDay.With("agent_activity") + "select day from stored_day where day is not null", new { from = int.MinValue, to = int.MaxValue });
        await session.ExecuteAsync("delete from agent_activity where day = @day " + OfEmployee + "= @employeeId", days.Select(day => new { day, employeeId }));
    }
}
