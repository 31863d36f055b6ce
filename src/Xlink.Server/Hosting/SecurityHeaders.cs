using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Xlink.Server.Hosting;

/// <summary>What every answer tells browsers. Pages of the console may use what the server itself serves, and nothing else; the API nothing at all.</summary>
internal static class SecurityHeaders
{
    private const string Page =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    private static readonly PathString[] DataPaths = ["/api", "/health", "/openapi", "/metrics"];

    /// <summary>Adds the headers to whatever answer comes.</summary>
    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        // Asked now: a page that is found in place of the wanted one has another path.
        var isPage = !Array.Exists(DataPaths, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy = isPage ? Page : Data;
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            // Files of the console that never change say so themselves; everything else is nobody's to keep.
            if (!isPage || headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
