using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>The audit log in a database.</summary>
internal sealed class SqlAuditLog(SqlDatabase database) : IAuditLog
{
    public Task AddRefusalAsync(AuditAction action, Actor actor, string? target, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(session => AddAsync(session, actor, action, target, details: null, success: false), cancellationToken);

    public Task<IReadOnlyList<WfmAuditEntry>> GetAsync(AuditFilter filter, int maximum, CancellationToken cancellationToken)
    {
        // A condition that is not wanted is left out: a parameter without a value has no type in every database.
        var conditions = new List<string>();
        AddCondition("time >= @from", filter.From is not null);
        AddCondition("time < @to", filter.To is not null);
        AddCondition("user_key = @user", filter.User is not null);
        AddCondition("action = @action", filter.Action is not null);
        AddCondition("id < @Before", filter.Before is not null);
        var where = conditions.Count == 0 ? string.Empty : " where " + string.Join(" and ", conditions);
        var parameters = new
        {
            from = filter.From?.ToUnixTimeMilliseconds() ?? 0,
            to = filter.To?.ToUnixTimeMilliseconds() ?? 0,
            user = filter.User is null ? string.Empty : NameRule.Key(filter.User),
            action = filter.Action?.ToString() ?? string.Empty,
            Before = filter.Before ?? 0,
            maximum,
        };
        return database.ReadAsync<IReadOnlyList<WfmAuditEntry>>(
            async session => (await session.QueryAsync<Row>(
                "select id, time, user_id as UserId, user_name as UserName, address, action, target, details, success from audit_entry" + where + " order by id desc limit @maximum",
                parameters)).ConvertAll(row => row.ToEntry()),
            cancellationToken);

        void AddCondition(string condition, bool isWanted)
        {
            if (isWanted)
            {
                conditions.Add(condition);
            }
        }
    }

    public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
        => database.WriteBesideOthersAsync(
            session => session.ExecuteAsync("delete from audit_entry where time < @before", new { before = before.ToUnixTimeMilliseconds() }), cancellationToken);

    /// <summary>Adds the entry about a change in the transaction that makes it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="action">What is done.</param>
    /// <param name="target">What it is done to.</param>
    /// <param name="details">What of it is changed; never a secret.</param>
    internal static Task AddAsync(SqlSession session, AuditAction action, string? target, string? details = null)
        => AddAsync(session, Actor.Current, action, target, details, success: true);

    /// <summary>Adds the entry about something that takes several transactions, or brings it up to date in the next of them.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="entry">The entry, if there is one by now.</param>
    /// <param name="action">What is done.</param>
    /// <param name="details">All that is changed by the end of this transaction.</param>
    /// <returns>The entry.</returns>
    internal static async Task<long> AddOrReplaceAsync(SqlSession session, long? entry, AuditAction action, string details)
    {
        if (entry is not { } id)
        {
            return await AddAsync(session, Actor.Current, action, target: null, details, success: true);
        }

        await session.ExecuteAsync("update audit_entry set details = @details where id = @id", new { details, id });
        return id;
    }

    /// <summary>Adds an entry about whatever somebody did or tried, and gives its ID.</summary>
    internal static Task<long> AddAsync(SqlSession session, Actor actor, AuditAction action, string? target, string? details, bool success)
        => session.QuerySingleAsync<long>(
            """
            insert into audit_entry (time, user_id, user_name, user_key, address, action, target, details, success)
            values (@time, @UserId, @Login, @key, @AddressText, @action, @target, @details, @success) returning id
            """,
            new
            {
                time = actor.Time.ToUnixTimeMilliseconds(),
                actor.UserId,
                actor.Login,
                key = actor.Login is null ? null : NameRule.Key(actor.Login),
                actor.AddressText,
                action = action.ToString(),
                target,
                details,
                success,
            });

    private sealed class Row
    {
        public long Id { get; init; }

        public long Time { get; init; }

        public int? UserId { get; init; }

        public string? UserName { get; init; }

        public string? Address { get; init; }

        public string Action { get; init; } = string.Empty;

        public string? Target { get; init; }

        public string? Details { get; init; }

        public bool Success { get; init; }

        public WfmAuditEntry ToEntry() => new()
        {
            Id = Id,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(Time),
            UserId = UserId,
            User = UserName,
            Address = Address,
            Action = Action,
            Target = Target,
            Details = Details,
            Success = Success,
        };
    }
}
