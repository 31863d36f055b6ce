using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Employees in a database.</summary>
internal sealed class SqlEmployees(SqlDatabase database, IAgentActivityTable agentActivities) : IEmployees
{
    public Task<IReadOnlyList<WfmEmployee>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmEmployee>>(
            async session =>
            {
                var externalIds = await ReadAsync(session, "order by external_system.name_key, external_id");
                var employees = await session.QueryAsync<WfmEmployee>("select id, name from employee order by name_key");
                return employees.ConvertAll(employee => employee with { ExternalIds = externalIds[employee.Id].ToList() });
            },
            cancellationToken);

    public Task<WfmEmployee> CreateAsync(WfmEmployee employee, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var key = NameRule.Key(employee.Name);
                if (await session.ExistsAsync("select 1 from employee where name_key = @key", new { key }))
                {
                    throw Refusal.EmployeeExists(employee.Name);
                }

                var id = await session.QuerySingleAsync<int>("insert into employee (name, name_key) values (@Name, @key) returning id", new { employee.Name, key });
                foreach (var externalId in employee.ExternalIds)
                {
                    await AddAsync(session, id, externalId);
                }

                var created = await GetAsync(session, id);
                await SqlAuditLog.AddAsync(session, AuditAction.EmployeeCreated, Name(created), Describe(created.ExternalIds));
                return created;
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await SqlAuditLog.AddAsync(session, AuditAction.EmployeeDeleted, Name(await GetAsync(session, id)));
                await agentActivities.DeleteAsync(session, id);
                return await session.ExecuteAsync("delete from employee where id = @id", new { id });
            },
            cancellationToken);

    public Task<WfmEmployee> AddExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await CheckAsync(session, id);
                await AddAsync(session, id, externalId);
                var changed = await GetAsync(session, id);
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalIdAdded, Name(changed), Describe([externalId]));
                return changed;
            },
            cancellationToken);

    public Task RemoveExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalIdRemoved, Name(await GetAsync(session, id)), Describe([externalId]));
                return await session.ExecuteAsync(
                    """
                    delete from employee_external_id
                    where employee_id = @id and external_id = @ExternalId and external_system_id = (select id from external_system where name_key = @key)
                    """,
                    new { id, externalId.ExternalId, key = NameRule.Key(externalId.ExternalSystem) }) == 1
                    ? id
                    : throw Refusal.ExternalIdNotFound(externalId);
            },
            cancellationToken);

    /// <summary>Refuses an employee that does not exist: <c>EmployeeNotFound</c>.</summary>
    internal static async Task CheckAsync(SqlSession session, int id)
    {
        if (!await session.ExistsAsync("select 1 from employee where id = @id", new { id }))
        {
            throw Refusal.EmployeeNotFound(id);
        }
    }

    private static string Name(WfmEmployee employee) => FormattableString.Invariant($"employee {employee.Id} '{employee.Name}'");

    private static string? Describe(IReadOnlyCollection<EmployeeExternalId> externalIds)
        => externalIds.Count == 0 ? null : string.Join(", ", externalIds.Select(externalId => externalId.ExternalSystem + ": " + externalId.ExternalId));

    private static async Task AddAsync(SqlSession session, int id, EmployeeExternalId externalId)
    {
        var system = await SqlExternalSystems.GetAsync(session, externalId.ExternalSystem);
        var owner = await session.QueryOptionalAsync<WfmEmployee>(
            "select id, name from employee_external_id join employee on id = employee_id where external_system_id = @Id and external_id = @ExternalId",
            new { system.Id, externalId.ExternalId });
        if (owner is not null && owner.Id != id)
        {
            throw Refusal.ExternalIdTaken(externalId, owner.Name);
        }

        await session.ExecuteAsync(
            "insert into employee_external_id (external_system_id, external_id, employee_id) values (@systemId, @ExternalId, @id) on conflict do nothing",
            new { systemId = system.Id, externalId.ExternalId, id });
    }

    private static async Task<WfmEmployee> GetAsync(SqlSession session, int id)
    {
        var externalIds = await ReadAsync(session, "where employee_id = @id order by external_system.name_key, external_id", new { id });
        return await session.QueryOptionalAsync<WfmEmployee>("select id, name from employee where id = @id", new { id }) is { } employee
            ? employee with { ExternalIds = externalIds[id].ToList() }
            : throw Refusal.EmployeeNotFound(id);
    }

    private static async Task<ILookup<int, EmployeeExternalId>> ReadAsync(SqlSession session, string conditions, object? parameters = null)
    {
        var rows = await session.QueryAsync<(int EmployeeId, string System, string Id)>(
            "select employee_id, name, external_id from employee_external_id join external_system on id = external_system_id " + conditions, parameters);
        return rows.ToLookup(row => row.EmployeeId, row => new EmployeeExternalId { ExternalSystem = row.System, ExternalId = row.Id });
    }
}
