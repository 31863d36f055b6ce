using System;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>Ctrl+C and the signal that asks a process to end.</summary>
public sealed class CancelledImportTests(ServerFixture server)
{
    [Theory]
    [InlineData(SuiteProgram.Interrupt)]
    [InlineData(SuiteProgram.Terminate)]
    public async Task A_signal_ends_the_import_with_130_and_the_files_stay(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Deliver("calls.csv", Site.Example);
        using var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments());
        import.CloseInput();

        await gate.ReachedAsync(import);
        import.Signal(signal);
        var result = await import.EndAsync();

        Assert.Equal((130, string.Empty), (result.ExitCode, result.Output));
        Assert.Equal(["calls.csv"], site.Files("acd"));

        // The lock is free, and the whole can be repeated.
        gate.Open();
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task Ctrl_C_at_a_terminal_ends_the_import_with_130()
    {
        using var site = await Site.CreateAsync(server);
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Deliver("calls.csv", Site.Example);
        using var terminal = Terminal.Start(site.ImportProgram, [.. Site.ImportArguments()]);

        await gate.ReachedAsync(terminal);
        terminal.Type("\u0003");

        Assert.Equal(130, (await terminal.EndAsync()).ExitCode);
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }
}
