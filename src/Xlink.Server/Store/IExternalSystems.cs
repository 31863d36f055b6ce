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

    /// <summary>Creates an external system. Refused: <c>ExternalSystemExists</c>.</summary>
    Task<WfmExternalSystem> CreateAsync(WfmExternalSystem system, CancellationToken cancellationToken);

    /// <summary>Deletes an external system; the values it delivered stay. Refused: <c>ExternalSystemNotFound</c>.</summary>
    Task DeleteAsync(int id, CancellationToken cancellationToken);
}
