using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Xlink.Services.Systemd;

namespace Xlink.Core.Tests.Services;

public sealed class SystemdNotificationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_it_says_arrives_at_the_socket(bool isAbstract)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no systemd on other systems.");
        var path = isAbstract ? "\0" + folder.Path : folder["notify"];
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        var notification = new SystemdNotification(path.Replace('\0', '@'), watchdogMicroseconds: null);

        Assert.True(notification.Ready());
        Assert.True(notification.Alive());
        Assert.True(notification.Stopping());

        Assert.Equal(["READY=1", "WATCHDOG=1", "STOPPING=1"], [Receive(socket), Receive(socket), Receive(socket)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("missing")]
    [InlineData("@missing")]
    public void Without_a_listener_nothing_happens(string? path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no systemd on other systems.");
        var notification = new SystemdNotification(path == "missing" ? folder[path] : path, watchdogMicroseconds: null);

        Assert.False(notification.Ready());
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_no_listener()
        => Assert.False(new SystemdNotification(Path.Combine(folder.Path, new string('x', 300)), watchdogMicroseconds: null).Ready());

    [Theory]
    [InlineData("60000000", 60_000.0)]
    [InlineData("500000", 500.0)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void The_watchdog_time_is_in_microseconds(string? microseconds, double? milliseconds)
        => Assert.Equal(milliseconds, new SystemdNotification(socketPath: null, microseconds).WatchdogTime?.TotalMilliseconds);

    private static string Receive(Socket socket)
    {
        var buffer = new byte[100];
        socket.ReceiveTimeout = 10_000;
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    public void Dispose() => folder.Dispose();
}
