using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xlink.Targets;

namespace Xlink.Suite.Tests;

/// <summary>Stands before a server and lets everything through but uploads, until it is opened: an import waits there, whatever the machine's speed.</summary>
internal sealed class UploadGate : IDisposable
{
    private static readonly byte[][] Uploads = ["POST /api/v1/call-data"u8.ToArray(), "POST /api/v1/agent-status"u8.ToArray()];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> connections = [];
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServerUrl server;
    private readonly UploadStop stop;

    internal UploadGate(string server, UploadStop stop = UploadStop.Before)
    {
        this.stop = stop;
        this.server = ServerUrl.Parse(server);
        listener.Start();
        _ = ServeAsync();
    }

    internal string Url => new ServerUrl("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, useTls: false).ToString();

    /// <summary>Waits until an import has come to where its upload is held; before it, it has read everything, and nothing is stored yet.</summary>
    internal Task ReachedAsync(SuiteProgram import) => Poll.UntilAsync(() => reached.Task.IsCompleted || import.HasExited, "an upload");

    /// <summary>The same for an import in this process.</summary>
    internal Task ReachedAsync() => Poll.UntilAsync(() => reached.Task.IsCompleted, "an upload");

    internal void Open() => opened.TrySetResult();

    public void Dispose()
    {
        Open();
        listener.Dispose();
        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                connections.Add(client);
                _ = ForwardAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        try
        {
            using var target = new TcpClient();
            await target.ConnectAsync(IPAddress.Loopback, server.Port);
            var connection = new Connection();
            await Task.WhenAny(
                CopyRequestsAsync(client.GetStream(), target.GetStream(), connection), CopyAnswersAsync(target.GetStream(), client.GetStream(), connection));
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
        {
            // One of the two has hung up.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task CopyRequestsAsync(NetworkStream from, NetworkStream to, Connection connection)
    {
        var buffer = new byte[0x10000];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            var upload = Array.ConvertAll(Uploads, start => buffer.AsSpan(0, count).IndexOf(start)).Max();
            var before = 0;
            if (upload >= 0)
            {
                connection.Uploads = true;
                if (stop != UploadStop.AfterCommit)
                {
                    before = stop == UploadStop.Before ? 0 : upload + ((count - upload) / 2);
                    await to.WriteAsync(buffer.AsMemory(0, before));
                    await HoldAsync();
                }
            }

            await to.WriteAsync(buffer.AsMemory(before, count - before));
        }
    }

    private async Task CopyAnswersAsync(NetworkStream from, NetworkStream to, Connection connection)
    {
        var buffer = new byte[0x10000];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            if (stop == UploadStop.AfterCommit && connection.Uploads)
            {
                await HoldAsync();
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private Task HoldAsync()
    {
        reached.TrySetResult();
        return opened.Task;
    }

    private sealed class Connection
    {
        // Written by one direction before the server can answer in the other.
        internal volatile bool Uploads;
    }
}
