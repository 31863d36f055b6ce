using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>The tree of queues and their value types. IDs are never used twice: mappings of an installation go on naming them.</summary>
internal interface IQueues
{
    /// <summary>All queues, each behind the queue above it, siblings by name.</summary>
    Task<IReadOnlyList<WfmQueue>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>A queue, or <see langword="null"/> if there is none.</summary>
    Task<WfmQueue?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>All value types by ID.</summary>
    Task<IReadOnlyList<WfmValueType>> GetValueTypesAsync(CancellationToken cancellationToken);

    /// <summary>Creates a queue and those of its value types that are new. Refused: <c>QueueNotFound</c> (the parent), <c>QueueExists</c>, <c>QueueTooDeep</c>.</summary>
    Task<WfmQueue> CreateAsync(NewQueue queue, CancellationToken cancellationToken);

    /// <summary>Deletes a queue. Refused: <c>QueueNotFound</c>, <c>QueueNotEmpty</c>.</summary>
    /// <param name="id">The queue.</param>
    /// <param name="recurse">Whether the queues below and all stored values go with it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task DeleteAsync(int id, bool recurse, CancellationToken cancellationToken);
}
