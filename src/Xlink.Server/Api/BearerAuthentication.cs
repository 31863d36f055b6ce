using System;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xlink.Server.Store;

namespace Xlink.Server.Api;

/// <summary>Knows the user of a request by its bearer token.</summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IWfmStore store, TimeProvider clock)
    : TokenAuthentication(options, logger, encoder, store, clock)
{
    /// <summary>Name of the scheme.</summary>
    internal const string SchemeName = "Bearer";

    protected override string? Token => TokenOf(Request);

    /// <summary>The token of a request, or <see langword="null"/>.</summary>
    internal static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        const string prefix = SchemeName + " ";
        return header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..].Trim() : null;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Context.RefuseAsync(Refusal.TokenInvalid());
}
