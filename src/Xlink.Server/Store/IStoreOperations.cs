using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>What running a server asks of its store, beside its users' requests.</summary>
internal interface IStoreOperations
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    string Kind { get; }

    /// <summary>How much there is.</summary>
    Task<WfmDataStatus> GetStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
