using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Processes;

namespace Xlink.Suite.Tests;

/// <summary>A program of the suite that runs.</summary>
internal sealed class SuiteProgram : IDisposable
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;
    internal const int Terminate = 15;

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private readonly StringWriter seen = new();

    private SuiteProgram(Process process)
    {
        this.process = process;
        output = CollectAsync(process.StandardOutput);
        errors = CollectAsync(process.StandardError);
    }

    internal bool HasExited => process.HasExited;

    /// <summary>What it has written so far, on both streams.</summary>
    internal string Seen
    {
        get
        {
            lock (seen)
            {
                return seen.ToString();
            }
        }
    }

    /// <summary>Starts a program. It sees the culture of <paramref name="language"/> and no other.</summary>
    internal static SuiteProgram Start(
        string program, IEnumerable<string> arguments, string? language = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("LC_ALL");
        start.Environment.Remove("LANGUAGE");
        start.Environment["LANG"] = language ?? "C.UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new SuiteProgram(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, string input = "", string? language = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var running = Start(program, arguments, language, environment);
        running.Type(input);
        running.CloseInput();
        return await running.EndAsync();
    }

    internal void Type(string text)
    {
        try
        {
            process.StandardInput.Write(text);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }
    }

    internal void CloseInput() => process.StandardInput.Close();

    internal void Signal(int signal) => Assert.Equal(0, UnixProcess.SendSignal(process.Id, signal));

    /// <summary>Kills it; gives back whether it had not ended by itself.</summary>
    internal async Task<bool> KillAsync()
    {
        if (!HasExited)
        {
            Signal(Kill);
        }

        return (await EndAsync()).ExitCode == 128 + Kill;
    }

    internal Task SeeAsync(string text)
        => Poll.UntilAsync(() => Seen.Contains(text, StringComparison.Ordinal) || process.HasExited, "'" + text + "' in the output:\n" + Seen);

    /// <summary>Waits for the end: 3 minutes, unless <paramref name="longest"/> says otherwise.</summary>
    internal async Task<ProgramResult> EndAsync(TimeSpan? longest = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(longest ?? TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        return new ProgramResult(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        seen.Dispose();
    }

    private async Task<string> CollectAsync(StreamReader reader)
    {
        var own = new StringWriter();
        var buffer = new char[4096];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            await own.WriteAsync(buffer, 0, count);
            lock (seen)
            {
                seen.Write(buffer, 0, count);
            }
        }

        return own.ToString();
    }
}
