using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Audit;
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
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        tokens.MapGet(string.Empty, (HttpRequest request, IWfmStore store, TimeProvider clock, CancellationToken cancellationToken)
                => store.Users.GetTokensAsync(Actor.Current.UserId!.Value, CurrentHash(request), clock.GetUtcNow(), cancellationToken))
            .WithSummary("One's own logins that count.");
        tokens.MapGet("current", (HttpContext context) => context.Features.GetRequiredFeature<WfmUser>())
            .WithSummary("Whose the token of the request is.")
            .Refuses(StatusCodes.Status401Unauthorized);
        tokens.MapDelete("{id:long}", RevokeAsync)
            .WithSummary("Ends a login: one's own, or as an administrator anybody's.")
            .Refuses(StatusCodes.Status404NotFound);
        tokens.MapDelete("current", EndAsync).WithSummary("Logs out: ends the token of the request.").Refuses(StatusCodes.Status401Unauthorized);
    }

    private static Task<NoContent> EndAsync(HttpRequest request, IWfmStore store, CancellationToken cancellationToken)
        => store.Users.EndTokenAsync(CurrentHash(request), cancellationToken).NoContentAsync();

    private static Task<NoContent> RevokeAsync(long id, ClaimsPrincipal user, IWfmStore store, CancellationToken cancellationToken)
        => store.Users.RevokeTokenAsync(id, user.IsInRole(Access.Administer) ? null : Actor.Current.UserId, cancellationToken).NoContentAsync();

    /// <summary>Hash of the token that a request carries.</summary>
    internal static byte[] CurrentHash(HttpRequest request) => BearerToken.Hash(BearerAuthentication.TokenOf(request) ?? string.Empty);
}
