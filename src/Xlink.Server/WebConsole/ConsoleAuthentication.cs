using System;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xlink.Server.Api;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>Knows the user of a page by the token in its cookie. The API takes no cookies, so no other site's form can use it.</summary>
internal sealed class ConsoleAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IWfmStore store, TimeProvider clock)
    : TokenAuthentication(options, logger, encoder, store, clock)
{
    /// <summary>Name of the scheme.</summary>
    internal const string SchemeName = "Console";

    protected override string? Token => ConsoleSession.TokenOf(Request);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var result = await base.HandleAuthenticateAsync();
        if (result.Succeeded)
        {
            Context.Features.Set(new ConsoleSession(Token!, Context.Features.GetRequiredFeature<WfmUser>()));
        }

        return result;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wanted = HttpMethods.IsGet(Request.Method) && Request.Path != "/" ? QueryString.Create("returnTo", Request.Path + Request.QueryString) : default;
        Response.Redirect("/login" + wanted.ToUriComponent());
        return Task.CompletedTask;
    }
}
