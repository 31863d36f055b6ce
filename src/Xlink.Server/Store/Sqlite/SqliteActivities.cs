using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Activities in SQLite.</summary>
internal sealed class SqliteActivities(SqliteDatabase database) : IActivities
{
    public Task<IReadOnlyList<WfmActivity>> GetAllAsync(CancellationToken cancellationToken) => database.ReadAsync(ReadAll, cancellationToken);

    public Task<WfmActivity> CreateAsync(WfmActivity activity, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var key = NameRule.Key(activity.Name);
                if (connection.ExecuteScalar<bool>("select exists (select 1 from activity where name_key = @key)", new { key }))
                {
                    throw Refusal.ActivityExists(activity.Name);
                }

                var id = connection.QuerySingle<int>("insert into activity (name, name_key) values (@Name, @key) returning id", new { activity.Name, key });
                foreach (var externalActivity in activity.ExternalActivities)
                {
                    Map(connection, id, externalActivity);
                }

                return Get(connection, id);
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                if (id == WfmActivity.PresentId)
                {
                    throw Refusal.ActivityRequired();
                }

                connection.Execute("update external_activity set activity_id = @PresentId where activity_id = @id", new { WfmActivity.PresentId, id });
                return connection.Execute("delete from activity where id = @id", new { id }) == 1 ? id : throw Refusal.ActivityNotFound(id);
            },
            cancellationToken);

    public Task<WfmActivity> MapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                Check(connection, id);
                Map(connection, id, externalActivity);
                return Get(connection, id);
            },
            cancellationToken);

    public Task UnmapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                Check(connection, id);
                return connection.Execute(
                    """
                    update external_activity set activity_id = null, description = null
                    where activity_id = @id and external_id = @ExternalId and external_system_id = (select id from external_system where name_key = @key)
                    """,
                    new { id, externalActivity.ExternalId, key = NameRule.Key(externalActivity.ExternalSystem) }) == 1
                    ? id
                    : throw Refusal.ExternalActivityNotFound(externalActivity);
            },
            cancellationToken);

    private static void Check(SqliteConnection connection, int id)
    {
        if (!connection.ExecuteScalar<bool>("select exists (select 1 from activity where id = @id)", new { id }))
        {
            throw Refusal.ActivityNotFound(id);
        }
    }

    private static void Map(SqliteConnection connection, int id, ExternalActivity externalActivity)
        => connection.Execute(
            """
            insert into external_activity (external_system_id, external_id, description, activity_id) values (@systemId, @ExternalId, @Description, @id)
            on conflict (external_system_id, external_id) do update set activity_id = excluded.activity_id, description = ifnull(excluded.description, description)
            """,
            new { systemId = SqliteExternalSystems.Get(connection, externalActivity.ExternalSystem).Id, externalActivity.ExternalId, externalActivity.Description, id });

    private static WfmActivity Get(SqliteConnection connection, int id) => ReadAll(connection).Single(activity => activity.Id == id);

    private static IReadOnlyList<WfmActivity> ReadAll(SqliteConnection connection)
    {
        var externalActivities = connection.Query<(int ActivityId, string System, string Id, string? Description)>(
                """
                select activity_id, name, external_id, description
                from external_activity join external_system on external_system.id = external_system_id
                where activity_id is not null
                order by name_key, external_id
                """)
            .ToLookup(row => row.ActivityId, row => new ExternalActivity { ExternalSystem = row.System, ExternalId = row.Id, Description = row.Description });
        return connection.Query<WfmActivity>("select id, name from activity order by id")
            .Select(activity => activity with { ExternalActivities = externalActivities[activity.Id].ToList() })
            .ToList();
    }
}
