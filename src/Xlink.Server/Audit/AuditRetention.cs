using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xlink.Server.Hosting;
using Xlink.Server.Store;

namespace Xlink.Server.Audit;

/// <summary>Deletes what is too old of the audit log, at the start and once an hour. Several servers on one store do no harm.</summary>
internal sealed partial class AuditRetention(IWfmStore store, ServerOptions options, TimeProvider clock, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await store.AuditLog.PurgeAsync(clock.GetUtcNow() - options.AuditRetention, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the server: the next hour is as good.
                LogFailure(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old entries of the audit log cannot be deleted now")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
