using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>
/// Activities and the external activities that lead to them. What is stored keeps its external activity and is read as the activity which that leads to
/// at the time of reading, so that mapping it anew corrects the past too [our reading].
/// </summary>
internal interface IActivities
{
    /// <summary>All activities by ID, with their external activities, also those of external systems that were deleted.</summary>
    Task<IReadOnlyList<WfmActivity>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>Creates an activity and maps its external activities to it. Refused: <c>ActivityExists</c>, <c>ExternalSystemUnknown</c>.</summary>
    Task<WfmActivity> CreateAsync(WfmActivity activity, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an activity; its external activities go to <see cref="WfmActivity.PresentId"/>, and what is stored with them. Refused: <c>ActivityNotFound</c>,
    /// <c>ActivityRequired</c>.
    /// </summary>
    Task DeleteAsync(int id, CancellationToken cancellationToken);

    /// <summary>Maps an external activity, known or not, to an activity. Refused: <c>ActivityNotFound</c>, <c>ExternalSystemUnknown</c>.</summary>
    Task<WfmActivity> MapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets an external activity until it is imported again; what is stored of it is read as <see cref="WfmActivity.PresentId"/>. Refused:
    /// <c>ActivityNotFound</c>, <c>ExternalActivityNotFound</c>.
    /// </summary>
    /// <param name="id">The activity it is mapped to.</param>
    /// <param name="externalActivity">The external activity; its description does not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task UnmapAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken);
}
