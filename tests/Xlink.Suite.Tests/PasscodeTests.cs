using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Credentials;

namespace Xlink.Suite.Tests;

/// <summary>The encoding of the password by hand, as the manual describes it.</summary>
public sealed class PasscodeTests(ServerFixture server)
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\nsecond line\n")]
    public async Task Encodes_the_first_line_of_standard_input(string end)
    {
        using var site = await Site.CreateAsync(server);

        var result = await RunAsync(site, ServerFixture.Password + end);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        using var decoded = PasswordEncoding.Open(site.Installation.Path).Unprotect(result.Output.Trim());
        Assert.Equal(ServerFixture.Password, decoded.Reveal());
    }

    [Fact]
    public async Task What_it_prints_goes_into_isps_ul_ini_and_connects()
    {
        using var site = await Site.CreateAsync(server);
        var encoded = (await RunAsync(site, ServerFixture.Password)).Output.Trim();
        site.Edit("isps_ul.ini", text => text.Replace(
            IspsUlConfiguration.Load(site.Installation.Path).ServerEntries[0].EncodedPassword, encoded, System.StringComparison.Ordinal));

        Assert.Equal(0, (await SuiteProgram.RunAsync(site.ImportProgram, [])).ExitCode);
    }

    [Fact]
    public async Task An_empty_password_is_refused()
    {
        using var site = await Site.CreateAsync(server);

        var result = await RunAsync(site, string.Empty);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("The password is empty.", result.Errors);
    }

    [Fact]
    public async Task A_password_on_the_command_line_is_refused_and_not_repeated_in_full_as_a_result()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(Unpack(site), ["--installation", site.Installation.Path, "secret"]);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Finds_the_installation_that_its_folder_lies_in()
    {
        using var site = await Site.CreateAsync(server);
        Directory.CreateDirectory(Path.Combine(site.Installation.Path, "support-applications"));
        var passcode = Unpack(site);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(passcode)!))
        {
            File.Copy(file, Path.Combine(site.Installation.Path, "support-applications", Path.GetFileName(file)));
        }

        var result = await SuiteProgram.RunAsync(site.Installation.GetProgram("passcode"), [], ServerFixture.Password);

        Assert.Equal(0, result.ExitCode);
        using var decoded = PasswordEncoding.Open(site.Installation.Path).Unprotect(result.Output.Trim());
        Assert.Equal(ServerFixture.Password, decoded.Reveal());
    }

    [Fact]
    public async Task A_folder_without_an_installation_is_a_clear_error()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(Unpack(site), ["--installation", site.Folder["nothing"]], "x");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no Xlink installation", result.Errors);
    }

    [Fact]
    public async Task Types_at_a_terminal_without_echo()
    {
        using var site = await Site.CreateAsync(server);
        using var terminal = Terminal.Start(Unpack(site), "--installation", site.Installation.Path);

        await terminal.SeeAsync("Password: ");
        terminal.Type("wrong\u007f\u007f\u007f\u007f\u007f" + ServerFixture.Password + "\r");
        var result = await terminal.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("wrong", result.Output);
        Assert.DoesNotContain("S3cret", result.Output);
        using var decoded = PasswordEncoding.Open(site.Installation.Path).Unprotect(Terminal.LastLine(result.Output));
        Assert.Equal(ServerFixture.Password, decoded.Reveal());
    }

    [Fact]
    public async Task Ctrl_C_at_the_prompt_ends_it()
    {
        using var site = await Site.CreateAsync(server);
        using var terminal = Terminal.Start(Unpack(site), "--installation", site.Installation.Path);

        await terminal.SeeAsync("Password: ");
        terminal.Type("abc\u0003");

        Assert.Equal(130, (await terminal.EndAsync()).ExitCode);
    }

    private static Task<ProgramResult> RunAsync(Site site, string input)
        => SuiteProgram.RunAsync(Unpack(site), ["--installation", site.Installation.Path], input);

    /// <summary>Unpacks the folder support-applications, which stays outside of the installation.</summary>
    private static string Unpack(Site site)
    {
        var folder = site.Folder["unpacked"];
        if (!Directory.Exists(folder))
        {
            ZipFile.ExtractToDirectory(Artifacts.SuiteZip(Site.Platform), folder);
        }

        var program = Path.Combine(folder, "support-applications", Site.Platform == "windows" ? "passcode.exe" : "passcode");
        if (!System.OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
