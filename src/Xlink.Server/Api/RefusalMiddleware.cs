using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Xlink.Server.Api;

/// <summary>Turns whatever goes wrong in a request into problem details. What the client did not cause is logged, never shown.</summary>
internal sealed partial class RefusalMiddleware(RequestDelegate next, ILogger<RefusalMiddleware> logger)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && Explain(exception, context) is { } refusal)
        {
            context.Response.Clear();
            await context.RefuseAsync(refusal);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
            context.Abort();
        }
    }

    private RefusedException? Explain(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case RefusedException refusal:
                if (refusal.InnerException is { } cause)
                {
                    LogUnavailable(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, cause.GetBaseException().Message);
                }

                if (refusal.Status == StatusCodes.Status507InsufficientStorage)
                {
                    LogRefused(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, refusal.Message);
                }

                return refusal;
            case BadHttpRequestException bad:
                return Explain(bad);
            case InvalidDataException:
                return Refusal.BodyInvalid("it is not what its Content-Encoding says.");
            case OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested:
                return null;
            default:
                LogFailure(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
                return Refusal.InternalError();
        }
    }

    private static RefusedException Explain(BadHttpRequestException bad) => (bad.StatusCode, bad.InnerException) switch
    {
        (StatusCodes.Status413PayloadTooLarge, _) => Refusal.BodyTooLarge(),
        (StatusCodes.Status415UnsupportedMediaType, _) => Refusal.MediaTypeUnsupported(),
        (StatusCodes.Status408RequestTimeout, _) => Refusal.RequestTimedOut(),
        (_, JsonException json) => Refusal.JsonInvalid(Describe(json)),
        (_, InvalidDataException) => Refusal.BodyInvalid("it is not what its Content-Encoding says."),
        (_, null) when bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => Refusal.BodyInvalid("it is empty or breaks off."),
        _ => Refusal.ParameterInvalid(bad.Message),
    };

    /// <summary>Where and why; the reader's own text is cut before it repeats the place.</summary>
    private static string Describe(JsonException json)
    {
        var place = json.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(place < 0 ? json.Message : json.Message[..place])} (at {json.Path ?? "$"}, line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1})");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Endpoint} is to be repeated: {Cause}")]
    private static partial void LogUnavailable(ILogger logger, string method, string? endpoint, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed: {Reason}")]
    private static partial void LogRefused(ILogger logger, string method, string? endpoint, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private static partial void LogFailure(ILogger logger, string method, string? endpoint, Exception exception);
}
