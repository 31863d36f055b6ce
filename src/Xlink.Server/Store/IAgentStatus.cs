using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>What employees did, one row per activity.</summary>
internal interface IAgentStatus
{
    /// <summary>
    /// Stores an upload that <see cref="AgentData.AgentStatusCheck"/> has passed in place of what is stored of its external system and day, together with its
    /// idempotency key. Refused: <c>IdempotencyKeyReused</c>, <c>ExternalSystemUnknown</c>, <c>TimeLinkMissing</c>.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="idempotencyKey">Its key. A second upload of the same content under it changes nothing and gives the first receipt.</param>
    /// <param name="now">The time of the upload.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    Task<AgentStatusReceipt> StoreAsync(AgentStatusUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The stored activities by employee and start, with times in UTC. Refused: <c>EmployeeNotFound</c>.</summary>
    /// <param name="employeeId">The employee; <see langword="null"/> for all.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<WfmAgentStatus>> GetAsync(int? employeeId, LocalDate from, LocalDate to, CancellationToken cancellationToken);

    /// <summary>What a page of employees did on a day, of those who did anything, by name.</summary>
    /// <param name="day">The day.</param>
    /// <param name="name">What their names contain, whatever the case; empty for all.</param>
    /// <param name="page">Which page, from 1; the nearest that there is.</param>
    /// <param name="size">Employees of a page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AgentStatusPage> GetPageAsync(LocalDate day, string name, int page, int size, CancellationToken cancellationToken);
}
