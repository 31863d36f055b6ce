using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>What the server says to anybody: who it is and how it feels.</summary>
internal static partial class ServerEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder app, RouteGroupBuilder api)
    {
        api.MapGet("server", (WfmServerInfo info) => info).AllowAnonymous().WithSummary("Product, version and time zone of the server.");
        app.MapGet("/health/live", () => TypedResults.Text("live")).WithSummary("Answers as long as the process works.");
        app.MapGet("/health/ready", CheckAsync).WithSummary("Answers 200 as long as requests can be served.").Refuses(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> CheckAsync(IWfmStore store, ILogger<IWfmStore> logger, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return TypedResults.Text("ready");
        }
        catch (System.Data.Common.DbException exception)
        {
            LogNotReady(logger, exception);
            throw Refusal.ServerBusy();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer")]
    private static partial void LogNotReady(ILogger logger, System.Exception exception);
}
