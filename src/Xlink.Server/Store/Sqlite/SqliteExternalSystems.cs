using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>External systems in SQLite.</summary>
internal sealed class SqliteExternalSystems(SqliteDatabase database) : IExternalSystems
{
    public Task<IReadOnlyList<WfmExternalSystem>> GetAllAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmExternalSystem>>(
            connection => connection.Query<Row>("select id, name, type, phone_link as PhoneLink, time_link as TimeLink from external_system order by name_key")
                .Select(row => row.ToExternalSystem())
                .ToList(),
            cancellationToken);

    public Task<WfmExternalSystem> CreateAsync(WfmExternalSystem system, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var key = NameRule.Key(system.Name);
                if (connection.ExecuteScalar<bool>("select exists (select 1 from external_system where name_key = @key)", new { key }))
                {
                    throw Refusal.ExternalSystemExists(system.Name);
                }

                var id = connection.QuerySingle<int>(
                    "insert into external_system (name, name_key, type, phone_link, time_link) values (@Name, @key, @type, @PhoneLink, @TimeLink) returning id",
                    new { system.Name, key, type = system.Type.ToString(), system.PhoneLink, system.TimeLink });
                return system with { Id = id };
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection => connection.Execute("delete from external_system where id = @id", new { id }) == 1 ? id : throw Refusal.ExternalSystemNotFound(id),
            cancellationToken);

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
