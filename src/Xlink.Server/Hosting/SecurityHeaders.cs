using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Xlink.Server.Hosting;

/// <summary>What every answer tells browsers. A page may use what the server itself serves, and nothing else; other answers nothing at all.</summary>
internal static class SecurityHeaders
{
    private const string Page =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers to whatever answer comes.</summary>
    internal static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? Page : Data;
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            // Files of the console that never change say so themselves; everything else is nobody's to keep.
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
