using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>External systems.</summary>
internal static class ExternalSystemEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var systems = api.MapGroup("external-systems").WithTags("External systems");
        systems.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.ExternalSystems.GetAllAsync(cancellationToken))
            .WithSummary("All external systems.");
        systems.MapPost(string.Empty, CreateAsync)
            .Needs(Access.Administer)
            .WithSummary("Creates an external system.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        systems.MapDelete("{id:int}", DeleteAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes an external system. What it delivered stays.")
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(WfmExternalSystem system, IWfmStore store, CancellationToken cancellationToken)
        => TypedResults.Json(
            await store.ExternalSystems.CreateAsync(system with { Name = NameRule.ExternalSystem(system.Name) }, cancellationToken),
            WfmJson.Default.WfmExternalSystem,
            statusCode: StatusCodes.Status201Created);

    private static Task<NoContent> DeleteAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => store.ExternalSystems.DeleteAsync(id, cancellationToken).NoContentAsync();
}
