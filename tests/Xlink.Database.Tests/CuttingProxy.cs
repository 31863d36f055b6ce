using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Xlink.Database.Tests;

/// <summary>A port that leads to a database server until so many bytes have come from it on a connection: then it cuts the connection, or does something else.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int server;
    private readonly long limit;

    /// <summary>Opens the port.</summary>
    /// <param name="server">The port of the server.</param>
    /// <param name="limit">Bytes of a connection.</param>
    public CuttingProxy(int server, long limit)
    {
        this.server = server;
        this.limit = limit;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether connections that reach the limit are cut.</summary>
    public bool Cuts { get; set; } = true;

    /// <summary>Done once at the limit instead of cutting; nothing more is forwarded until it is done.</summary>
    public Action? AtLimit { get; set; }

    /// <summary>How many connections have reached the limit.</summary>
    public int Reached { get; private set; }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { ReceiveBufferSize = BufferSize };
        await far.ConnectAsync(IPAddress.Loopback, server);
        await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream(), isLimited: false), CopyAsync(far.GetStream(), near.GetStream(), isLimited: true));
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isLimited)
    {
        try
        {
            var buffer = new byte[BufferSize];
            var total = 0L;
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                if (isLimited && total <= limit && total + count > limit)
                {
                    Reached++;
                    if (AtLimit is { } action)
                    {
                        AtLimit = null;
                        await Task.Run(action);
                    }
                    else if (Cuts)
                    {
                        await to.WriteAsync(buffer.AsMemory(0, (int)(limit - total)));
                        return;
                    }
                }

                total += count;
                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is System.IO.IOException or ObjectDisposedException or SocketException)
        {
            // One of the two has hung up.
        }
    }
}
