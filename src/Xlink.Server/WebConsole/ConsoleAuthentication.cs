using System;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Server.Store;
using Xlink.Server.Users;

namespace Xlink.Server.WebConsole;

/// <summary>Knows the user of a page by the token in its cookie. The API takes no cookies, so no other site's form can use it.</summary>
internal sealed class ConsoleAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IWfmStore store, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    internal const string SchemeName = "Console";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ConsoleSession.TokenOf(Request) is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        var user = await store.Users.FindByTokenAsync(BearerToken.Hash(token), clock.GetUtcNow(), Context.RequestAborted);
        if (user is null)
        {
            return AuthenticateResult.Fail("unknown token");
        }

        Context.Features.Set(new ConsoleSession(token, user));
        return AuthenticateResult.Success(new AuthenticationTicket(Access.Principal(user, SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wanted = HttpMethods.IsGet(Request.Method) && Request.Path != "/" ? QueryString.Create("returnTo", Request.Path + Request.QueryString) : default;
        Response.Redirect("/login" + wanted.ToUriComponent());
        return Task.CompletedTask;
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (!HttpMethods.IsGet(Request.Method))
        {
            await store.AuditLog.AddRefusalAsync(
                AuditAction.Forbidden,
                Actor.Of(Context),
                Request.Method + " " + (Context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
                Context.RequestAborted);
        }

        await Context.RefuseAsync(Refusal.Forbidden(Access.Describe(Access.Administer)));
    }
}
