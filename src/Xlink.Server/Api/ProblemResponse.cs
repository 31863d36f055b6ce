using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Writes a refusal as problem details (RFC 9457).</summary>
internal static class ProblemResponse
{
    /// <summary>Answers with the refusal.</summary>
    internal static Task RefuseAsync(this HttpContext context, RefusedException refusal)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRefusalFormat>() is { } format)
        {
            return format.WriteAsync(context, refusal);
        }

        var response = context.Response;
        response.StatusCode = refusal.Status;
        switch (refusal.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = "5";
                break;
        }

        if (refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(refusal.ToProblem(), WfmJson.Default.WfmProblem, WfmProblem.MediaType, context.RequestAborted);
    }

    /// <summary>What the client is told of a refusal.</summary>
    internal static WfmProblem ToProblem(this RefusedException refusal) => new()
    {
        Type = "about:blank",
        Title = ReasonPhrases.GetReasonPhrase(refusal.Status),
        Status = refusal.Status,
        Code = refusal.Code,
        Detail = refusal.Message,
    };
}
