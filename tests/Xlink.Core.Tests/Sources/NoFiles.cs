using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;

namespace Xlink.Core.Tests.Sources;

/// <summary>A pipe that nobody writes into, a socket, and links to a device and to the pipe, in a folder where files are expected.</summary>
internal sealed class NoFiles : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public NoFiles(string folder)
    {
        Paths = [Path.Combine(folder, "a.csv"), Path.Combine(folder, "b.csv"), Path.Combine(folder, "c.csv"), Path.Combine(folder, "d.csv")];
        using var mkfifo = Process.Start("mkfifo", [Paths[0]]);
        mkfifo.WaitForExit();
        Assert.Equal(0, mkfifo.ExitCode);
        socket.Bind(new UnixDomainSocketEndPoint(Paths[1]));
        File.CreateSymbolicLink(Paths[2], "/dev/zero");
        File.CreateSymbolicLink(Paths[3], Paths[0]);
    }

    public IReadOnlyList<string> Paths { get; }

    public void Dispose() => socket.Dispose();
}
