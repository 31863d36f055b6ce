using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xlink.Server.Audit;
using Xlink.Server.Hosting;
using Xlink.Server.Store;

namespace Xlink.Server.Retention;

/// <summary>Deletes what is over, once a day. Of several servers on a store the one that looks first does it.</summary>
internal sealed partial class RetentionWork(IWfmStore store, DateTimeZone zone, TimeProvider clock, ILogger<RetentionWork> logger) : BackgroundService
{
    /// <summary>How often a server looks whether it is time.</summary>
    internal static readonly TimeSpan LookPause = TimeSpan.FromHours(1);

    private static readonly TimeSpan RunPause = TimeSpan.FromHours(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookPause, clock);
        do
        {
            await RunAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Deletes what is over if it is time to, and nobody else has done it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.Operations.TakeRetentionRunAsync(clock.GetUtcNow(), LookPause, cancellationToken))
            {
                return;
            }

            Actor.BeServer(clock.GetUtcNow());
            var result = await store.Operations.ApplyRetentionAsync(LocalZone.Today(clock, zone), cancellationToken);
            await store.Operations.PlanRetentionRunAsync(clock.GetUtcNow() + RunPause, cancellationToken);
            var vectors = result.ValueTypes.Sum(over => over.DayVectors);
            if (vectors + result.AgentActivities > 0)
            {
                LogDeleted(logger, vectors, result.AgentActivities);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be away or busy: the next hour is as good.
            LogFailure(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention: {Vectors} day vectors and {Activities} agent activities were over and are deleted")]
    private static partial void LogDeleted(ILogger logger, long vectors, long activities);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Retention could not be applied and will be tried again")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
