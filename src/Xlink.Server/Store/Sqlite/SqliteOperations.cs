using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Running a server on SQLite.</summary>
internal sealed class SqliteOperations(SqliteDatabase database) : IStoreOperations
{
    /// <summary>The kind of this store.</summary>
    internal const string StoreKind = "SQLite";

    public string Kind => StoreKind;

    public Task<WfmDataStatus> GetStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.ReadAsync(
            connection =>
            {
                var row = connection.QuerySingle<Row>(
                    """
                    select
                        (select count(*) from queue where id <> @RootId) as Queues,
                        (select count(*) from value_type) as ValueTypes,
                        (select count(*) from external_system where not is_removed) as ExternalSystems,
                        (select count(*) from day_vector) as DayVectors,
                        (select min(day) from day_vector) as FirstDay,
                        (select max(day) from day_vector) as LastDay,
                        (select count(*) from employee) as Employees,
                        (select count(*) from agent_activity) as AgentActivities,
                        (select count(*) from user) as Users,
                        (select count(*) from user where failed_logins >= @MaximumFailures) as LockedUsers,
                        (select max(created) from idempotency_key) as LastUpload,
                        (select count(*) from idempotency_key where created > @yesterday) as UploadsOfLastDay,
                        (select page_count * page_size from pragma_page_count, pragma_page_size) as SizeBytes,
                        (select user_version from pragma_user_version) as SchemaVersion
                    """,
                    new { WfmQueue.RootId, StoredPassword.MaximumFailures, yesterday = now.AddDays(-1).ToUnixTimeMilliseconds() });
                return row.ToStatus();
            },
            cancellationToken);

    private sealed class Row
    {
        public int Queues { get; init; }

        public int ValueTypes { get; init; }

        public int ExternalSystems { get; init; }

        public long DayVectors { get; init; }

        public int? FirstDay { get; init; }

        public int? LastDay { get; init; }

        public int Employees { get; init; }

        public long AgentActivities { get; init; }

        public int Users { get; init; }

        public int LockedUsers { get; init; }

        public long? LastUpload { get; init; }

        public int UploadsOfLastDay { get; init; }

        public long SizeBytes { get; init; }

        public int SchemaVersion { get; init; }

        public WfmDataStatus ToStatus() => new()
        {
            Store = StoreKind,
            SchemaVersion = SchemaVersion,
            SizeBytes = SizeBytes,
            Queues = Queues,
            ValueTypes = ValueTypes,
            ExternalSystems = ExternalSystems,
            DayVectors = DayVectors,
            FirstDay = FirstDay is { } first ? StoredDay.Date(first) : null,
            LastDay = LastDay is { } last ? StoredDay.Date(last) : null,
            Employees = Employees,
            AgentActivities = AgentActivities,
            Users = Users,
            LockedUsers = LockedUsers,
            LastUpload = LastUpload is { } upload ? DateTimeOffset.FromUnixTimeMilliseconds(upload) : null,
            UploadsOfLastDay = UploadsOfLastDay,
        };
    }
}
