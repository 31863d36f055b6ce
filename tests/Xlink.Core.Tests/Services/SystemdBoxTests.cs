using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Xlink.Core.Tests.Services;

public sealed class SystemdBoxTests
{
    private const int NotPossibleHere = 77;

    [Fact]
    public async Task The_service_tests_pass_under_a_real_systemd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no systemd on other systems.");
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Services", "systemd-box.sh"), AppContext.BaseDirectory,
            "/mnt/Xlink.Core.Tests", "-noColor", "-explicit", "only", "-class", typeof(SystemdServiceControlTests).FullName!,
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.SkipWhen(process.ExitCode == NotPossibleHere, output);
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0, Skipped: 0, Not Run: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
