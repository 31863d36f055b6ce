using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Xlink.Server.Store;

namespace Xlink.Server.Monitoring;

/// <summary>Whether requests can be served: the store answers, and the server is not about to end.</summary>
internal sealed partial class Readiness(IWfmStore store, ServerMetrics metrics, ILogger<Readiness> logger)
{
    /// <summary>How long the store may take to answer; a balancer waits no longer either.</summary>
    private static readonly TimeSpan StoreTime = TimeSpan.FromSeconds(5);

    private volatile bool isDraining;
    private int wasReady = -1;

    /// <summary>From now on the server is not ready, though it still answers.</summary>
    internal void Drain()
    {
        isDraining = true;
        metrics.IsReady = false;
    }

    /// <summary>Asks.</summary>
    internal async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        var (isReady, failure) = await AskStoreAsync(cancellationToken);
        if (Interlocked.Exchange(ref wasReady, isReady ? 1 : 0) is var before && !isReady && before != 0)
        {
            LogNotReady(logger, failure);
        }
        else if (isReady && before == 0)
        {
            LogReadyAgain(logger);
        }

        metrics.IsReady = isReady && !isDraining;
        return isReady && !isDraining;
    }

    private async Task<(bool IsReady, Exception? Failure)> AskStoreAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StoreTime);
        try
        {
            await store.CheckAsync(limit.Token).WaitAsync(limit.Token);
            return (true, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the store from answering: the server cannot serve.
            return (false, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer: not ready")]
    private static partial void LogNotReady(ILogger logger, Exception? exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store answers again: ready")]
    private static partial void LogReadyAgain(ILogger logger);
}
