using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>A machine of its own with a real systemd, which runs what it is told and sees a folder of this one as <c>/mnt</c>. It shares this machine's network.</summary>
internal sealed class SystemdBox : IAsyncDisposable
{
    private const int NotPossibleHere = 77;
    private const string Mark = "=== done with";

    private readonly Process process;
    private readonly Task<string> errors;

    private SystemdBox(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Boots it, or skips the test with the reason why that is not possible here.</summary>
    /// <param name="folder">What is <c>/mnt</c> there.</param>
    /// <param name="boots">How often it is booted altogether.</param>
    internal static async Task<SystemdBox> BootAsync(string folder, int boots = 1)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no systemd on other systems.");
        List<string> arguments = [Path.Combine(AppContext.BaseDirectory, "systemd-box.sh"), folder, "bash"];
        for (var i = 1; i < boots; i++)
        {
            arguments.AddRange(["--reboot", "bash"]);
        }

        var start = new ProcessStartInfo("bash", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_ROOT"] = runtime;
        var box = new SystemdBox(Process.Start(start)!);
        var dotnet = await box.RunAsync($"setpriv --reuid=65534 --regid=65534 --clear-groups '{runtime}/dotnet' --list-runtimes");
        if (dotnet.ExitCode != 0)
        {
            await box.DisposeAsync();
            Assert.Skip("The service's user cannot run .NET in the systemd box: " + dotnet.Output);
        }

        // What a real machine has on its path. A service that was killed starts again at once.
        await box.SucceedAsync($"mkdir -p /etc/systemd/system/isps-xlink.service.d && printf '[Service]\\nEnvironment=DOTNET_ROOT={runtime}\\nRestartSec=0\\n' > /etc/systemd/system/isps-xlink.service.d/test.conf");
        return box;
    }

    /// <summary>Runs a command of the shell to its end.</summary>
    internal async Task<ProgramResult> RunAsync(string command)
    {
        await process.StandardInput.WriteAsync($"{{ {command}\n}} < /dev/null 2>&1; printf '\\n{Mark} %s\\n' $?\n");
        await process.StandardInput.FlushAsync();
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return new ProgramResult(int.Parse(line.AsSpan(Mark.Length), provider: null), output.ToString().Trim(), string.Empty);
            }

            output.Append(line).Append('\n');
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(process.ExitCode == NotPossibleHere, output.ToString().Trim());
        throw new IOException($"The box has ended: {output}{await errors}");
    }

    /// <summary>Runs a command that has to succeed, and gives back its output.</summary>
    internal async Task<string> SucceedAsync(string command)
    {
        var result = await RunAsync(command);
        Assert.True(result.ExitCode == 0, command + "\n" + result.Output);
        return result.Output;
    }

    /// <summary>Turns the machine off and on again. Its files stay.</summary>
    internal Task RebootAsync() => process.StandardInput.WriteLineAsync("exit 0");

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
