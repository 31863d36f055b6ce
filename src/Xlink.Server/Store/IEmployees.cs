using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>Employees. Agent data reach them through their external IDs, each of which belongs to one employee [documented].</summary>
internal interface IEmployees
{
    /// <summary>All employees by name, with their external IDs, also those of external systems that were deleted.</summary>
    Task<IReadOnlyList<WfmEmployee>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>Creates an employee with its external IDs. Refused: <c>EmployeeExists</c>, <c>ExternalSystemUnknown</c>, <c>ExternalIdTaken</c>.</summary>
    Task<WfmEmployee> CreateAsync(WfmEmployee employee, CancellationToken cancellationToken);

    /// <summary>Deletes an employee with everything that is stored of it. Refused: <c>EmployeeNotFound</c>.</summary>
    Task DeleteAsync(int id, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an employee an external ID; one that it has already changes nothing. Refused: <c>EmployeeNotFound</c>, <c>ExternalSystemUnknown</c>,
    /// <c>ExternalIdTaken</c>.
    /// </summary>
    Task<WfmEmployee> AddExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken);

    /// <summary>Takes an external ID from an employee; what is stored stays. Refused: <c>EmployeeNotFound</c>, <c>ExternalIdNotFound</c>.</summary>
    Task RemoveExternalIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken);
}
