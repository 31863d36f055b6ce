using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Activities in a database.</summary>
internal sealed class SqlActivities(SqlDatabase database) : IActivities
{
    public Task<IReadOnlyList<WfmActivity>> GetAllAsync(CancellationToken cancellationToken) => database.ReadAsync(session => ReadAsync(session, id: null), cancellationToken);

    public Task<WfmActivity> CreateAsync(WfmActivity activity, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var key = NameRule.Key(activity.Name);
                if (await session.ExistsAsync("select 1 from activity where name_key = @key", new { key }))
                {
                    throw Refusal.ActivityExists(activity.Name);
                }

                var id = await session.QuerySingleAsync<int>("insert into activity (name, name_key) values (@Name, @key) returning id", new { activity.Name, key });
                foreach (var externalActivity in activity.ExternalActivities)
                {
                    await MapAsync(session, id, externalActivity);
                }

                var created = await GetAsync(session, id);
                await SqlAuditLog.AddAsync(session, AuditAction.ActivityCreated, Name(created), Describe(created.ExternalActivities));
                return created;
            },
            cancellationToken);

    public Task DeleteAsync(int id, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                if (id == WfmActivity.PresentId)
                {
                    throw Refusal.ActivityRequired();
                }

                await SqlAuditLog.AddAsync(session, AuditAction.ActivityDeleted, Name(await GetAsync(session, id)));
                await session.ExecuteAsync("update external_activity set activity_id = @PresentId where activity_id = @id", new { WfmActivity.PresentId, id });
                return await session.ExecuteAsync("delete from activity where id = @id", new { id });
            },
            cancellationToken);

    public Task<WfmActivity> MapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await CheckAsync(session, id);
                await MapAsync(session, id, externalActivity);
                var changed = await GetAsync(session, id);
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalActivityMapped, Name(changed), Describe([externalActivity]));
                return changed;
            },
            cancellationToken);

    public Task UnmapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                await SqlAuditLog.AddAsync(session, AuditAction.ExternalActivityForgotten, Name(await GetAsync(session, id)), Describe([externalActivity]));
                return await session.ExecuteAsync(
                    """
                    update external_activity set activity_id = null, description = null
                    where activity_id = @id and external_id = @ExternalId and external_system_id = (select id from external_system where name_key = @key)
                    """,
                    new { id, externalActivity.ExternalId, key = NameRule.Key(externalActivity.ExternalSystem) }) == 1
                    ? id
                    : throw Refusal.ExternalActivityNotFound(externalActivity);
            },
            cancellationToken);

    private static string Name(WfmActivity activity) => FormattableString.Invariant($"activity {activity.Id} '{activity.Name}'");

    private static string? Describe(IReadOnlyCollection<ExternalActivity> externalActivities)
        => externalActivities.Count == 0 ? null : string.Join(", ", externalActivities.Select(activity => activity.ExternalSystem + ": " + activity.ExternalId));

    private static async Task CheckAsync(SqlSession session, int id)
    {
        if (!await session.ExistsAsync("select 1 from activity where id = @id", new { id }))
        {
            throw Refusal.ActivityNotFound(id);
        }
    }

    private static async Task MapAsync(SqlSession session, int id, ExternalActivity externalActivity)
    {
        var system = await SqlExternalSystems.GetAsync(session, externalActivity.ExternalSystem);
        await session.ExecuteAsync(
            """
            insert into external_activity (external_system_id, external_id, description, activity_id) values (@systemId, @ExternalId, @Description, @id)
            on conflict (external_system_id, external_id) do update
            set activity_id = excluded.activity_id, description = coalesce(excluded.description, external_activity.description)
            """,
            new { systemId = system.Id, externalActivity.ExternalId, externalActivity.Description, id });
    }

    private static async Task<WfmActivity> GetAsync(SqlSession session, int id)
        => (await ReadAsync(session, id)) is [var activity] ? activity : throw Refusal.ActivityNotFound(id);

    /// <summary>An activity, or all of them.</summary>
    private static async Task<IReadOnlyList<WfmActivity>> ReadAsync(SqlSession session, int? id)
    {
        var rows = await session.QueryAsync<(int ActivityId, string System, string Id, string? Description)>(
            $"""
            select activity_id, name, external_id, description
            from external_activity join external_system on external_system.id = external_system_id
            where activity_id {(id is null ? "is not null" : "= @id")}
            order by name_key, external_id
            """,
            new { id });
        var externalActivities = rows.ToLookup(
            row => row.ActivityId, row => new ExternalActivity { ExternalSystem = row.System, ExternalId = row.Id, Description = row.Description });
        var activities = await session.QueryAsync<WfmActivity>("select id, name from activity " + (id is null ? "order by id" : "where id = @id"), new { id });
        return activities.ConvertAll(activity => activity with { ExternalActivities = externalActivities[activity.Id].ToList() });
    }
}
