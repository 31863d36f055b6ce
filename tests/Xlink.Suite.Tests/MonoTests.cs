using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using Xlink.Credentials;

namespace Xlink.Suite.Tests;

/// <summary>The programs of the Windows ZIP, built for .NET Framework: Mono runs them elsewhere.</summary>
public sealed class MonoTests(ServerFixture server)
{
    private const string Mono = "/usr/bin/mono";

    [Fact]
    public async Task The_import_is_the_same_on_the_Framework()
    {
        using var site = await CreateSiteAsync();
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Deliver("calls.csv", Site.Example);

        var result = await RunAsync(Path.Combine(site.Installation.Path, "isps_ul.exe"), ["-p", "-d", "12/23/2014", "-L", "1"]);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal("CSV: 3 rows read, 0 skipped, 5 values written.", result.Output.Split('\n')[0].Trim());
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:00=0 08:15=180", await site.ValuesAsync(site.German, "AHT"));
        Assert.Equal(["calls.csv"], site.Files("done"));
        Assert.Contains("moved to", site.Log("DeleteImportFiles.log"));
    }

    [Fact]
    public async Task A_script_runs_on_the_Framework()
    {
        using var site = await CreateSiteAsync();
        site.Map("WFM", site.English, "AHT", "$1.BAS", "CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:CallsHandled");
        site.Folder.Write("Xlink/$1.BAS", "Sub Main()\nIf Weekday = 3 Then Result = (Para1 + Para2 * 10) * 100\nEnd Sub\n");
        site.Deliver("calls.csv", Site.Example);

        var result = await RunAsync(Path.Combine(site.Installation.Path, "isps_ul.exe"), ["-p", "-d", "12/23/2014"]);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal("08:00=1 08:15=11", await site.ValuesAsync(site.English, "AHT"));
    }

    [Fact]
    public async Task Exit_codes_are_the_same_on_the_Framework()
    {
        using var site = await CreateSiteAsync();
        site.Connect("iwfm://127.0.0.1:1");
        var program = Path.Combine(site.Installation.Path, "isps_ul.exe");

        Assert.Equal(2, (await RunAsync(program, ["-p", "-d", "13/45/2014"])).ExitCode);
        Assert.Equal(4, (await RunAsync(program, ["-p", "-d", "12/23/2014"])).ExitCode);
        Assert.Equal(Artifacts.Version, (await RunAsync(program, ["--version"])).Output.Trim());
    }

    [Fact]
    public async Task Passcode_encodes_on_the_Framework_what_the_other_build_decodes()
    {
        using var site = await CreateSiteAsync();
        ZipFile.ExtractToDirectory(Artifacts.SuiteZip("windows"), site.Folder["unpacked"]);

        var result = await RunAsync(
            site.Folder["unpacked/support-applications/passcode.exe"], ["--installation", site.Installation.Path], ServerFixture.Password + "\n");

        Assert.True(result.ExitCode == 0, result.All);
        using var decoded = PasswordEncoding.Open(site.Installation.Path).Unprotect(result.Output.Trim());
        Assert.Equal(ServerFixture.Password, decoded.Reveal());
    }

    [Fact]
    public async Task The_service_connects_and_imports_on_the_Framework()
    {
        using var site = await CreateSiteAsync();
        site.Set("General", ("CallDataImport", "daily"), ("CallDataImportTime", "00:05"));
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var yesterday = Site.Yesterday;
        site.Deliver("calls.csv", string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{yesterday:dd.MM.uuuu};08:00;7;0;0\n"));
        site.ServiceWasDown(TimeSpan.FromDays(2));

        using var service = SuiteProgram.Start(Mono, [Path.Combine(site.Installation.Path, "isps_uls.exe"), "-console"]);
        service.CloseInput();
        await Poll.UntilAsync(() => service.HasExited || site.Files("done").Length == 1, "the import that is due:\n" + site.Log("isps_uls.log"));

        Assert.False(service.HasExited, service.Seen);
        Assert.Contains("Connected to " + server.Url, site.Log("isps_uls.log"));
        Assert.Equal("08:00=7", await site.ValuesAsync(site.German, "Calls", yesterday));
    }

    private async Task<Site> CreateSiteAsync()
    {
        Assert.SkipUnless(File.Exists(Mono), "Mono, which runs the .NET Framework build, is not here.");
        return await Site.CreateAsync(server, "windows");
    }

    private static Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, string input = "")
        => SuiteProgram.RunAsync(Mono, [program, .. arguments], input);
}
