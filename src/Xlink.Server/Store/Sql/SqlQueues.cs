using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Queues and value types in a database.</summary>
internal sealed class SqlQueues(SqlDatabase database, IDayVectorTable dayVectors) : IQueues
{
    private const int MaximumDepth = 32;

    private const string Subtree = "with recursive subtree (id) as (select @id union all select queue.id from queue join subtree on parent_id = subtree.id) ";

    private readonly SqlMasterList<WfmQueue> all = new(database, ReadTreeAsync);

    public Task<IReadOnlyList<WfmQueue>> GetAllAsync(CancellationToken cancellationToken) => all.GetAsync(cancellationToken);

    public Task<WfmQueue?> FindAsync(int id, CancellationToken cancellationToken) => database.ReadAsync(session => FindAsync(session, id), cancellationToken);

    public Task<IReadOnlyList<WfmValueType>> GetValueTypesAsync(CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmValueType>>(
            async session => await session.QueryAsync<WfmValueType>("select id, name from value_type order by id"), cancellationToken);

    public Task<WfmQueue> CreateAsync(NewQueue queue, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var id = await InsertAsync(session, queue);
                foreach (var name in queue.ValueTypes)
                {
                    await session.ExecuteAsync(
                        "insert into queue_value_type (queue_id, value_type_id) values (@id, @valueTypeId) on conflict do nothing",
                        new { id, valueTypeId = await FindOrCreateValueTypeAsync(session, name) });
                }

                var created = (await FindAsync(session, id))!;
                await SqlAuditLog.AddAsync(session, AuditAction.QueueCreated, FormattableString.Invariant($"queue {id} '{created.Path}'"));
                return created;
            },
            cancellationToken);

    public Task DeleteAsync(int id, bool recurse, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var name = await session.QueryOptionalAsync<string>("select name from queue where id = @id and id <> @RootId", new { id, WfmQueue.RootId })
                    ?? throw Refusal.QueueNotFound(id);
                var queues = await session.QueryAsync<int>(Subtree + "select id from subtree order by id desc", new { id });
                if (!recurse && (queues.Count > 1 || await dayVectors.HasRowsAsync(session, id)))
                {
                    throw Refusal.QueueNotEmpty(name);
                }

                await SqlAuditLog.AddAsync(
                    session, AuditAction.QueueDeleted, FormattableString.Invariant($"queue {id} '{name}'"), queues.Count == 1 ? null : FormattableString.Invariant($"with {queues.Count - 1} below it"));
                await dayVectors.DeleteAsync(session, queues);

                // A child's ID is always higher than its parent's, so children go first.
                return await session.ExecuteAsync("delete from queue where id = @queue", queues.Select(queue => new { queue }));
            },
            cancellationToken);

    private static async Task<int> InsertAsync(SqlSession session, NewQueue queue)
    {
        var key = NameRule.Key(queue.Name);
        var depth = await session.QuerySingleAsync<int>(
            """
            with recursive above (id) as (select id from queue where id = @ParentId union all select parent_id from queue join above using (id) where parent_id is not null)
            select count(*) from above
            """,
            new { queue.ParentId });
        return depth switch
        {
            0 => throw Refusal.QueueNotFound(queue.ParentId),
            > MaximumDepth => throw Refusal.QueueTooDeep(MaximumDepth),
            _ when await session.ExistsAsync("select 1 from queue where parent_id = @ParentId and name_key = @key", new { queue.ParentId, key })
                => throw Refusal.QueueExists(queue.Name),
            _ => await session.QuerySingleAsync<int>(
                "insert into queue (parent_id, name, name_key) values (@ParentId, @Name, @key) returning id", new { queue.ParentId, queue.Name, key }),
        };
    }

    private static async Task<int> FindOrCreateValueTypeAsync(SqlSession session, string name)
    {
        var key = NameRule.Key(name);
        return await session.QueryOptionalAsync<int?>("select id from value_type where name_key = @key", new { key })
            ?? await session.QuerySingleAsync<int>("insert into value_type (name, name_key) values (@name, @key) returning id", new { name, key });
    }

    /// <summary>One queue, without reading the whole tree.</summary>
    private static async Task<WfmQueue?> FindAsync(SqlSession session, int id)
    {
        var path = await session.QueryAsync<QueueRow>(
            """
            with recursive above (id, parent_id, name, height) as (
                select id, parent_id, name, 0 from queue where id = @id
                union all
                select queue.id, queue.parent_id, queue.name, height + 1 from queue join above on queue.id = above.parent_id
            )
            select id, parent_id as ParentId, name from above where parent_id is not null order by height desc
            """,
            new { id });
        if (path.Count == 0)
        {
            return null;
        }

        var valueTypes = await session.QueryAsync<WfmValueType>(
            "select id, name from queue_value_type join value_type on id = value_type_id where queue_id = @id order by id", new { id });
        return new() { Id = id, ParentId = path[^1].ParentId, Name = path[^1].Name, Path = string.Join('/', path.Select(row => row.Name)), ValueTypes = valueTypes };
    }

    private static async Task<IReadOnlyList<WfmQueue>> ReadTreeAsync(SqlSession session)
    {
        var valueTypes = (await session.QueryAsync<ValueTypeRow>(
                "select queue_id as QueueId, id, name from queue_value_type join value_type on id = value_type_id order by id"))
            .ToLookup(row => row.QueueId, row => new WfmValueType { Id = row.Id, Name = row.Name });
        var children = (await session.QueryAsync<QueueRow>("select id, parent_id as ParentId, name from queue where parent_id is not null order by name_key"))
            .ToLookup(row => row.ParentId);
        var tree = new List<WfmQueue>();
        AddBelow(WfmQueue.RootId, string.Empty);
        return tree;

        void AddBelow(int parent, string path)
        {
            foreach (var row in children[parent])
            {
                tree.Add(new() { Id = row.Id, ParentId = parent, Name = row.Name, Path = path + row.Name, ValueTypes = valueTypes[row.Id].ToList() });
                AddBelow(row.Id, path + row.Name + "/");
            }
        }
    }

    private sealed class QueueRow
    {
        public int Id { get; init; }

        public int ParentId { get; init; }

        public string Name { get; init; } = string.Empty;
    }

    private sealed class ValueTypeRow
    {
        public int QueueId { get; init; }

        public int Id { get; init; }

        public string Name { get; init; } = string.Empty;
    }
}
