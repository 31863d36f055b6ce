using System.IO;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The suite as it comes out of its ZIP.</summary>
public sealed class InstallationTests(ServerFixture server)
{
    [Theory]
    [InlineData("linux")]
    [InlineData("windows")]
    public void The_ZIP_has_the_documented_layout(string platform)
    {
        using var folder = new TemporaryFolder();
        System.IO.Compression.ZipFile.ExtractToDirectory(Artifacts.SuiteZip(platform), folder.Path);

        var end = platform == "windows" ? ".exe" : string.Empty;
        foreach (var file in new[]
                 {
                     "Xlink/isps_ul" + end, "Xlink/isps_uls" + end, "Xlink/version.txt", "support-applications/passcode" + end,
                     "sample-configurations/isps.cfg", "sample-configurations/isps_ul.ini", "sample-configurations/acd_map.ini",
                 })
        {
            Assert.True(File.Exists(folder[file]), file);
        }

        Assert.Equal(2, Directory.GetFiles(folder["Xlink/german"]).Length);
    }

    [Fact]
    public async Task Every_program_says_the_version_of_version_txt()
    {
        using var site = await Site.CreateAsync(server);
        Assert.Equal(Artifacts.Version, site.Installation.Version);

        foreach (var program in new[] { "isps_ul", "isps_uls" })
        {
            var result = await SuiteProgram.RunAsync(site.Installation.GetProgram(program), ["--version"]);
            Assert.Equal((0, Artifacts.Version), (result.ExitCode, result.Output.Trim()));
        }
    }

    [Fact]
    public async Task Help_names_every_documented_option()
    {
        using var site = await Site.CreateAsync(server);

        var import = await SuiteProgram.RunAsync(site.ImportProgram, ["--help"]);
        var service = await SuiteProgram.RunAsync(site.Installation.GetProgram("isps_uls"), ["--help"]);

        Assert.All(["-p", "-d <MM/DD/YYYY>", "-L <n>", "-tree", "--dry-run", "--external-system", "--installation"], option => Assert.Contains(option, import.Output));
        Assert.All(["-install", "-remove", "-console"], option => Assert.Contains(option, service.Output));
        Assert.Equal((0, 0), (import.ExitCode, service.ExitCode));
    }

    [Fact]
    public async Task The_service_program_prints_its_parameters_without_arguments()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.Installation.GetProgram("isps_uls"), []);

        Assert.Equal(0, result.ExitCode);
        Assert.All(["-install", "-remove", "-console"], option => Assert.Contains(option, result.Output));
    }

    [Fact]
    public async Task Two_files_of_a_language_folder_switch_the_language()
    {
        using var site = await Site.CreateAsync(server);
        var english = await SuiteProgram.RunAsync(site.ImportProgram, ["--help"]);
        foreach (var file in Directory.GetFiles(Path.Combine(site.Installation.Path, "german")))
        {
            File.Copy(file, Path.Combine(site.Installation.Path, Path.GetFileName(file)), overwrite: true);
        }

        var german = await SuiteProgram.RunAsync(site.ImportProgram, ["--help"]);

        // The headings come from the command-line library, the rest is ours.
        Assert.Contains("Usage:", english.Output);
        Assert.Contains("Nutzung:", german.Output);
        Assert.Contains("Number of days.", english.Output);
        Assert.Contains("Anzahl der Tage.", german.Output);
        var wrong = await site.ImportAsync("-L", "0");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("0 ist keine Anzahl von Tagen.", wrong.Errors);
        site.Deliver("calls.csv", Site.Example);
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
    }

    [Fact]
    public async Task A_language_file_with_nonsense_in_it_leaves_the_program_English()
    {
        using var site = await Site.CreateAsync(server);
        File.WriteAllText(Path.Combine(site.Installation.Path, "isps_ul.lng"), "no such language at all\n");

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["--help"]);

        Assert.Contains("Usage:", result.Output);
    }
}
