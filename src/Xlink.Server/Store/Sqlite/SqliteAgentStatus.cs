using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.AgentData;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>What employees did, in SQLite.</summary>
internal sealed class SqliteAgentStatus(SqliteDatabase database) : IAgentStatus
{
    // Naming every external system lets the whole key be used although nobody asked for one.
    private const string OfEmployee = "and agent_activity.external_system_id in (select id from external_system) and employee_id = @employeeId ";

    public Task<AgentStatusReceipt> StoreAsync(AgentStatusUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = AgentStatusFingerprint.Of(upload);
        return database.WriteAsync(
            connection => SqliteReceipts.GetOrStore(connection, idempotencyKey, fingerprint, now, WfmJson.Default.AgentStatusReceipt, () => Replace(connection, upload)),
            cancellationToken);
    }

    public Task<IReadOnlyList<WfmAgentStatus>> GetAsync(int? employeeId, LocalDate from, LocalDate to, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmAgentStatus>>(
            connection =>
            {
                if (employeeId is { } id)
                {
                    SqliteEmployees.Check(connection, id);
                }

                var days = Enumerable.Range(0, Period.DaysBetween(from, to) + 1).Select(day => StoredDay.Number(from.PlusDays(day)));
                return connection.Query<Row>(
                        $"""
                        select employee_id as EmployeeId, employee.name as Employee, activity.id as ActivityId, activity.name as Activity,
                            external_system.name as ExternalSystem, external_activity.external_id as ExternalActivityId, start_time as StartTime, end_time as EndTime
                        from agent_activity
                        cross join employee on employee.id = employee_id
                        cross join external_system on external_system.id = agent_activity.external_system_id
                        cross join external_activity on external_activity.id = external_activity_id
                        cross join activity on activity.id = ifnull(external_activity.activity_id, @PresentId)
                        where day in @days {(employeeId is null ? string.Empty : OfEmployee)}
                        order by employee.name_key, start_time, external_system.name_key, agent_id
                        """,
                        new { days, employeeId, WfmActivity.PresentId })
                    .Select(row => row.ToAgentStatus())
                    .ToList();
            },
            cancellationToken);

    /// <summary>Deletes everything that is stored of an employee.</summary>
    internal static void DeleteEmployee(SqliteConnection connection, int employeeId)
    {
        var days = connection.Query<int?>(
                StoredDay.With("agent_activity") + "select day from stored_day where day is not null", new { from = int.MinValue, to = int.MaxValue })
            .ToList();
        connection.Execute("delete from agent_activity where day = @day " + OfEmployee, days.Select(day => new { day, employeeId }));
    }

    private static AgentStatusReceipt Replace(SqliteConnection connection, AgentStatusUpload upload)
    {
        var system = SqliteExternalSystems.Get(connection, upload.ExternalSystem);
        if (!system.TimeLink)
        {
            throw Refusal.TimeLinkMissing(system.Name);
        }

        var externalActivities = new SqliteExternalActivities(connection, system);
        foreach (var externalActivity in upload.ExternalActivities)
        {
            externalActivities.Describe(externalActivity);
        }

        var agents = connection.Query<(string ExternalId, int EmployeeId)>("select external_id, employee_id from employee_external_id where external_system_id = @Id", new { system.Id })
            .ToDictionary(row => row.ExternalId, row => row.EmployeeId, StringComparer.Ordinal);
        var day = StoredDay.Number(upload.Day);
        connection.Execute("delete from agent_activity where day = @day and external_system_id = @Id", new { day, system.Id });

        using var writer = new AgentActivityWriter(connection, day, system.Id);
        var employees = new HashSet<int>();
        var unknownAgents = new SortedSet<string>(StringComparer.Ordinal);
        var stored = 0;
        foreach (var activity in upload.Activities)
        {
            var externalActivityId = externalActivities.GetId(activity.ActivityId);
            if (!agents.TryGetValue(activity.AgentId, out var employeeId))
            {
                unknownAgents.Add(activity.AgentId);
                continue;
            }

            writer.Write(activity, employeeId, externalActivityId);
            employees.Add(employeeId);
            stored++;
        }

        return new() { ActivitiesStored = stored, Employees = employees.Count, UnknownAgents = [.. unknownAgents], NewActivities = externalActivities.New };
    }

    private sealed class Row
    {
        public int EmployeeId { get; init; }

        public string Employee { get; init; } = string.Empty;

        public int ActivityId { get; init; }

        public string Activity { get; init; } = string.Empty;

        public string ExternalSystem { get; init; } = string.Empty;

        public string ExternalActivityId { get; init; } = string.Empty;

        public long StartTime { get; init; }

        public long EndTime { get; init; }

        public WfmAgentStatus ToAgentStatus() => new()
        {
            EmployeeId = EmployeeId,
            Employee = Employee,
            ActivityId = ActivityId,
            Activity = Activity,
            ExternalSystem = ExternalSystem,
            ExternalActivityId = ExternalActivityId,
            Start = DateTimeOffset.FromUnixTimeSeconds(StartTime),
            End = DateTimeOffset.FromUnixTimeSeconds(EndTime),
        };
    }
}
