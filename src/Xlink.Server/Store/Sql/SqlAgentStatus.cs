using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.AgentData;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>What employees did, in a database.</summary>
internal sealed class SqlAgentStatus(SqlDatabase database, IAgentActivityTable agentActivities, SqlReceipts receipts) : IAgentStatus
{
    public Task<AgentStatusReceipt> StoreAsync(AgentStatusUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = new AgentStatusFingerprint(upload);
        return database.WriteDayAsync(
            "agent_activity",
            upload.Day,
            session => receipts.GetOrStoreAsync(session, idempotencyKey, fingerprint, now, WfmJson.Default.AgentStatusReceipt, () => ReplaceAsync(session, upload)),
            cancellationToken);
    }

    public Task<IReadOnlyList<WfmAgentStatus>> GetAsync(int? employeeId, LocalDate from, LocalDate to, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session =>
            {
                if (employeeId is { } id)
                {
                    await SqlEmployees.CheckAsync(session, id);
                }

                return await agentActivities.ReadAsync(session, employeeId is null ? null : [employeeId.Value], from, to);
            },
            cancellationToken);

    public Task<AgentStatusPage> GetPageAsync(LocalDate day, string name, int page, int size, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session =>
            {
                var employees = (await session.QueryAsync<(int Id, string Name)>(
                        "select id, name from employee where id in (select employee_id from agent_activity where day = @day) order by name_key",
                        new { day = session.Dialect.Day(day) }))
                    .FindAll(employee => employee.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
                var pages = Math.Max(1, (employees.Count + size - 1) / size);
                var number = Math.Clamp(page, 1, pages);
                var shown = employees.Skip((number - 1) * size).Take(size).Select(employee => employee.Id).ToList();
                return new AgentStatusPage(await agentActivities.ReadAsync(session, shown, day, day), number, pages);
            },
            cancellationToken);

    private async Task<AgentStatusReceipt> ReplaceAsync(SqlSession session, AgentStatusUpload upload)
    {
        var system = await SqlExternalSystems.GetAsync(session, upload.ExternalSystem);
        if (!system.TimeLink)
        {
            throw Refusal.TimeLinkMissing(system.Name);
        }

        await agentActivities.LockAsync(session, system.Id);
        var externalActivities = await UploadedExternalActivities.ReadAsync(session, system);
        foreach (var externalActivity in upload.ExternalActivities)
        {
            await externalActivities.DescribeAsync(externalActivity);
        }

        var agents = (await session.QueryAsync<(string ExternalId, int EmployeeId)>(
                "select external_id, employee_id from employee_external_id where external_system_id = @Id", new { system.Id }))
            .ToDictionary(row => row.ExternalId, row => row.EmployeeId, StringComparer.Ordinal);
        var stored = new List<StoredActivity>(upload.Activities.Count);
        var unknownAgents = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var activity in upload.Activities)
        {
            var externalActivityId = await externalActivities.GetIdAsync(activity.ActivityId);
            if (agents.TryGetValue(activity.AgentId, out var employeeId))
            {
                stored.Add(new(activity, employeeId, externalActivityId));
            }
            else
            {
                unknownAgents.Add(activity.AgentId);
            }
        }

        await agentActivities.ReplaceAsync(session, upload.Day, system.Id, stored);
        return new()
        {
            ActivitiesStored = stored.Count,
            Employees = stored.Select(activity => activity.EmployeeId).Distinct().Count(),
            UnknownAgents = [.. unknownAgents],
            NewActivities = externalActivities.New,
        };
    }
}
