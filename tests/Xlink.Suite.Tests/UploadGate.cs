using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xlink.Targets;

namespace Xlink.Suite.Tests;

/// <summary>Stands before a server and lets everything through but uploads, until it is opened: an import waits there, whatever the machine's speed.</summary>
internal sealed class UploadGate : IDisposable
{
    private static readonly byte[] Upload = "POST /api/v1/call-data"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> connections = [];
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServerUrl server;

    internal UploadGate(string server)
    {
        this.server = ServerUrl.Parse(server);
        listener.Start();
        _ = ServeAsync();
    }

    internal string Url => new ServerUrl("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, useTls: false).ToString();

    /// <summary>Waits until an import wants to upload: it has read everything, and nothing is stored yet.</summary>
    internal Task ReachedAsync(SuiteProgram import) => Poll.UntilAsync(() => reached.Task.IsCompleted || import.HasExited, "an upload");

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
            await Task.WhenAny(CopyAsync(client.GetStream(), target.GetStream()), target.GetStream().CopyToAsync(client.GetStream()));
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

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[0x10000];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            if (buffer.AsSpan(0, count).IndexOf(Upload) >= 0)
            {
                reached.TrySetResult();
                await opened.Task;
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
