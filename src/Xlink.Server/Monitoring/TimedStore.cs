using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Store;

namespace Xlink.Server.Monitoring;

/// <summary>A store whose operations are timed. It belongs to whoever opened it.</summary>
internal sealed class TimedStore(IWfmStore inner, ServerMetrics metrics) : IWfmStore
{
    public IUsers Users { get; } = TimedPart.Around(inner.Users, metrics);

    public ILoginAttempts LoginAttempts { get; } = TimedPart.Around(inner.LoginAttempts, metrics);

    public IAuditLog AuditLog { get; } = TimedPart.Around(inner.AuditLog, metrics);

    public IQueues Queues { get; } = TimedPart.Around(inner.Queues, metrics);

    public IExternalSystems ExternalSystems { get; } = TimedPart.Around(inner.ExternalSystems, metrics);

    public ICallData CallData { get; } = TimedPart.Around(inner.CallData, metrics);

    public IEmployees Employees { get; } = TimedPart.Around(inner.Employees, metrics);

    public IActivities Activities { get; } = TimedPart.Around(inner.Activities, metrics);

    public IAgentStatus AgentStatus { get; } = TimedPart.Around(inner.AgentStatus, metrics);

    public IImportRuns ImportRuns { get; } = TimedPart.Around(inner.ImportRuns, metrics);

    public IStoreOperations Operations { get; } = TimedPart.Around(inner.Operations, metrics);

    public Task<string> SettleTimeZoneAsync(string? wanted, Func<string> fallback, CancellationToken cancellationToken)
        => inner.SettleTimeZoneAsync(wanted, fallback, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    // The container that has it would close it before the last request has ended.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
