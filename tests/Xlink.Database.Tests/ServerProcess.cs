using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;

namespace Xlink.Database.Tests;

/// <summary>
/// A database server as a process of this test run, with a data folder of its own. A shell watches over it: when this process ends, even if it
/// is killed, the shell's input closes and it stops the server.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process watcher;

    private ServerProcess(Process watcher, string folder)
    {
        this.watcher = watcher;
        Folder = folder;
    }

    public string Folder { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Its folder; removed at the end.</param>
    /// <param name="user">The user it runs as, if this process is root.</param>
    /// <param name="command">The shell command; it becomes the server.</param>
    /// <param name="stop">The shell command that stops it.</param>
    public static ServerProcess Start(string folder, string user, string command, string stop)
    {
        var shell = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"{AsUser(user)} sh -c {Quote("exec " + command)} >{Quote(folder)}/server.log 2>&1 </dev/null & pid=$!; cat >/dev/null; {stop}; wait $pid; rm -rf {Quote(folder)}" },
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        })!;
        return new ServerProcess(shell, folder);
    }

    /// <summary>Waits until the server answers.</summary>
    public void WaitUntil(Func<bool> answers)
    {
        for (var time = Stopwatch.StartNew(); !answers(); Thread.Sleep(100))
        {
            if (time.Elapsed > Patience)
            {
                throw new TimeoutException("The server does not answer: " + File.ReadAllText(Path.Combine(Folder, "server.log")));
            }
        }
    }

    public void Dispose()
    {
        this.watcher.StandardInput.Close();
        this.watcher.WaitForExit();
        this.watcher.Dispose();
    }

    /// <summary>Runs a shell command to its end.</summary>
    public static void Run(string user, string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"{AsUser(user)} sh -c {Quote(command)} 2>&1 </dev/null" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(command + ": " + output);
        }
    }

    /// <summary>A folder that the user of the server owns. Its path is short: sockets lie in it.</summary>
    public static string CreateFolder(string user)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-db-").FullName;
        if (IsRoot)
        {
            Run("root", "chown " + user + " " + Quote(folder));
        }

        return folder;
    }

    /// <summary>
    /// A port that nobody listens on now. It is none of those that the system gives away by itself: no connection of a test that runs beside gets it
    /// before the server does, or while it is away.
    /// </summary>
    public static int FindPort()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var port = Random.Shared.Next(15_000, 32_000);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one.
            }
        }
    }

    private static bool IsRoot => geteuid() == 0;

    // No server of a database runs as root.
    private static string AsUser(string user) => IsRoot && user != "root" ? "runuser -u " + user + " --" : string.Empty;

    public static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    [DllImport("libc")]
    private static extern uint geteuid();
}
