using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>
/// Who is signed in to the console. The session is a token of the API in a cookie, so it lives in the store, and any server on that store knows it.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="User">Whose it is.</param>
internal sealed record ConsoleSession(string Token, WfmUser User)
{
    private const string PlainCookie = "xlink-session";

    // Browsers take this prefix only from the host itself, over TLS.
    private const string SecureCookie = "__Host-xlink-session";

    /// <summary>
    /// What a form sends along to show that a page of this session made it. It is derived from the token, so every server can check it and none keeps it.
    /// </summary>
    internal string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), "Xlink.Server console form"u8));

    /// <summary>Whether a form was made by a page of this session.</summary>
    internal bool Made(string? formToken)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken), Encoding.UTF8.GetBytes(formToken ?? string.Empty));

    /// <summary>The token in a request's cookie.</summary>
    internal static string? TokenOf(HttpRequest request) => request.Cookies[CookieName(request)];

    /// <summary>Hands the token to the browser, for as long as it lasts: the browser's clock may be wrong.</summary>
    internal static void Begin(HttpContext context, string token, TimeSpan lifetime)
        => context.Response.Cookies.Append(CookieName(context.Request), token, Options(context.Request, lifetime));

    /// <summary>Takes the token back from the browser.</summary>
    internal static void End(HttpContext context)
        => context.Response.Cookies.Delete(CookieName(context.Request), Options(context.Request, lifetime: null));

    /// <summary>The record without its token.</summary>
    public override string ToString() => nameof(ConsoleSession);

    private static string CookieName(HttpRequest request) => request.IsHttps ? SecureCookie : PlainCookie;

    private static CookieOptions Options(HttpRequest request, TimeSpan? lifetime)
        => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = lifetime, IsEssential = true };
}
