using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace Xlink.Processes;

/// <summary>Runs another program without a window, and reads what it says.</summary>
internal static class ConsoleProgram
{
    private const int PollMilliseconds = 100;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Name or path of the program.</param>
    /// <param name="arguments">Its arguments; nothing in them is quoted.</param>
    /// <param name="folder">The folder it runs in; <see langword="null"/> for that of this process.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>Its exit code, and what it has written, without the ends of lines at the end.</returns>
    /// <exception cref="XlinkException"><c>ProgramNotStarted</c>.</exception>
    internal static (int ExitCode, string Output) Run(string program, string arguments, string? folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? string.Empty,
        };
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
        return (process.ExitCode, text.ToString().Trim());
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="XlinkException"><c>ProgramNotStarted</c>.</exception>
    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception error)
        {
            throw XlinkException.Create(nameof(Messages.ProgramNotStarted), XlinkErrorCategory.ResourceUnavailable, error, start.FileName, error.Message);
        }
    }

    /// <summary>Ends a program at once.</summary>
    internal static void Kill(Process process)
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
}
