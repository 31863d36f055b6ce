using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

public sealed class ConnectionFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_down_cannot_be_reached()
    {
        using var port = new ClosedPort();
        var url = new ServerUrl("127.0.0.1", port.Number, useTls: false);

        foreach (var attempt in new Func<Task>[]
        {
            () => WfmServerClient.GetInfoAsync(url, options: null, Cancellation),
            () => WfmServerClient.LoginAsync(url, "u", Secret.From("p"), options: null, Cancellation),
            () => ServerProbe.ConnectTcpAsync(url, options: null, Cancellation),
        })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(attempt);
            Assert.Equal(("ServerNotReachable", XlinkErrorCategory.ConnectionError), (error.ErrorId, error.Category));
            Assert.Contains(url.ToString(), error.Message, StringComparison.Ordinal);
            Assert.Contains("firewall", error.Remedy, StringComparison.Ordinal);
            Assert.Contains("isps.cfg", error.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_not_found()
    {
        var url = ServerUrl.Parse("iwfm://no-such-host.invalid:45054");

        foreach (var attempt in new Func<Task>[]
        {
            () => WfmServerClient.GetInfoAsync(url, options: null, Cancellation),
            () => ServerProbe.ResolveNameAsync(url, Cancellation),
            () => ServerProbe.ConnectTcpAsync(url, options: null, Cancellation),
        })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(attempt);
            Assert.Equal("ServerNameNotFound", error.ErrorId);
            Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 53\r\n\r\n{\"product\":\"Other\",\"version\":\"1\",\"timeZone\":\"Etc/UTC\"}")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n")]
    public async Task Something_else_on_the_port_is_no_Xlink_server(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer);
        var url = new ServerUrl("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, useTls: false);

        var error = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(url, options: null, Cancellation));

        Assert.Equal("NotAnXlinkServer", error.ErrorId);
        listener.Stop();
        await answering;
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var options = new WfmConnectionOptions { Timeout = TimeSpan.FromMilliseconds(200) };

        var request = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(new("127.0.0.1", port, useTls: false), options, Cancellation));
        var tls = await Assert.ThrowsAsync<XlinkException>(() => ServerProbe.NegotiateTlsAsync(new("127.0.0.1", port, useTls: true), options, Cancellation));

        Assert.Equal(("ServerNotReachable", "ServerNotReachable"), (request.ErrorId, tls.ErrorId));
        Assert.Contains($"{0.2} seconds", request.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_oneself_is_no_failure_of_the_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new ServerUrl("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, useTls: false);
        using var cancelled = new CancellationTokenSource();
        var request = WfmServerClient.GetInfoAsync(url, options: null, cancelled.Token);
        var tls = ServerProbe.NegotiateTlsAsync(url, options: null, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tls);
    }

    [Fact]
    public async Task The_first_steps_succeed_where_a_server_listens()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Contains(IPAddress.Loopback, await ServerProbe.ResolveNameAsync(server.Url, Cancellation));
        Assert.Equal(server.Url.Port, (await ServerProbe.ConnectTcpAsync(server.Url, options: null, Cancellation)).Port);
        Assert.Equal(server.Url.Port, (await ServerProbe.ConnectTcpAsync(new("localhost", server.Url.Port, useTls: false), options: null, Cancellation)).Port);
    }

    /// <summary>Answers every request the same, however often it is tried, until the listener is stopped.</summary>
    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(Cancellation);
                var stream = connection.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 })
                {
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or InvalidOperationException)
        {
            // Stopped, waiting for a connection or between two of them; or the client has hung up.
        }
    }
}
