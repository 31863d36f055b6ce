using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Xlink.Servers;

/// <summary>Finds the <c>dotnet</c> that can run the server.</summary>
internal static class DotnetHost
{
    private const string ServerRuntime = "Microsoft.AspNetCore.App";
    private const int ServerRuntimeVersion = 10;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>Finds a <c>dotnet</c> with the ASP.NET Core runtime.</summary>
    /// <returns>Full path of the program.</returns>
    /// <exception cref="XlinkException"><c>AspNetCoreRuntimeMissing</c>.</exception>
    internal static async Task<string> FindForServerAsync()
    {
        foreach (var program in Candidates().Where(File.Exists).Distinct(StringComparer.Ordinal))
        {
            if (HasServerRuntime(await ListRuntimesAsync(program).ConfigureAwait(false)))
            {
                return program;
            }
        }

        throw XlinkException.Create(nameof(Messages.AspNetCoreRuntimeMissing), XlinkErrorCategory.NotInstalled, ServerRuntimeVersion);
    }

    /// <summary>Whether the answer to <c>dotnet --list-runtimes</c> has the runtime: lines like <c>Microsoft.AspNetCore.App 10.0.1 [/usr/share/dotnet/…]</c>.</summary>
    internal static bool HasServerRuntime(string runtimes)
        => runtimes.Split('\n').Select(line => line.Trim().Split(' ')).Any(words =>
            words.Length > 1
            && string.Equals(words[0], ServerRuntime, StringComparison.Ordinal)
            && int.TryParse(words[1].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && major >= ServerRuntimeVersion);

    private static IEnumerable<string> Candidates()
    {
        var program = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host)
        {
            yield return host;
        }

        var folders = new List<string?> { Environment.GetEnvironmentVariable("DOTNET_ROOT") };
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => folder.Trim('"')));
        folders.Add(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet"));
        folders.AddRange(["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/usr/local/share/dotnet", "/opt/dotnet"]);
        folders.Add(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet"));
        foreach (var folder in folders)
        {
            if (folder is { Length: > 0 } && folder.IndexOfAny(Path.GetInvalidPathChars()) < 0 && Path.IsPathRooted(folder))
            {
                yield return Path.Combine(folder, program);
            }
        }
    }

    private static async Task<string> ListRuntimesAsync(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--list-runtimes")
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardOutput = true,
            })!;
            var answer = process.StandardOutput.ReadToEndAsync();
            if (await Task.WhenAny(answer, Task.Delay(AnswerTime)).ConfigureAwait(false) != answer)
            {
                process.Kill();
            }

            return await answer.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            // A program that does not start is none that can run the server.
            return string.Empty;
        }
    }
}
