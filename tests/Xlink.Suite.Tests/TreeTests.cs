using System.IO;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>What the original's window shows: the connection, the server's queues, and what can be mapped.</summary>
public sealed class TreeTests(ServerFixture server)
{
    [Fact]
    public async Task Shows_the_connection_step_by_step_the_queues_and_the_trees()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-tree"]);

        Assert.Equal(0, result.ExitCode);
        Assert.All(
            ["+ Configuration: ", "+ Name: ", "+ Port: ", "+ Tls: The connection is not encrypted", "+ Login: ", "+ Queues: ", "  " + site.German.Name + " (Calls, AHT)", "CSV:UHD_EN_IN:AHT"],
            text => Assert.Contains(text, result.Output));
        Assert.DoesNotContain("CSV:UHD_EN_IN:Date", result.Output);
    }

    [Theory]
    [InlineData("iwfm://127.0.0.1:1", 4, "- Port: ")]
    [InlineData("iwfm://no-such-host.invalid:45054", 4, "- Name: ")]
    public async Task A_failed_step_has_its_remedy_and_the_trees_are_shown_all_the_same(string url, int exitCode, string step)
    {
        using var site = await Site.CreateAsync(server);
        site.Connect(url);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-tree"]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(step, result.Output);
        Assert.Contains("\n  Check ", result.Output);
        Assert.Contains("CSV:UHD_EN_IN:AHT", result.Output);
    }

    [Fact]
    public async Task A_wrong_password_fails_the_login_and_is_not_shown()
    {
        using var site = await Site.CreateAsync(server);
        site.Connect(server.Url, password: "quite wrong");

        var result = await SuiteProgram.RunAsync(site.ImportProgram, []);

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("- Login: " + server.Url + " refuses the login of '" + ServerFixture.UserName + "'", result.Output);
        Assert.DoesNotContain("quite wrong", result.All);
    }

    [Fact]
    public async Task A_wrong_section_does_not_hide_the_other_trees()
    {
        using var site = await Site.CreateAsync(server);
        site.Set("Broken", ("Source", "x"));
        site.ConfigureCsv("Last");

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-tree"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Section [Broken] has no ColumnNames", result.Errors);
        Assert.Contains("Last:UHD_EN_IN:AHT", result.Output);
    }

    [Fact]
    public async Task Without_options_the_connection_is_tested()
    {
        using var site = await Site.CreateAsync(server);
        File.Delete(site.Installation.GetFile("isps.cfg"));

        var result = await SuiteProgram.RunAsync(site.ImportProgram, []);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("- Configuration: There is no isps.cfg", result.Output);
    }
}
