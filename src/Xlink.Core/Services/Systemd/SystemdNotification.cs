using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace Xlink.Services.Systemd;

/// <summary>Tells systemd how the service is (the protocol of <c>sd_notify(3)</c>).</summary>
public sealed class SystemdNotification
{
    private readonly string? socketPath;

    /// <summary>Takes the socket and the watchdog's time from the environment that systemd gives a service.</summary>
    public SystemdNotification()
        : this(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"))
    {
    }

    internal SystemdNotification(string? socketPath, string? watchdogMicroseconds)
    {
        this.socketPath = string.IsNullOrEmpty(socketPath) ? null : socketPath;
        WatchdogTime = long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0
            ? TimeSpan.FromMilliseconds(time / 1000.0)
            : null;
    }

    /// <summary>Within which time systemd wants to hear <see cref="Alive"/> again; <see langword="null"/> if it does not watch.</summary>
    public TimeSpan? WatchdogTime { get; }

    /// <summary>The service has started.</summary>
    /// <returns>Whether systemd was told; <see langword="false"/> too where there is none.</returns>
    public bool Ready() => Send("READY=1");

    /// <summary>The service is about to stop.</summary>
    /// <inheritdoc cref="Ready"/>
    public bool Stopping() => Send("STOPPING=1");

    /// <summary>The service is alive.</summary>
    /// <inheritdoc cref="Ready"/>
    public bool Alive() => Send("WATCHDOG=1");

    private bool Send(string state)
    {
        if (socketPath is null)
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixEndPoint(socketPath));
            return true;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }
}
