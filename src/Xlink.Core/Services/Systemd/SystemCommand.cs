using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace Xlink.Services.Systemd;

/// <summary>Runs the system's own programs and reads what they say.</summary>
internal static class SystemCommand
{
    private const int PollMilliseconds = 100;

    /// <summary>Runs a program; what it writes is returned.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="arguments">Its arguments, all of them fixed: nothing in them is quoted.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="XlinkException"><c>ServiceManagerFailed</c> with what it said, if it is missing or did not succeed.</exception>
    internal static string Run(string program, string arguments, CancellationToken cancellationToken)
        => TryRun(program, arguments, cancellationToken, out var output) ? output : throw Failed(program + " " + arguments, output);

    /// <inheritdoc cref="Run"/>
    /// <returns>Whether it succeeded.</returns>
    internal static bool TryRun(string program, string arguments, CancellationToken cancellationToken, out string output)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        var text = new StringBuilder();
        using var process = Start(start);
        process.OutputDataReceived += (_, line) => Add(text, line.Data);
        process.ErrorDataReceived += (_, line) => Add(text, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.WaitForExit(PollMilliseconds))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Kill(process);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        process.WaitForExit();
        output = text.ToString().Trim();
        return process.ExitCode == 0;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception error)
        {
            throw Failed(start.FileName, error.Message);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
        }
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static XlinkException Failed(string command, string output)
        => XlinkException.Create(nameof(Messages.ServiceManagerFailed), XlinkErrorCategory.InvalidOperation, command, output);
}
