using System;
using Microsoft.AspNetCore.Http;

namespace Xlink.Server.WebConsole;

/// <summary>What a browser remembers of its user's taste.</summary>
internal static class ConsolePreferences
{
    /// <summary>Cookie with the language chosen.</summary>
    internal const string LanguageCookie = "xlink-language";

    /// <summary>Cookie with the colours chosen.</summary>
    internal const string ThemeCookie = "xlink-theme";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>The colours chosen: <c>light</c>, <c>dark</c>, or <see langword="null"/> for those of the system.</summary>
    internal static string? ThemeOf(HttpRequest request) => request.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie] : null;

    /// <summary>Remembers a choice.</summary>
    internal static void Keep(HttpContext context, string cookie, string value)
        => context.Response.Cookies.Append(
            cookie,
            value,
            new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Lifetime, IsEssential = true });
}
