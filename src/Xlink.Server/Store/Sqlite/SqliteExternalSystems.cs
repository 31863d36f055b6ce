using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>External systems in SQLite.</summary>
internal sealed class SqliteExternalSystems(SqliteDatabase database) : IExternalSystems
{
    private const string Select = "select id, name, type, phone_link as PhoneLink, time_link as TimeLink from external_system ";

    public Task<IReadOnlyList<WfmExternalSystem>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmExternalSystem>>(
            connection => connection.Query<Row>(Select + "where not is_removed order by name_key").Select(row => row.ToExternalSystem()).ToList(),
            cancellationToken);

    public Task<WfmExternalSystem> CreateAsync(WfmExternalSystem system, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var key = NameRule.Key(system.Name);
                if (Find(connection, key) is not null)
                {
                    throw Refusal.ExternalSystemExists(system.Name);
                }

                var id = connection.QuerySingle<int>(
                    """
                    insert into external_system (name, name_key, type, phone_link, time_link) values (@Name, @key, @type, @PhoneLink, @TimeLink)
                    on conflict (name_key) do update
                    set name = excluded.name, type = excluded.type, phone_link = excluded.phone_link, time_link = excluded.time_link, is_removed = 0
                    returning id
                    """,
                    new { system.Name, key, type = system.Type.ToString(), system.PhoneLink, system.TimeLink });
                return system with { Id = id };
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection => connection.Execute("update external_system set is_removed = 1 where id = @id and not is_removed", new { id }) == 1
                ? id
                : throw Refusal.ExternalSystemNotFound(id),
            cancellationToken);

    /// <summary>The external system that a request names. Refused: <c>ExternalSystemUnknown</c>.</summary>
    internal static WfmExternalSystem Get(SqliteConnection connection, string name)
        => Find(connection, NameRule.Key(name))?.ToExternalSystem() ?? throw Refusal.ExternalSystemUnknown(name);

    private static Row? Find(SqliteConnection connection, string key)
        => connection.QuerySingleOrDefault<Row>(Select + "where name_key = @key and not is_removed", new { key });

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
