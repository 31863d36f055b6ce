using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>External systems in a database.</summary>
internal sealed class SqlExternalSystems(SqlDatabase database) : IExternalSystems
{
    private const string Select = "select id, name, type, phone_link as PhoneLink, time_link as TimeLink from external_system ";

    private readonly SqlMasterList<WfmExternalSystem> systems = new(
        database, async session => (await session.QueryAsync<Row>(Select + "where not is_removed order by name_key")).ConvertAll(row => row.ToExternalSystem()));

    public Task<IReadOnlyList<WfmExternalSystem>> GetAllAsync(CancellationToken cancellationToken) => systems.GetAsync(cancellationToken);

    public Task<WfmExternalSystem> CreateAsync(WfmExternalSystem system, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var key = NameRule.Key(system.Name);
                if (await FindAsync(session, key) is not null)
                {
                    throw Refusal.ExternalSystemExists(system.Name);
                }

                var id = await session.QuerySingleAsync<int>(
                    """
                    insert into external_system (name, name_key, type, phone_link, time_link) values (@Name, @key, @type, @PhoneLink, @TimeLink)
                    on conflict (name_key) do update
                    set name = excluded.name, type = excluded.type, phone_link = excluded.phone_link, time_link = excluded.time_link, is_removed = false
                    returning id
                    """,
                    new { system.Name, key, type = system.Type.ToString(), system.PhoneLink, system.TimeLink });
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalSystemCreated, Name(id, system.Name));
                return system with { Id = id };
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var name = await session.QueryOptionalAsync<string>("select name from external_system where id = @id and not is_removed", new { id })
                    ?? throw Refusal.ExternalSystemNotFound(id);
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalSystemDeleted, Name(id, name));
                return await session.ExecuteAsync("update external_system set is_removed = true where id = @id", new { id });
            },
            cancellationToken);

    /// <summary>The external system that a request names. Refused: <c>ExternalSystemUnknown</c>.</summary>
    internal static async Task<WfmExternalSystem> GetAsync(SqlSession session, string name)
    {
        var key = NameRule.Key(name);
        var found = session.Memory is { } memory ? await memory.FindAsync("external system " + key, () => FindAsync(session, key)) : await FindAsync(session, key);
        return found?.ToExternalSystem() ?? throw Refusal.ExternalSystemUnknown(name);
    }

    private static string Name(int id, string name) => FormattableString.Invariant($"external system {id} '{name}'");

    private static Task<Row?> FindAsync(SqlSession session, string key)
        => session.QueryOptionalAsync<Row>(Select + "where name_key = @key and not is_removed", new { key });

    private sealed class Row
    {
        public int Id { get; init; }

        public string Name { get; init; } = string.Empty;

        public string Type { get; init; } = string.Empty;

        public bool PhoneLink { get; init; }

        public bool TimeLink { get; init; }

        public WfmExternalSystem ToExternalSystem()
            => new() { Id = Id, Name = Name, Type = Enum.Parse<ExternalSystemType>(Type), PhoneLink = PhoneLink, TimeLink = TimeLink };
    }
}
