using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Monitoring;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>What all endpoints of the API share.</summary>
internal static class Endpoints
{
    private const int MaximumBody = 64 * 1024;

    /// <summary>Maps the whole API.</summary>
    internal static void MapApi(this IEndpointRouteBuilder app, long maximumUpload)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().LimitBody(MaximumBody);
        ServerEndpoints.Map(app, api);
        MonitoringEndpoints.Map(app, api);
        RetentionEndpoints.Map(api);
        TokenEndpoints.Map(api);
        SessionEndpoints.Map(api);
        UserEndpoints.Map(api);
        AuditLogEndpoints.Map(api);
        QueueEndpoints.Map(api);
        ExternalSystemEndpoints.Map(api);
        CallDataEndpoints.Map(api, maximumUpload);
        EmployeeEndpoints.Map(api);
        ActivityEndpoints.Map(api);
        AgentStatusEndpoints.Map(api, maximumUpload);
        ImportRunEndpoints.Map(api);
    }

    /// <summary>Limits a body, decompressed.</summary>
    internal static TBuilder LimitBody<TBuilder>(this TBuilder builder, long bytes)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Names the policy an endpoint needs and describes its refusals.</summary>
    internal static RouteHandlerBuilder Needs(this RouteHandlerBuilder builder, string policy)
        => builder.RequireAuthorization(policy).Refuses(StatusCodes.Status403Forbidden);

    /// <summary>The answer to a change that has nothing to show.</summary>
    internal static async Task<NoContent> NoContentAsync(this Task change)
    {
        await change;
        return TypedResults.NoContent();
    }

    /// <summary>Describes statuses an endpoint refuses with.</summary>
    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            builder.Produces<WfmProblem>(status, WfmProblem.MediaType);
        }

        return builder;
    }
}
