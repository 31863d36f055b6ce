using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Employees in SQLite.</summary>
internal sealed class SqliteEmployees(SqliteDatabase database) : IEmployees
{
    public Task<IReadOnlyList<WfmEmployee>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmEmployee>>(
            connection =>
            {
                var externalIds = Read(connection, "order by external_system.name_key, external_id");
                return connection.Query<WfmEmployee>("select id, name from employee order by name_key")
                    .Select(employee => employee with { ExternalIds = externalIds[employee.Id].ToList() })
                    .ToList();
            },
            cancellationToken);

    public Task<WfmEmployee> CreateAsync(WfmEmployee employee, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var key = NameRule.Key(employee.Name);
                if (connection.ExecuteScalar<bool>("select exists (select 1 from employee where name_key = @key)", new { key }))
                {
                    throw Refusal.EmployeeExists(employee.Name);
                }

                var id = connection.QuerySingle<int>("insert into employee (name, name_key) values (@Name, @key) returning id", new { employee.Name, key });
                foreach (var externalId in employee.ExternalIds)
                {
                    Add(connection, id, externalId);
                }

                return Get(connection, id);
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                SqliteAgentStatus.DeleteEmployee(connection, id);
                return connection.Execute("delete from employee where id = @id", new { id }) == 1 ? id : throw Refusal.EmployeeNotFound(id);
            },
            cancellationToken);

    public Task<WfmEmployee> AddExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                Check(connection, id);
                Add(connection, id, externalId);
                return Get(connection, id);
            },
            cancellationToken);

    public Task RemoveExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                Check(connection, id);
                return connection.Execute(
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
    internal static void Check(SqliteConnection connection, int id)
    {
        if (!connection.ExecuteScalar<bool>("select exists (select 1 from employee where id = @id)", new { id }))
        {
            throw Refusal.EmployeeNotFound(id);
        }
    }

    private static void Add(SqliteConnection connection, int id, EmployeeExternalId externalId)
    {
        var system = SqliteExternalSystems.Get(connection, externalId.ExternalSystem);
        var owner = connection.QuerySingleOrDefault<WfmEmployee>(
            "select id, name from employee_external_id join employee on id = employee_id where external_system_id = @Id and external_id = @ExternalId",
            new { system.Id, externalId.ExternalId });
        if (owner is not null && owner.Id != id)
        {
            throw Refusal.ExternalIdTaken(externalId, owner.Name);
        }

        connection.Execute(
            "insert or ignore into employee_external_id (external_system_id, external_id, employee_id) values (@systemId, @ExternalId, @id)",
            new { systemId = system.Id, externalId.ExternalId, id });
    }

    private static WfmEmployee Get(SqliteConnection connection, int id)
        => connection.QuerySingle<WfmEmployee>("select id, name from employee where id = @id", new { id })
            with
        { ExternalIds = Read(connection, "where employee_id = @id order by external_system.name_key, external_id", new { id })[id].ToList() };

    private static ILookup<int, EmployeeExternalId> Read(SqliteConnection connection, string conditions, object? parameters = null)
        => connection.Query<(int EmployeeId, string System, string Id)>(
                "select employee_id, name, external_id from employee_external_id join external_system on id = external_system_id " + conditions, parameters)
            .ToLookup(row => row.EmployeeId, row => new EmployeeExternalId { ExternalSystem = row.System, ExternalId = row.Id });
}
