using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xlink.Server.Tests;

namespace Xlink.Server.Instances.Tests;

/// <summary>HAProxy from Debian's package, with the configuration of docs/scaling.md.</summary>
internal sealed class LoadBalancer : IDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly TemporaryFolder folder;
    private readonly Process process;

    private LoadBalancer(TemporaryFolder folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    /// <summary>Whether the package is there.</summary>
    internal static bool IsInstalled => File.Exists(Program);

    /// <summary>The port it listens on.</summary>
    internal int Port { get; }

    /// <summary>Starts it before servers on loopback; it has found all of them when the task is done.</summary>
    internal static async Task<LoadBalancer> StartAsync(IReadOnlyList<int> serverPorts)
    {
        var port = Database.Tests.ServerProcess.FindPort();
        var text = Regex.Match(Repository.ReadText("docs/scaling.md"), "```haproxy\n(?<text>.*?)```", RegexOptions.Singleline).Groups["text"].Value;
        text = text.Replace("bind :45054", FormattableString.Invariant($"bind 127.0.0.1:{port}"), StringComparison.Ordinal);
        for (var i = 0; i < serverPorts.Count; i++)
        {
            text = text.Replace(FormattableString.Invariant($"10.0.0.1{i + 1}:45054"), FormattableString.Invariant($"127.0.0.1:{serverPorts[i]}"), StringComparison.Ordinal);
        }

        var place = new TemporaryFolder();
        var start = new ProcessStartInfo(Program, ["-db", "-f", place.Write("haproxy.cfg", text)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var started = Process.Start(start)!;
        var balancer = new LoadBalancer(place, started, port);
        _ = started.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = started.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!await AnswersAsync(port))
        {
            if (started.HasExited)
            {
                throw new InvalidOperationException("HAProxy ended: " + await errors);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return balancer;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
