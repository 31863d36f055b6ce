using System;
using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Xlink.Server.Monitoring;

/// <summary>Counts every request, writes it to the log, and names it: <c>X-Request-Id</c> of the answer is <c>TraceId</c> in the log.</summary>
internal sealed partial class RequestMonitor(RequestDelegate next, ServerMetrics metrics, ILogger<RequestMonitor> logger)
{
    private const string Header = "X-Request-Id";

    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        context.Response.Headers[Header] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        using (metrics.TrackRequest())
        {
            try
            {
                await next(context);
            }
            finally
            {
                Count(context, Stopwatch.GetElapsedTime(started));
            }
        }
    }

    private void Count(HttpContext context, TimeSpan duration)
    {
        var method = KnownMethod(context.Request.Method);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } text ? Route(text) : ServerMetrics.NoRoute;
        var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        metrics.CountRequest(method, route, status, duration);

        // Who only asks, and so does a monitor every few seconds, is not worth a line that could push others out of the log.
        var isQuiet = status < StatusCodes.Status500InternalServerError && method is "GET" or "HEAD" or "OPTIONS";
        var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : isQuiet ? LogLevel.Debug : LogLevel.Information;
        var user = context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
        LogRequest(logger, level, method, route, status, (long)duration.TotalMilliseconds, user, context.Connection.RemoteIpAddress);
    }

    private static string Route(string pattern) => pattern.Length > 1 ? pattern.TrimEnd('/') : pattern;

    // A client may call its method what it likes.
    private static string KnownMethod(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "other";

    [LoggerMessage(Message = "{Method} {Route} {Status} in {Milliseconds} ms, user {User}, from {Client}")]
    private static partial void LogRequest(ILogger logger, LogLevel level, string method, string route, int status, long milliseconds, string? user, IPAddress? client);
}
