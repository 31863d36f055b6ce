using System.IO;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The module in a process without load contexts, as Windows PowerShell 5.1 is one. Mono is one too.</summary>
public sealed class DesktopSessionTests
{
    private const string Mono = "/usr/bin/mono";

    [Fact]
    public async Task The_module_finds_its_own_libraries_beside_older_ones_of_the_session()
    {
        Assert.SkipUnless(File.Exists(Mono), "Mono, which runs what is built for .NET Framework, is not here.");
        using var folder = new TemporaryFolder();
        var state = folder.Write("state.json", """{ "Language": "German" }""");

        var result = await SuiteProgram.RunAsync(Mono, [Artifacts.DesktopSession, Artifacts.ModuleFolder, state]);

        Assert.True(result.ExitCode == 0, result.All);
        var lines = result.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["the session has read 1", "the module has parsed German", "the session has read 1"], lines[..3]);
        Assert.Contains("System.Text.Json 8 session", lines);
        Assert.Contains("System.Text.Json 10 module", lines);
        Assert.Contains("NodaTime 3 module", lines);
    }
}
