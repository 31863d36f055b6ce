using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>
/// A Windows computer of the tests' own, which Wine makes in a folder, and the suite published for Windows with the .NET runtime in it. It runs
/// from the first test to the last. Without Wine it is not there, and its tests skip.
/// </summary>
public sealed class WineFixture : IAsyncLifetime
{
    private const string Wine = "/usr/bin/wine";
    private const string WineServer = "/usr/bin/wineserver";
    private const string Ready = "The computer is on.";

    // Restores the runtime for Windows, too, where it was never built before.
    private static readonly TimeSpan LongestPublish = TimeSpan.FromMinutes(15);

    private readonly TemporaryFolder folder = new();
    private SuiteProgram? session;

    internal static bool IsHere => File.Exists(Wine) && File.Exists(WineServer) && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>The folder with all programs.</summary>
    internal string Programs => folder["programs"];

    private Dictionary<string, string> Environment => new()
    {
        ["WINEPREFIX"] = folder["computer"],
        ["WINEDEBUG"] = "-all",
        ["DISPLAY"] = string.Empty,

        // Pages that are mapped twice are more than Wine can do.
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>How Windows sees a path of this computer.</summary>
    internal static string WindowsPath(string path) => "Z:" + path.Replace('/', '\\');

    public async ValueTask InitializeAsync()
    {
        if (IsHere)
        {
            await PublishAsync();
            await SetUpAsync();
            await PowerOnAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsHere)
        {
            await PowerOffAsync();
        }

        folder.Dispose();
    }

    /// <summary>Runs a program, of Windows or one of ours by its path, to its end.</summary>
    internal Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, string input = "")
        => SuiteProgram.RunAsync(Wine, [program, .. arguments], input, environment: Environment);

    /// <summary>Starts the computer and with it the services that start by themselves.</summary>
    internal async Task PowerOnAsync()
    {
        // Services run only as long as another program does. It is also the one whose streams they inherit.
        session = SuiteProgram.Start(Wine, ["cmd.exe", "/K", "echo " + Ready], environment: Environment);
        await session.SeeAsync(Ready);
        Assert.False(session.HasExited, session.Seen);
    }

    /// <summary>Ends all programs at once, as a power cut does.</summary>
    internal async Task PowerOffAsync()
    {
        await SuiteProgram.RunAsync(WineServer, ["--kill"], environment: Environment);
        await SuiteProgram.RunAsync(WineServer, ["--wait"], environment: Environment);
        session?.Dispose();
        session = null;
    }

    private async Task PublishAsync()
    {
        using var publish = SuiteProgram.Start("dotnet", [
            "build", Artifacts.WindowsSuiteProject, "-nodeReuse:false", "-verbosity:quiet",
            "-property:OutputFolder=" + Programs, "-property:WorkFolder=" + folder["work"],
        ]);
        publish.CloseInput();
        var result = await publish.EndAsync(LongestPublish);
        Assert.True(result.ExitCode == 0, result.All);
    }

    private async Task SetUpAsync()
    {
        // Without the first two, which nothing here needs, no window offers to download them; without the third the user's menus stay as they are.
        var first = new Dictionary<string, string>(Environment) { ["WINEDLLOVERRIDES"] = "mscoree,mshtml,winemenubuilder.exe=" };
        foreach (string[] command in (string[][])[
            ["wineboot.exe", "--init"],
            ["winecfg.exe", "-v", "win10"],

            // Milliseconds that a service may take until it first answers; there are computers with more to do than these tests.
            ["reg.exe", "add", @"HKLM\SYSTEM\CurrentControlSet\Control", "/v", "ServicesPipeTimeout", "/t", "REG_DWORD", "/d", "120000", "/f"]])
        {
            // Nobody waits for the end of their output: what they start inherits it.
            using var program = SuiteProgram.Start(Wine, command, environment: first);
            program.CloseInput();
            await Poll.UntilAsync(() => program.HasExited, string.Join(' ', command));
        }

        await SuiteProgram.RunAsync(WineServer, ["--kill"], environment: Environment);
    }
}
