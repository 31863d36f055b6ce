using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Queues and value types.</summary>
internal static class QueueEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var queues = api.MapGroup("queues").WithTags("Queues");
        queues.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.Queues.GetAllAsync(cancellationToken))
            .WithSummary("All queues, each behind the queue above it.");
        queues.MapPost(string.Empty, CreateAsync)
            .Needs(Access.Administer)
            .WithSummary("Creates a queue.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        queues.MapDelete("{id:int}", DeleteAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes a queue; with recurse=true also the queues below it and all stored values.")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("value-types", (IWfmStore store, CancellationToken cancellationToken) => store.Queues.GetValueTypesAsync(cancellationToken))
            .WithTags("Queues")
            .WithSummary("All value types.");
    }

    private static async Task<IResult> CreateAsync(NewQueue queue, IWfmStore store, CancellationToken cancellationToken)
    {
        var checkedQueue = queue with { Name = NameRule.Queue(queue.Name), ValueTypes = queue.ValueTypes.Select(NameRule.ValueType).ToList() };
        return TypedResults.Json(
            await store.Queues.CreateAsync(checkedQueue, cancellationToken), WfmJson.Default.WfmQueue, statusCode: StatusCodes.Status201Created);
    }

    private static Task<NoContent> DeleteAsync(int id, IWfmStore store, CancellationToken cancellationToken, bool recurse = false)
        => store.Queues.DeleteAsync(id, recurse, cancellationToken).NoContentAsync();
}
