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
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>
/// Knows the user of a request by a token, and keeps it as the request's <see cref="WfmUser"/>. The store is asked each time, so that a token's end counts
/// at once.
/// </summary>
internal abstract class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IWfmStore store, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The token of the request, or <see langword="null"/>.</summary>
    protected abstract string? Token { get; }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await store.Users.FindByTokenAsync(BearerToken.Hash(token), clock.GetUtcNow(), Context.RequestAborted) is not { } user)
        {
            return AuthenticateResult.Fail("unknown token");
        }

        Context.Features.Set(user);
        return AuthenticateResult.Success(new AuthenticationTicket(Access.Principal(user, Scheme.Name), Scheme.Name));
    }

    /// <summary>Refuses, and puts down what somebody tried to change.</summary>
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var endpoint = Context.GetEndpoint();
        if (!HttpMethods.IsGet(Request.Method))
        {
            await store.AuditLog.AddRefusalAsync(
                AuditAction.Forbidden, Actor.Of(Context), Request.Method + " " + (endpoint as RouteEndpoint)?.RoutePattern.RawText, Context.RequestAborted);
        }

        await Context.RefuseAsync(Refusal.Forbidden(Access.Describe(endpoint?.Metadata.GetMetadata<IAuthorizeData>()?.Policy)));
    }
}
