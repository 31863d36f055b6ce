using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Running a server on a relational database. Retention stands among the settings, so that every server on the database goes by it.</summary>
internal sealed class SqlOperations(SqlDatabase database, SqlUpkeep upkeep) : IStoreOperations
{
    private const string Retention = "Retention.";
    private const string AgentRetention = Retention + "AgentStatus";
    private const string NextRun = "RetentionNextRun";

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(2);

    public string Kind => upkeep.Kind;

    public Task<WfmDataStatus> GetStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session =>
            {
                var counts = await session.QuerySingleAsync<Counts>(
                    """
                    select
                        (select count(*) from queue where id <> @RootId) as Queues,
                        (select count(*) from value_type) as ValueTypes,
                        (select count(*) from external_system where not is_removed) as ExternalSystems,
                        (select count(*) from employee) as Employees,
                        (select count(*) from "user") as Users,
                        (select count(*) from "user" where failed_logins >= @MaximumFailures) as LockedUsers,
                        (select max(created) from idempotency_key) as LastUpload,
                        (select count(*) from idempotency_key where created > @yesterday) as Uploads
                    """,
                    new { WfmQueue.RootId, StoredPassword.MaximumFailures, yesterday = now.AddDays(-1).ToUnixTimeMilliseconds() });
                var values = await upkeep.MeasureDaysAsync(session, "day_vector");
                var activities = await upkeep.MeasureDaysAsync(session, "agent_activity");
                var (schemaVersion, size) = await upkeep.MeasureAsync(session);
                return new WfmDataStatus
                {
                    Store = upkeep.Kind,
                    SchemaVersion = schemaVersion,
                    SizeBytes = size,
                    Queues = (int)counts.Queues,
                    ValueTypes = (int)counts.ValueTypes,
                    ExternalSystems = (int)counts.ExternalSystems,
                    DayVectors = values.Rows,
                    FirstDay = values.First,
                    LastDay = values.Last,
                    Employees = (int)counts.Employees,
                    AgentActivities = activities.Rows,
                    Users = (int)counts.Users,
                    LockedUsers = (int)counts.LockedUsers,
                    LastUpload = counts.LastUpload is { } upload ? DateTimeOffset.FromUnixTimeMilliseconds(upload) : null,
                    UploadsOfLastDay = (int)counts.Uploads,
                };
            },
            cancellationToken);

    public Task<WfmRetention> GetRetentionAsync(CancellationToken cancellationToken) => database.ReadAsync(ReadRetentionAsync, cancellationToken);

    public Task<WfmRetention> SetRetentionAsync(int? valueTypeId, int? days, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                if (valueTypeId is { } id && !await session.ExistsAsync("select 1 from value_type where id = @id", new { id }))
                {
                    throw Refusal.ValueTypeNotFound(id);
                }

                var name = valueTypeId is { } valueType ? Name(valueType) : AgentRetention;
                await session.ExecuteAsync("delete from setting where name = @name", new { name });
                if (days is not null)
                {
                    await session.ExecuteAsync("insert into setting (name, value) values (@name, @value)", new { name, value = Text(days.Value) });
                }

                await SqlAuditLog.AddAsync(
                    session, AuditAction.RetentionChanged, name, days is null ? "for ever" : FormattableString.Invariant($"{days} days"));
                return await ReadRetentionAsync(session);
            },
            cancellationToken);

    public async Task<WfmRetentionResult> PreviewRetentionAsync(LocalDate today, CancellationToken cancellationToken)
        => await (await NewRunAsync(today, cancellationToken)).CountAsync(cancellationToken);

    public async Task<WfmRetentionResult> ApplyRetentionAsync(LocalDate today, CancellationToken cancellationToken)
        => await (await NewRunAsync(today, cancellationToken)).DeleteAsync(cancellationToken);

    public Task<bool> TakeRetentionRunAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var text = await session.QueryOptionalAsync<string>("select value from setting where name = @NextRun", new { NextRun });
                var wait = text is null ? TimeSpan.Zero : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) - now;

                // A turn that is far away was planned by a clock that has been set back since.
                var isDue = wait <= TimeSpan.Zero || wait > LongestPause;
                if (isDue)
                {
                    await PlanAsync(session, now + lease);
                }

                return isDue;
            },
            cancellationToken);

    public Task PlanRetentionRunAsync(DateTimeOffset time, CancellationToken cancellationToken)
        => database.WriteAsync(session => PlanAsync(session, time), cancellationToken);

    private static Task<int> PlanAsync(SqlSession session, DateTimeOffset time)
        => session.ExecuteAsync(
            "insert into setting (name, value) values (@NextRun, @value) on conflict (name) do update set value = excluded.value",
            new { NextRun, value = time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) });

    private static string Name(int valueTypeId) => Retention + Text(valueTypeId);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<WfmRetention> ReadRetentionAsync(SqlSession session)
    {
        var rows = await session.QueryAsync<(string Name, string Value)>("select name, value from setting");
        var settings = rows.Where(row => row.Name.StartsWith(Retention, StringComparison.Ordinal))
            .ToDictionary(row => row.Name, row => int.Parse(row.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var valueTypes = await session.QueryAsync<WfmValueType>("select id, name from value_type order by id");
        return new()
        {
            ValueTypes = valueTypes.ConvertAll(valueType => new ValueTypeRetention { Id = valueType.Id, Name = valueType.Name, Days = Days(Name(valueType.Id)) }),
            AgentStatusDays = Days(AgentRetention),
        };

        int? Days(string name) => settings.TryGetValue(name, out var days) ? days : null;
    }

    private async Task<RetentionRun> NewRunAsync(LocalDate today, CancellationToken cancellationToken)
        => new(database, upkeep, await GetRetentionAsync(cancellationToken), today);

    private sealed class Counts
    {
        public long Queues { get; init; }

        public long ValueTypes { get; init; }

        public long ExternalSystems { get; init; }

        public long Employees { get; init; }

        public long Users { get; init; }

        public long LockedUsers { get; init; }

        public long? LastUpload { get; init; }

        public long Uploads { get; init; }
    }
}
