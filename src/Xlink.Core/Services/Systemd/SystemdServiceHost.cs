using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Services.Systemd;

/// <summary>Runs the service's work under systemd: tells when it is ready, alive and stopping, and stops at SIGTERM (or SIGINT, from a terminal).</summary>
public sealed class SystemdServiceHost : IServiceHost
{
    private readonly SystemdNotification notification = new();

    /// <inheritdoc/>
    public void Run(Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        using var signal = new TerminationSignal(() =>
        {
            notification.Stopping();
            stop.Cancel();
        });
        try
        {
            var task = work(stop.Token);
            notification.Ready();
            using var watchdog = StartWatchdog();
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It stopped because it was asked to.
        }
    }

    /// <summary>Reports twice as often as systemd wants to hear it.</summary>
    private Timer? StartWatchdog()
    {
        var interval = notification.WatchdogTime?.TotalMilliseconds / 2;
        return interval is { } milliseconds
            ? new Timer(_ => notification.Alive(), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds))
            : null;
    }
}
