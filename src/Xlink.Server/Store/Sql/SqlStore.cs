using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Sql;

/// <summary>A store in a relational database.</summary>
internal sealed class SqlStore : IWfmStore
{
    private const string TimeZoneSetting = "TimeZone";

    private readonly SqlDatabase database;
    private readonly IDayVectorTable dayVectors;
    private readonly IAgentActivityTable agentActivities;

    internal SqlStore(SqlDatabase database, IDayVectorTable dayVectors, IAgentActivityTable agentActivities, SqlUpkeep upkeep)
    {
        this.database = database;
        this.dayVectors = dayVectors;
        this.agentActivities = agentActivities;
        Users = new SqlUsers(database);
        LoginAttempts = new SqlLoginAttempts(database);
        AuditLog = new SqlAuditLog(database);
        Queues = new SqlQueues(database, dayVectors);
        ExternalSystems = new SqlExternalSystems(database);
        var receipts = new SqlReceipts();
        CallData = new SqlCallData(database, dayVectors, receipts);
        Employees = new SqlEmployees(database, agentActivities);
        Activities = new SqlActivities(database);
        AgentStatus = new SqlAgentStatus(database, agentActivities, receipts);
        ImportRuns = new SqlImportRuns(database);
        Operations = new SqlOperations(database, upkeep);
    }

    public IUsers Users { get; }

    public ILoginAttempts LoginAttempts { get; }

    public IAuditLog AuditLog { get; }

    public IQueues Queues { get; }

    public IExternalSystems ExternalSystems { get; }

    public ICallData CallData { get; }

    public IEmployees Employees { get; }

    public IActivities Activities { get; }

    public IAgentStatus AgentStatus { get; }

    public IImportRuns ImportRuns { get; }

    public IStoreOperations Operations { get; }

    public Task<string> SettleTimeZoneAsync(string? wanted, Func<string> fallback, CancellationToken cancellationToken)
        => database.WriteAsync(
            async session =>
            {
                var stored = await session.QueryOptionalAsync<string>("select value from setting where name = @TimeZoneSetting", new { TimeZoneSetting });
                var zone = wanted ?? stored ?? fallback();
                var isOther = stored is not null && !string.Equals(zone, stored, StringComparison.Ordinal);
                if (isOther && (await dayVectors.HasRowsAsync(session) || await agentActivities.HasRowsAsync(session)))
                {
                    throw XlinkException.InFile(
                        database.Location, line: null, nameof(Messages.TimeZoneDiffers), XlinkErrorCategory.InvalidArgument, stored, zone);
                }

                await session.ExecuteAsync(
                    "insert into setting (name, value) values (@TimeZoneSetting, @zone) on conflict (name) do update set value = excluded.value",
                    new { TimeZoneSetting, zone });
                return zone;
            },
            cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken)
        => database.ReadAsync(session => session.QuerySingleAsync<int>("select count(*) from setting"), cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
