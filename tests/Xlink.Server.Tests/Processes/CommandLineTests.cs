using System.Diagnostics;
using System.Threading.Tasks;
using Xlink.Processes;

namespace Xlink.Server.Tests.Processes;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_program_gets_the_arguments_that_were_joined()
    {
        Assert.SkipWhen(System.OperatingSystem.IsWindows(), "printf is a program of Unix.");
        string[] arguments = ["plain", "", "with blank", "\"quoted\"", @"back\slash", @"ends with\", @"\""", "tab\there", "ümlaut", @"C:\Program Files\x\"];
        var start = new ProcessStartInfo("printf", CommandLine.Join(["%s|", .. arguments])) { UseShellExecute = false, RedirectStandardOutput = true };

        using var process = Process.Start(start)!;

        Assert.Equal(string.Join('|', arguments) + "|", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
