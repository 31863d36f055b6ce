using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>A program that a row compares with.</summary>
internal static class Peer
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it has written.</returns>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {await errors}{output}");
    }

    /// <summary>Runs this program in a process of its own, whose memory is measured: it is a program of its own, or started by "dotnet Xlink.Benchmarks.dll".</summary>
    /// <returns>What stands in the last line that it has written.</returns>
    internal static async Task<WayResult> RunSelfAsync(params string[] arguments)
    {
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        var text = await RunAsync(Environment.ProcessPath!, [.. self, .. arguments]);
        return JsonSerializer.Deserialize<WayResult>(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
    }

    /// <summary>The first line that it says about its version, or that it is missing.</summary>
    internal static async Task<string> VersionOfAsync(string program)
    {
        try
        {
            return (await RunAsync(program, "--version")).Split('\n')[0].Trim();
        }
        catch (PeerMissingException)
        {
            return "is missing";
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new PeerMissingException($"{start.FileName} is not installed");
        }
    }
}
