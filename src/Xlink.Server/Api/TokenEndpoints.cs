using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Logging in and out.</summary>
internal static class TokenEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("tokens").WithTags("Tokens");
        tokens.MapPost(string.Empty, (LoginRequest request, Login login, CancellationToken cancellationToken) => login.RunAsync(request, cancellationToken))
            .AllowAnonymous()
            .WithSummary("Logs in.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status503ServiceUnavailable);
        tokens.MapDelete("current", EndAsync).WithSummary("Logs out: ends the token of the request.").Refuses(StatusCodes.Status401Unauthorized);
    }

    private static async Task<NoContent> EndAsync(HttpRequest request, IWfmStore store, CancellationToken cancellationToken)
    {
        await store.Users.EndTokenAsync(BearerToken.Hash(BearerAuthentication.TokenOf(request)!), cancellationToken);
        return TypedResults.NoContent();
    }
}
