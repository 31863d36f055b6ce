using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Monitoring;

/// <summary>Puts together what administrators see of a server: this process, and what all processes on the store share.</summary>
internal sealed class ServerStatusReport(IWfmStore store, Readiness readiness, ServerMetrics metrics, WfmServerInfo info, TimeProvider clock, ServerIdentity identity)
{
    private readonly DateTimeOffset started = clock.GetUtcNow();

    /// <summary>The status as of now.</summary>
    internal async Task<WfmServerStatus> CreateAsync(CancellationToken cancellationToken)
    {
        var data = await store.Operations.GetStatisticsAsync(clock.GetUtcNow(), cancellationToken);
        var now = clock.GetUtcNow();
        return new()
        {
            Product = info.Product,
            Version = info.Version,
            TimeZone = info.TimeZone,
            Machine = Environment.MachineName,
            ProcessId = Environment.ProcessId,
            DataPath = identity.DataPath,
            StartTime = started,
            UptimeSeconds = (long)(now - started).TotalSeconds,
            IsReady = await readiness.CheckAsync(cancellationToken),
            RunningRequests = metrics.RunningRequests,
            WorkingSetBytes = Environment.WorkingSet,
            CertificateThumbprint = identity.CertificateThumbprint,
            CertificateExpires = identity.CertificateExpires,
            Data = data,
        };
    }
}
