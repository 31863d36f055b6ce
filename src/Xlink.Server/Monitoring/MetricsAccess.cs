using System;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xlink.Server.Api;
using Xlink.Server.Hosting;

namespace Xlink.Server.Monitoring;

/// <summary>
/// Who may read the metrics [our reading]: programs on this computer, administrators, and whoever has the token of <c>--metrics-token-file</c>, because
/// a scraper cannot log in every few hours. What a proxy on this computer passes on does not come from this computer.
/// </summary>
internal sealed class MetricsAccess
{
    // X-Original-For stands in a request whose X-Forwarded-For was believed: what a client behind the proxy wrote into that may name this computer.
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Original-For", "X-Real-IP", "Via"];

    private readonly byte[]? tokenHash;

    /// <summary>Reads the token, if there is one.</summary>
    /// <exception cref="XlinkException"><c>PasswordFileUnreadable</c>, <c>PasswordFileEmpty</c>.</exception>
    internal MetricsAccess(string? tokenPath) => tokenHash = tokenPath is null ? null : Hash(PasswordFile.Read(tokenPath).Trim());

    /// <summary>Refuses whoever may not.</summary>
    /// <exception cref="RefusedException"><c>TokenInvalid</c>, <c>Forbidden</c>.</exception>
    internal void Check(HttpContext context)
    {
        if (IsFromHere(context) || context.User.IsInRole(Access.Administer) || HasToken(context.Request))
        {
            return;
        }

        throw context.User.Identity?.IsAuthenticated == true ? Refusal.Forbidden(Access.Describe(Access.Administer)) : Refusal.TokenInvalid();
    }

    private static bool IsFromHere(HttpContext context)
        => context.Connection.RemoteIpAddress is { } address
            && IPAddress.IsLoopback(address)
            && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private bool HasToken(HttpRequest request)
        => tokenHash is not null
            && BearerAuthentication.TokenOf(request) is { } token
            && CryptographicOperations.FixedTimeEquals(tokenHash, Hash(token));
}
