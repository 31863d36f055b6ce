using System;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xlink.Server.Audit;
using Xlink.Server.Store;
using Xlink.Server.Users;

namespace Xlink.Server.Api;

/// <summary>Knows the user of a request by its bearer token. The store is asked each time, so that a token's end counts at once.</summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IWfmStore store, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    internal const string SchemeName = "Bearer";

    /// <summary>The token of a request, or <see langword="null"/>.</summary>
    internal static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        const string prefix = SchemeName + " ";
        return header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        var user = await store.Users.FindByTokenAsync(BearerToken.Hash(token), clock.GetUtcNow(), Context.RequestAborted);
        return user is null
            ? AuthenticateResult.Fail("unknown token")
            : AuthenticateResult.Success(new AuthenticationTicket(Access.Principal(user, SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Context.RefuseAsync(Refusal.TokenInvalid());

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (!HttpMethods.IsGet(Request.Method))
        {
            await AuditForbiddenAsync();
        }

        await Context.RefuseAsync(Refusal.Forbidden(Access.Describe(Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy)));
    }

    private Task AuditForbiddenAsync()
        => store.AuditLog.AddRefusalAsync(
            AuditAction.Forbidden, Actor.Of(Context), Request.Method + " " + (Context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, Context.RequestAborted);
}
