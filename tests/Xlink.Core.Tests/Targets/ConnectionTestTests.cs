using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xlink.Core.Tests.Installation;
using Xlink.Credentials;
using Xlink.Targets;

namespace Xlink.Core.Tests.Targets;

/// <summary>Each step of the connection test, as it fails.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_configuration_that_is_missing_fails_the_first_step()
    {
        var result = await RunAsync();

        AssertFails(result, ["Configuration"], "FileMissing");
        Assert.Null(result.Url);
    }

    [Fact]
    public async Task Placeholders_fail_the_first_step()
    {
        Write("iwfm://localhost:45054", "xlink@xxxx.com");

        AssertFails(await RunAsync(), ["Configuration"], "CredentialNotSet");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_fails_the_second()
    {
        Write("iwfm://no-such-host.invalid:45054");

        AssertFails(await RunAsync(), ["Configuration", "Name"], "ServerNameNotFound");
    }

    [Fact]
    public async Task A_refused_port_fails_the_third()
    {
        // Bound but not listening: it refuses, and nobody else gets it meanwhile.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Write($"iwfm://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");

        var result = await RunAsync();

        AssertFails(result, ["Configuration", "Name", "Port"], "ServerNotReachable");
        Assert.Contains("firewall", result.Steps[^1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_TLS_fails_the_fourth()
    {
        using var listener = Listen("SSH-2.0-OpenSSH_9.2\r\n");
        Write($"iwfms://127.0.0.1:{PortOf(listener)}");

        AssertFails(await RunAsync(), ["Configuration", "Name", "Port", "Tls"], "ServerTlsFailed");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    public async Task Something_else_that_listens_fails_the_login(string answer)
    {
        using var listener = Listen(answer);
        Write($"iwfm://127.0.0.1:{PortOf(listener)}");

        var result = await RunAsync();

        AssertFails(result, ["Configuration", "Name", "Port", "Tls", "Login"], "NotAnXlinkServer");
        Assert.Equal("The connection is not encrypted (iwfm).", result.Steps[3].Message);
    }

    [Fact]
    public async Task Every_step_is_told_as_it_ends()
    {
        Write("iwfm://no-such-host.invalid:45054");
        var told = new List<string>();

        var result = await ConnectionTest.RunAsync(folder.Path, serverEntry: null, new Recorder<ConnectionTestStep>(step => told.Add(step.Name)), TestContext.Current.CancellationToken);

        Assert.Equal(result.Steps.Select(step => step.Name), told);
    }

    [Fact]
    public async Task An_entry_that_does_not_exist_keeps_its_name_in_the_result()
    {
        Write("iwfm://localhost:45054");

        var result = await ConnectionTest.RunAsync(folder.Path, "Other", progress: null, TestContext.Current.CancellationToken);

        AssertFails(result, ["Configuration"], "ServerEntryNotFound");
        Assert.Equal("Other", result.ServerEntry);
    }

    private static void AssertFails(ConnectionTestResult result, string[] steps, string errorId)
    {
        Assert.False(result.Success);
        Assert.Equal(steps, result.Steps.Select(step => step.Name));
        Assert.All(result.Steps.SkipLast(1), step => Assert.Equal((true, string.Empty), (step.Success, step.Remedy)));
        Assert.Equal(errorId, result.Steps[^1].Failure?.ErrorId);
        Assert.Equal((false, result.Steps[^1].Failure!.Message, result.Steps[^1].Failure!.Remedy), (result.Steps[^1].Success, result.Steps[^1].Message, result.Steps[^1].Remedy));
        Assert.Empty(result.Queues);
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Listens on a free port and gives everybody the same answer.</summary>
    private static TcpListener Listen(string answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync();
        return listener;

        async Task AnswerAsync()
        {
            while (await AcceptAsync() is { } client)
            {
                try
                {
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
                    client.Client.Shutdown(SocketShutdown.Send);
                    await client.GetStream().CopyToAsync(Stream.Null);
                }
                catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
                {
                    // The probe of the port hangs up without listening.
                }

                client.Dispose();
            }
        }

        async Task<TcpClient?> AcceptAsync()
        {
            try
            {
                return await listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    private Task<ConnectionTestResult> RunAsync() => ConnectionTest.RunAsync(folder.Path, serverEntry: null, progress: null, TestContext.Current.CancellationToken);

    private void Write(string url, string user = "xlink@company.com")
    {
        using var password = Secret.From("secret");
        folder.Write("isps_ul.ini", $"[DB]\n1=WFM,0,{user},{PasswordEncoding.Open(folder.Path).Protect(password)}\n");
        folder.Write("isps.cfg", $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{url}\"\n");
    }
}
