using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Tests;

namespace Xlink.Server.Instances.Tests;

/// <summary>HAProxy from Debian's package, with the configuration of docs/scaling.md.</summary>
internal sealed class LoadBalancer : IDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly Process process;

    private LoadBalancer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>Whether the package is there.</summary>
    internal static bool IsInstalled => File.Exists(Program);

    /// <summary>The port it listens on.</summary>
    internal int Port { get; }

    /// <summary>Starts it before servers on loopback.</summary>
    /// <param name="folder">Where its configuration is written.</param>
    /// <param name="serverPorts">The ports of three servers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<LoadBalancer> StartAsync(string folder, IReadOnlyList<int> serverPorts, CancellationToken cancellationToken)
    {
        var port = Database.Tests.ServerProcess.FindPort();
        var path = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(path, Configuration(port, serverPorts), cancellationToken);
        var start = new ProcessStartInfo(Program, ["-db", "-f", path]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var balancer = new LoadBalancer(Process.Start(start)!, port);
        _ = balancer.process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = balancer.process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (!await AnswersAsync(port, cancellationToken))
        {
            if (balancer.process.HasExited)
            {
                throw new InvalidOperationException("HAProxy ended: " + await errors);
            }

            await Task.Delay(50, cancellationToken);
        }

        return balancer;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static string Configuration(int port, IReadOnlyList<int> serverPorts)
    {
        var text = Regex.Match(Repository.ReadText("docs/scaling.md"), "```haproxy\n(?<text>.*?)```", RegexOptions.Singleline).Groups["text"].Value
            .Replace("bind :45054", FormattableString.Invariant($"bind 127.0.0.1:{port}"), StringComparison.Ordinal);
        for (var i = 0; i < serverPorts.Count; i++)
        {
            text = text.Replace(FormattableString.Invariant($"10.0.0.1{i + 1}:45054"), FormattableString.Invariant($"127.0.0.1:{serverPorts[i]}"), StringComparison.Ordinal);
        }

        return text;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
