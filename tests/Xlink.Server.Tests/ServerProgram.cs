using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xlink.Servers;

namespace Xlink.Server.Tests;

/// <summary>The server as a process of its own, as an admin starts it.</summary>
internal sealed class ServerProgram : IDisposable
{
    private readonly Task<string> errors;

    private ServerProgram(Process process)
    {
        Process = process;
        errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    internal Process Process { get; }

    internal static string Folder => AppContext.BaseDirectory;

    internal static ServerProgram Start(params IEnumerable<string> arguments) => Start(environment: null, arguments);

    internal static ServerProgram Start((string Name, string Value)? environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, ServerProcess.ProgramFile), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment is var (name, value))
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Reads standard output up to the line with the address.</summary>
    internal async Task<string> ReadUrlAsync()
    {
        while (await Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var place = line.IndexOf(" listens on ", StringComparison.Ordinal);
            if (place >= 0)
            {
                return line[(place + " listens on ".Length)..];
            }
        }

        throw new InvalidOperationException("The server ended: " + await errors);
    }

    /// <summary>Waits for the end.</summary>
    internal async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        var output = await Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (Process.ExitCode, output, await errors);
    }

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
    }
}
