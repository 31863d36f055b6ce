using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xlink.Server.Tests;
using Xlink.Targets;

namespace Xlink.Server.Instances.Tests;

/// <summary>Three server processes on one database behind a load balancer.</summary>
internal sealed class Trio : IDisposable
{
    private const int Size = 3;

    private readonly TemporaryFolder folder;
    private readonly string connectionString;
    private readonly string[] options;
    private readonly int[] ports;
    private readonly ServerProgram[] servers = new ServerProgram[Size];
    private LoadBalancer? balancer;

    private Trio(TemporaryFolder folder, string connectionString, string[] options)
    {
        this.folder = folder;
        this.connectionString = connectionString;
        this.options = options;
        ports = [.. Enumerable.Range(0, Size).Select(_ => Database.Tests.ServerProcess.FindPort())];
    }

    /// <summary>The address of the load balancer.</summary>
    internal ServerUrl Url => new("127.0.0.1", balancer!.Port, useTls: false);

    /// <summary>The addresses of the servers themselves.</summary>
    internal IEnumerable<ServerUrl> ServerUrls => ports.Select(port => new ServerUrl("127.0.0.1", port, useTls: false));

    /// <summary>The server processes.</summary>
    internal IReadOnlyList<ServerProgram> Servers => servers;

    /// <summary>Starts all of it, or skips the test where a package is missing.</summary>
    /// <param name="connectionString">The database, which has an administrator.</param>
    /// <param name="options">What the servers' command lines say beside folder, port and database.</param>
    internal static async Task<Trio> StartAsync(string connectionString, params string[] options)
    {
        Assert.SkipUnless(LoadBalancer.IsInstalled, "The package haproxy is not installed.");
        var trio = new Trio(new TemporaryFolder(), connectionString, options);
        try
        {
            for (var i = 0; i < Size; i++)
            {
                trio.servers[i] = trio.Launch(i);
            }

            foreach (var server in trio.servers)
            {
                await server.ReadUrlAsync();
            }

            trio.balancer = await LoadBalancer.StartAsync(trio.folder.FullPath, trio.ports, TestContext.Current.CancellationToken);
            return trio;
        }
        catch
        {
            trio.Dispose();
            throw;
        }
    }

    /// <summary>Ends a server as a crash does.</summary>
    internal void Kill(int server)
    {
        servers[server].Process.Kill();
        servers[server].Process.WaitForExit();
    }

    /// <summary>Starts a killed server again, on its port.</summary>
    internal async Task StartAgainAsync(int server)
    {
        servers[server].Dispose();
        servers[server] = Launch(server);
        await servers[server].ReadUrlAsync();
    }

    public void Dispose()
    {
        balancer?.Dispose();
        foreach (var server in servers.OfType<ServerProgram>())
        {
            server.Dispose();
        }

        folder.Dispose();
    }

    private ServerProgram Launch(int number)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return ServerProgram.Start(
        [
            "--data", folder.Combine("data" + name),
            "--port", ports[number].ToString(CultureInfo.InvariantCulture),
            "--database", folder.Write("database" + name, connectionString + "\n"),
            .. options,
        ]);
    }
}
