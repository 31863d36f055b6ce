using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>What the server says to anybody: who it is and where its API is described.</summary>
internal static class ServerEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder app, RouteGroupBuilder api)
    {
        api.MapGet("server", (WfmServerInfo info) => info).AllowAnonymous().WithSummary("Product, version and time zone of the server.");
    }
}
