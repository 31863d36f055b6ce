using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Xlink.Server.Api;

namespace Xlink.Server.WebConsole;

/// <summary>
/// Refuses forms that another site sends: by what the browser says of the request (<c>Sec-Fetch-Site</c>, else <c>Origin</c>), and where somebody is
/// signed in also by the form's token. The <c>SameSite=Strict</c> cookie is the third barrier. None of them needs a key that servers would have to share.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Name of the form's token.</summary>
    internal const string FormField = "formToken";

    /// <summary>Bytes of a form at most.</summary>
    internal const int MaximumForm = 16 * 1024;

    /// <summary>Reads the form of a request.</summary>
    /// <exception cref="RefusedException"><c>FormForeign</c>, <c>BodyInvalid</c>.</exception>
    internal static async Task<IFormCollection> ReadFormAsync(HttpContext context)
    {
        if (!IsSameOrigin(context.Request))
        {
            throw Refusal.FormForeign();
        }

        if (!context.Request.HasFormContentType)
        {
            throw Refusal.MediaTypeUnsupported();
        }

        var form = await context.Request.ReadFormAsync(new() { ValueCountLimit = 32 }, context.RequestAborted);
        if (context.Features.Get<ConsoleSession>() is { } session && !session.Made(form[FormField]))
        {
            throw Refusal.FormForeign();
        }

        return form;
    }

    private static bool IsSameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
        {
            return site is "same-origin" or "none";
        }

        // A load balancer may have taken the TLS off, so the scheme says nothing.
        return request.Headers.Origin.Count == 0
            || (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
