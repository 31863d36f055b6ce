using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xlink.Server.Monitoring;

namespace Xlink.Server.Hosting;

/// <summary>
/// The end of a server in its order: it stops being ready; balancers get the drain time to notice, while everything is still answered; then it takes no new
/// connection, and requests that run get the end time.
/// </summary>
internal static partial class GracefulEnd
{
    /// <summary>Waits until the server is asked to end, and ends it.</summary>
    /// <param name="app">The server.</param>
    /// <param name="options">Drain time and end time.</param>
    /// <param name="clock">The time.</param>
    internal static async Task RunAsync(WebApplication app, ServerOptions options, TimeProvider clock)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (app.Lifetime.ApplicationStopping.Register(asked.SetResult))
        {
            await asked.Task;
        }

        var running = app.Services.GetRequiredService<ServerMetrics>().RunningRequests;
        app.Services.GetRequiredService<Readiness>().Drain();
        LogEnding(app.Logger, running, (int)options.DrainTime.TotalSeconds, (int)options.EndTime.TotalSeconds);
        await Task.Delay(options.DrainTime, clock, CancellationToken.None);
        await app.StopAsync();
        LogEnded(app.Logger);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Asked to end: not ready any more, {Running} requests run, drain time {DrainSeconds} s, end time {EndSeconds} s")]
    private static partial void LogEnding(ILogger logger, int running, int drainSeconds, int endSeconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended")]
    private static partial void LogEnded(ILogger logger);
}
