using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Monitoring;

/// <summary>What monitors, balancers and administrators ask about the server itself.</summary>
internal static class MonitoringEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder app, RouteGroupBuilder api)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live")).WithTags("Monitoring").WithSummary("Answers as long as the process works.");
        app.MapGet("/health/ready", CheckAsync)
            .WithTags("Monitoring")
            .WithSummary("Answers 200 as long as requests can be served.")
            .Refuses(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/metrics", WriteMetricsAsync)
            .WithTags("Monitoring")
            .WithSummary("What this process has done, as Prometheus reads it.")
            .Produces<string>(contentType: "text/plain")
            .Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        api.MapGet("status", GetStatusAsync).Needs(Access.Administer).WithTags("Monitoring").WithSummary("How the server and its data are.");
    }

    private static async Task<IResult> CheckAsync(Readiness readiness, CancellationToken cancellationToken)
        => await readiness.CheckAsync(cancellationToken) ? TypedResults.Text("ready") : throw Refusal.ServerBusy();

    private static async Task WriteMetricsAsync(HttpContext context, MetricsAccess access, ServerMetrics metrics, Readiness readiness)
    {
        access.Check(context);
        _ = await readiness.CheckAsync(context.RequestAborted);
        context.Response.ContentType = ServerMetrics.MediaType;
        await metrics.WriteAsync(context.Response.Body, context.RequestAborted);
    }

    private static async Task<WfmServerStatus> GetStatusAsync(ServerStatusReport report, CancellationToken cancellationToken)
        => await report.CreateAsync(cancellationToken);
}
