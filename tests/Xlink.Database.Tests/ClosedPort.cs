using System;
using System.Net;
using System.Net.Sockets;

namespace Xlink.Database.Tests;

/// <summary>A port of loopback that refuses connections: taken, so that nobody else gets it, but not listened on.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => this.socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)this.socket.LocalEndPoint!).Port;

    public void Dispose() => this.socket.Dispose();
}
