using System;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>What running a server asks of its store, beside its users' requests.</summary>
internal interface IStoreOperations
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    string Kind { get; }

    /// <summary>How much there is.</summary>
    Task<WfmDataStatus> GetStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How long data are kept.</summary>
    Task<WfmRetention> GetRetentionAsync(CancellationToken cancellationToken);

    /// <summary>Says how long something is kept. Refused: <c>ValueTypeNotFound</c>.</summary>
    /// <param name="valueTypeId">The value type; <see langword="null"/> for agent data.</param>
    /// <param name="days">Days before today; <see langword="null"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<WfmRetention> SetRetentionAsync(int? valueTypeId, int? days, CancellationToken cancellationToken);

    /// <summary>Counts what is over on a day.</summary>
    Task<WfmRetentionResult> PreviewRetentionAsync(LocalDate today, CancellationToken cancellationToken);

    /// <summary>Deletes what is over on a day, in several short transactions: breaking off leaves the rest for the next time.</summary>
    Task<WfmRetentionResult> ApplyRetentionAsync(LocalDate today, CancellationToken cancellationToken);

    /// <summary>Whether it is the caller's turn to delete what is over: of all servers on the store one gets it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lease">When the next one gets it, unless the caller says <see cref="PlanRetentionRunAsync"/>: it may fail or be killed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> TakeRetentionRunAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Says when the next turn is.</summary>
    Task PlanRetentionRunAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
