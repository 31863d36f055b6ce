using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store;

/// <summary>
/// Everything the server knows. It keeps nothing between two requests outside of this, so that several servers can share one store.
/// Every method that changes something is one transaction: it happens wholly and for good, or not at all.
/// </summary>
internal interface IWfmStore : IAsyncDisposable
{
    /// <summary>Users, their logins and tokens.</summary>
    IUsers Users { get; }

    /// <summary>Wrong logins by where they come from.</summary>
    ILoginAttempts LoginAttempts { get; }

    /// <summary>Who has done what.</summary>
    IAuditLog AuditLog { get; }

    /// <summary>Queues and value types.</summary>
    IQueues Queues { get; }

    /// <summary>External systems.</summary>
    IExternalSystems ExternalSystems { get; }

    /// <summary>Call data.</summary>
    ICallData CallData { get; }

    /// <summary>Employees and their external IDs.</summary>
    IEmployees Employees { get; }

    /// <summary>Activities and the external activities that lead to them.</summary>
    IActivities Activities { get; }

    /// <summary>Agent data.</summary>
    IAgentStatus AgentStatus { get; }

    /// <summary>Import runs.</summary>
    IImportRuns ImportRuns { get; }

    /// <summary>What running a server asks of the store.</summary>
    IStoreOperations Operations { get; }

    /// <summary>Settles the time zone that the stored days are in.</summary>
    /// <param name="wanted">IANA name that was asked for; <see langword="null"/> for whatever the store has.</param>
    /// <param name="fallback">Gives the zone of a new store if none was asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>IANA name of the zone.</returns>
    /// <exception cref="XlinkException"><c>TimeZoneDiffers</c>: there are days in another zone already.</exception>
    Task<string> SettleTimeZoneAsync(string? wanted, Func<string> fallback, CancellationToken cancellationToken);

    /// <summary>Fails if the store cannot be read.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task CheckAsync(CancellationToken cancellationToken);
}
