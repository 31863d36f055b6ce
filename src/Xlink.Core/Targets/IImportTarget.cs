using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>Where an import goes.</summary>
public interface IImportTarget : IDisposable
{
    /// <summary>The zone that the target's days are in.</summary>
    DateTimeZone TimeZone { get; }

    /// <summary>The queues that can be written to.</summary>
    IReadOnlyList<WfmQueue> Queues { get; }

    /// <summary>The external systems that the target knows.</summary>
    IReadOnlyList<WfmExternalSystem> ExternalSystems { get; }

    /// <summary>Reads what is stored of a queue: the actual values of all its value types.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The day vectors; days without values are missing.</returns>
    Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken);

    /// <summary>Reads the employees, whose external IDs say which agents are known.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All employees.</returns>
    Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken);

    /// <summary>Reads the activities, with the external activities that lead to them.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All activities.</returns>
    Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken);

    /// <summary>Stores a day of one external system: all of it, or nothing.</summary>
    /// <param name="upload">The day.</param>
    /// <param name="idempotencyKey">Same key: the same upload again, stored once.</param>
    /// <param name="cancellationToken">Cancels it; it may have been stored all the same.</param>
    /// <returns>What was stored.</returns>
    Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Tells what an import did. The values are there by then, and do not depend on it.</summary>
    /// <param name="run">The import run.</param>
    /// <param name="cancellationToken">Cancels it; it may have been told all the same.</param>
    Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken);

    /// <summary>Stores the agent data of a day of one external system in place of what is stored: all of it, or nothing.</summary>
    /// <param name="upload">The day.</param>
    /// <param name="idempotencyKey">Same key: the same upload again, stored once.</param>
    /// <param name="cancellationToken">Cancels it; it may have been stored all the same.</param>
    /// <returns>What was stored, and whom the target does not know.</returns>
    Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken);
}
