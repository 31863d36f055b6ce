using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Services.Systemd;

/// <summary>Runs the service's work under systemd: tells when it is ready, alive and stopping, and stops at SIGTERM (or SIGINT, from a terminal).</summary>
public sealed class SystemdServiceHost : IServiceHost
{
    private readonly SystemdNotification notification;
    private readonly Func<bool> isAlive;

    /// <summary>Makes a host that reports to the systemd of this process's environment.</summary>
    /// <param name="life">Signs of the work: only as long as there are some systemd hears that the service is alive.</param>
    public SystemdServiceHost(SignsOfLife life)
        : this(new SystemdNotification(), () => life.IsAlive)
    {
    }

    /// <inheritdoc cref="SystemdServiceHost(SignsOfLife)"/>
    /// <param name="notification">Tells systemd.</param>
    /// <param name="isAlive">Whether the work goes on.</param>
    internal SystemdServiceHost(SystemdNotification notification, Func<bool> isAlive)
    {
        this.notification = notification;
        this.isAlive = isAlive;
    }

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

    /// <summary>Reports twice as often as systemd wants to hear it, but not for a work that hangs.</summary>
    private Timer? StartWatchdog()
    {
        var interval = notification.WatchdogTime?.TotalMilliseconds / 2;
        return interval is { } milliseconds
            ? new Timer(_ => ReportIfAlive(), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds))
            : null;
    }

    private void ReportIfAlive()
    {
        if (isAlive())
        {
            notification.Alive();
        }
    }
}
