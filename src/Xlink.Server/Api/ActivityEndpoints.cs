using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.AgentData;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Activities and the external activities that lead to them.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var activities = api.MapGroup("activities").WithTags("Activities");
        activities.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.Activities.GetAllAsync(cancellationToken))
            .WithSummary("All activities with their external activities.");
        activities.MapPost(string.Empty, CreateAsync)
            .Needs(Access.Administer)
            .WithSummary("Creates an activity.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        activities.MapDelete("{id:int}", DeleteAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes an activity. Its external activities go to the activity Present.")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        activities.MapPost("{id:int}/external-activities", MapAsync)
            .Needs(Access.Administer)
            .WithSummary("Maps an external activity to an activity, for what is stored too.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        activities.MapDelete("{id:int}/external-activities", UnmapAsync)
            .Needs(Access.Administer)
            .WithSummary("Forgets an external activity until it is imported again.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> CreateAsync(WfmActivity activity, IWfmStore store, CancellationToken cancellationToken)
    {
        var checkedActivity = activity with
        {
            Name = NameRule.Activity(activity.Name),
            ExternalActivities = activity.ExternalActivities.Select(ExternalIdRule.Check).ToList(),
        };
        return TypedResults.Json(
            await store.Activities.CreateAsync(checkedActivity, cancellationToken), WfmJson.Default.WfmActivity, statusCode: StatusCodes.Status201Created);
    }

    private static Task<NoContent> DeleteAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => store.Activities.DeleteAsync(id, cancellationToken).NoContentAsync();

    private static Task<WfmActivity> MapAsync(int id, ExternalActivity externalActivity, IWfmStore store, CancellationToken cancellationToken)
        => store.Activities.MapAsync(id, ExternalIdRule.Check(externalActivity), cancellationToken);

    private static Task<NoContent> UnmapAsync(int id, string externalSystem, string externalId, IWfmStore store, CancellationToken cancellationToken)
    {
        var checkedActivity = ExternalIdRule.Check(new ExternalActivity { ExternalSystem = externalSystem, ExternalId = externalId });
        return store.Activities.UnmapAsync(id, checkedActivity, cancellationToken).NoContentAsync();
    }
}
