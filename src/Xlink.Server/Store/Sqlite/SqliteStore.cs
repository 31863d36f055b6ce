using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The embedded store: one database file, used by one server process.</summary>
internal sealed class SqliteStore : IWfmStore
{
    private const string TimeZoneSetting = "TimeZone";

    private readonly SqliteDatabase database;
    private readonly string path;

    private SqliteStore(SqliteDatabase database, string path)
    {
        this.database = database;
        this.path = path;
        Users = new SqliteUsers(database);
        Queues = new SqliteQueues(database);
        ExternalSystems = new SqliteExternalSystems(database);
        CallData = new SqliteCallData(database);
        Employees = new SqliteEmployees(database);
        Activities = new SqliteActivities(database);
        AgentStatus = new SqliteAgentStatus(database);
        Operations = new SqliteOperations(database);
    }

    public IUsers Users { get; }

    public IQueues Queues { get; }

    public IExternalSystems ExternalSystems { get; }

    public ICallData CallData { get; }

    public IEmployees Employees { get; }

    public IActivities Activities { get; }

    public IAgentStatus AgentStatus { get; }

    public IStoreOperations Operations { get; }

    /// <summary>Opens the store in a file; see <see cref="SqliteDatabase.Open"/>.</summary>
    internal static SqliteStore Open(string path) => new(SqliteDatabase.Open(path), path);

    public Task<string> SettleTimeZoneAsync(string? wanted, Func<string> fallback, CancellationToken cancellationToken)
        => database.WriteAsync(
            connection =>
            {
                var stored = connection.QuerySingleOrDefault<string>("select value from setting where name = @TimeZoneSetting", new { TimeZoneSetting });
                var zone = wanted ?? stored ?? fallback();
                var isOther = stored is not null && !string.Equals(zone, stored, StringComparison.Ordinal);
                if (isOther && connection.ExecuteScalar<bool>("select exists (select 1 from day_vector) or exists (select 1 from agent_activity)"))
                {
                    throw XlinkException.InFile(
                        path, line: null, nameof(Messages.TimeZoneDiffers), XlinkErrorCategory.InvalidArgument, stored, zone);
                }

                connection.Execute("insert or replace into setting (name, value) values (@TimeZoneSetting, @zone)", new { TimeZoneSetting, zone });
                return zone;
            },
            cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken)
        => database.ReadAsync(connection => connection.ExecuteScalar<int>("select count(*) from setting"), cancellationToken);

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }
}
