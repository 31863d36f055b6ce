using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Xlink.Database.Tests;

/// <summary>A PostgreSQL of this test run's own, from Debian's package, on loopback.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    /// <summary>Name of the superuser.</summary>
    public const string User = "postgres";

    /// <summary>Its password, which has what is to be quoted.</summary>
    public const string Password = "geheim{7};x";

    private readonly ServerProcess process;
    private readonly string options;

    private PostgreSqlServer(ServerProcess process, int port, string options)
    {
        this.process = process;
        this.options = options;
        Port = port;
    }

    /// <summary>Whether the package is there.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    private static string? Programs
        => Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(folder => folder + "/bin").LastOrDefault() : null;

    /// <summary>Starts one that has nothing in it yet.</summary>
    /// <param name="isDurable">Whether it keeps what it has confirmed when the machine fails; tests never find out.</param>
    public static PostgreSqlServer Start(bool isDurable = false)
    {
        var folder = ServerProcess.CreateFolder(User);
        var secret = ServerProcess.Quote(folder + "/password");
        ServerProcess.Run(User, $"printf %s {ServerProcess.Quote(Password)} >{secret}");
        ServerProcess.Run(User, $"{Programs}/initdb -D {folder}/data -U {User} -E UTF8 --no-locale -A scram-sha-256 --pwfile={secret} -N");
        var port = ServerProcess.FindPort();
        var settings = $"-p {port} -h 127.0.0.1 -c unix_socket_directories= -c fsync={(isDurable ? "on" : "off")} -c max_connections=200";
        var started = ServerProcess.Start(
            folder,
            User,
            $"{Programs}/postgres -D {folder}/data {settings}",
            $"kill -INT $(head -n 1 {folder}/data/postmaster.pid); while [ -e {folder}/data/postmaster.pid ]; do sleep 0.1; done");
        var server = new PostgreSqlServer(started, port, settings);
        started.WaitUntil(() => server.IsReady);
        return server;
    }

    /// <summary>Ends it as a crash does.</summary>
    public void Crash() => ServerProcess.Run(User, $"{Programs}/pg_ctl -D {process.Folder}/data -m immediate -w stop");

    /// <summary>Starts it again on the same port, with its data.</summary>
    public void StartAgain()
        => ServerProcess.Run(User, $"{Programs}/pg_ctl -D {process.Folder}/data -l {process.Folder}/again.log -w -o {ServerProcess.Quote(options)} start");

    /// <summary>Ends it and removes its data.</summary>
    public void Dispose() => process.Dispose();

    private bool IsReady
    {
        get
        {
            using var question = Process.Start(new ProcessStartInfo(Programs + "/pg_isready", ["-q", "-h", "127.0.0.1", "-p", FormattableString.Invariant($"{Port}")]))!;
            question.WaitForExit();
            return question.ExitCode == 0;
        }
    }
}
