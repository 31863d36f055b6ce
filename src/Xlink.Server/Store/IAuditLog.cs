using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>
/// The audit log. What changes the store adds its entry in the same transaction, so that there is neither a change without an entry nor an entry without a
/// change; only what changes nothing is added from outside. Entries are never changed, and go when they are older than the log keeps them.
/// </summary>
internal interface IAuditLog
{
    /// <summary>Adds an entry about something that has changed nothing.</summary>
    /// <param name="action">What was tried.</param>
    /// <param name="actor">Who tried.</param>
    /// <param name="target">What it was tried on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AddRefusalAsync(AuditAction action, Actor actor, string? target, CancellationToken cancellationToken);

    /// <summary>The latest entries, the last one first.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="maximum">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<WfmAuditEntry>> GetAsync(AuditFilter filter, int maximum, CancellationToken cancellationToken);

    /// <summary>Deletes the entries of before a moment.</summary>
    Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
