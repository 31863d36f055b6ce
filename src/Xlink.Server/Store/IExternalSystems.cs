using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>External systems.</summary>
internal interface IExternalSystems
{
    /// <summary>All external systems by name.</summary>
    Task<IReadOnlyList<WfmExternalSystem>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Creates an external system. One of the same name that was deleted is the same again, with its employees' external IDs and its external activities.
    /// Refused: <c>ExternalSystemExists</c>.
    /// </summary>
    Task<WfmExternalSystem> CreateAsync(WfmExternalSystem system, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an external system; what it delivered stays, and so do its employees' external IDs and its external activities, through which that is read.
    /// Refused: <c>ExternalSystemNotFound</c>.
    /// </summary>
    Task DeleteAsync(int id, CancellationToken cancellationToken);
}
