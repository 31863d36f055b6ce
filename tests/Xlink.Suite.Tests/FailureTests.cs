using System;
using System.IO;
using System.Threading.Tasks;
using Xlink.Importing;

namespace Xlink.Suite.Tests;

/// <summary>What goes wrong has one clear text and an exit code of its own, and the source files stay.</summary>
public sealed class FailureTests(ServerFixture server)
{
    [Theory]
    [InlineData("An import needs the start date", "-p")]
    [InlineData("not a date of the form MM/DD/YYYY", "-p", "-d", "13/45/2014")]
    [InlineData("not a date of the form MM/DD/YYYY", "-p", "-d", "23.12.2014")]
    [InlineData("not a date of the form MM/DD/YYYY", "-p", "-d", "02/29/2015")]
    [InlineData("0 is not a number of days", "-p", "-d", "12/23/2014", "-L", "0")]
    [InlineData("99999 is not a number of days", "-p", "-d", "12/23/2014", "-L", "99999")]
    [InlineData("-1 is not a number of days", "-p", "-d", "12/23/2014", "-L", "-1")]
    [InlineData("many is not a number of days", "-p", "-d", "12/23/2014", "-L", "many")]
    [InlineData("-p and -t cannot be used together with -tree", "-p", "-d", "12/23/2014", "-tree")]
    [InlineData("-q", "-q")]
    [InlineData("nonsense", "nonsense")]
    public async Task Wrong_usage_is_exit_code_2(string text, params string[] arguments)
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, arguments);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(text, result.Errors);
    }

    [Fact]
    public async Task A_start_date_that_no_server_takes_is_refused_before_anything_is_read()
    {
        using var site = await Site.CreateAsync(server);

        var result = await site.ImportAsync("-d", "12/31/9999", "-L", "3660");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("is not a day that can be imported", result.Errors);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_exit_code_3()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-p", "-d", "12/23/2014", "--installation", site.Folder["nothing"]]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no Xlink installation in '" + site.Folder["nothing"] + "'", result.Errors);
    }

    [Theory]
    [InlineData("isps_ul.ini", "There is no isps_ul.ini")]
    [InlineData("isps.cfg", "There is no isps.cfg")]
    [InlineData("acd_map.ini", "There is no acd_map.ini")]
    public async Task A_configuration_file_that_has_vanished_is_exit_code_3(string file, string text)
    {
        using var site = await Site.CreateAsync(server);
        File.Delete(site.Installation.GetFile(file));

        await AssertFailsAsync(site, 3, text);
    }

    [Fact]
    public async Task A_fresh_installation_without_credentials_is_exit_code_3()
    {
        using var site = await Site.CreateAsync(server);
        site.Edit("isps_ul.ini", text => System.Text.RegularExpressions.Regex.Replace(
            text, "(?m)^1=.*$", "1=WFM,0,xlink@xxxx.com,<password from generator>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));

        await AssertFailsAsync(site, 3, "still has the placeholders of a fresh installation");
    }

    [Fact]
    public async Task A_key_of_the_interface_that_is_wrong_is_exit_code_3_and_names_file_and_line()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DateOrder", "ydm"));
        var line = Array.FindIndex(File.ReadAllLines(site.Installation.GetFile("isps_ul.ini")), text => text.StartsWith("DateOrder", StringComparison.Ordinal)) + 1;

        await AssertFailsAsync(site, 3, $"isps_ul.ini, line {line}: In section [CSV], DateOrder cannot be 'ydm'.");
    }

    [Fact]
    public async Task A_source_folder_that_is_missing_is_exit_code_3()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("Source", site.Folder["nowhere"]));

        await AssertFailsAsync(site, 3, "The source folder " + site.Folder["nowhere"] + " does not exist");
    }

    [Fact]
    public async Task A_server_that_is_away_is_exit_code_4()
    {
        using var site = await Site.CreateAsync(server);
        site.Connect("iwfm://127.0.0.1:1");

        await AssertFailsAsync(site, 4, "cannot be reached");
    }

    [Fact]
    public async Task A_server_that_goes_away_during_the_import_is_exit_code_4()
    {
        await using var own = await ServerFixture.StartOwnAsync();
        using var site = await Site.CreateAsync(own);
        using var gate = new UploadGate(own.Url);
        site.Connect(gate.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Deliver("calls.csv", Site.Example);
        using var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments());
        import.CloseInput();

        // It has logged in by now.
        await gate.ReachedAsync(import);
        using (var process = System.Diagnostics.Process.GetProcessById(own.Server.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        gate.Open();
        var result = await import.EndAsync();

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("cannot be reached", result.Errors);
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }

    [Fact]
    public async Task A_refused_login_is_exit_code_5()
    {
        using var site = await Site.CreateAsync(server);
        site.Connect(server.Url, user: "xlink@nobody.example");

        await AssertFailsAsync(site, 5, "refuses the login of 'xlink@nobody.example'");
    }

    [Fact]
    public async Task An_import_while_another_runs_is_exit_code_6()
    {
        using var site = await Site.CreateAsync(server);
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Deliver("calls.csv", Site.Example);
        using var first = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments());
        first.CloseInput();
        await gate.ReachedAsync(first);

        var second = await site.ImportAsync();
        var dryRun = await site.ImportAsync("--dry-run");
        gate.Open();

        Assert.Equal(6, second.ExitCode);
        Assert.Contains("Another import of the installation " + site.Installation.Path + " is running.", second.Errors);
        Assert.Equal(0, dryRun.ExitCode);
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_lock_that_cannot_be_taken_for_another_reason_is_exit_code_1()
    {
        using var site = await Site.CreateAsync(server);
        Directory.CreateDirectory(Path.Combine(site.Installation.Path, ImportLock.FileName));

        await AssertFailsAsync(site, 1, "The installation folder cannot be written to");
    }

    [Fact]
    public async Task A_read_only_installation_is_exit_code_1()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "This needs root, who can become another user.");
        using var site = await Site.CreateAsync(server);
        Assert.Equal(0, (await SuiteProgram.RunAsync("chmod", ["-R", "a+rX,go-w", site.Folder.Path])).ExitCode);

        var result = await SuiteProgram.RunAsync(
            "/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp", site.ImportProgram, .. Site.ImportArguments()]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The installation folder cannot be written to", result.Errors);
    }

    [Fact]
    public async Task Malformed_mapping_lines_are_named_and_the_others_are_imported()
    {
        using var site = await Site.CreateAsync(server);
        site.Edit("acd_map.ini", text => text + "WFM:1:x:3=CSV:UHD_DE_IN:CallsOffered\nWFM:0:99999:1=CSV:UHD_DE_IN:CallsOffered\n"
            + $"WFM:7:{site.German.Id}:{site.German.ValueTypes[0].Id}=CSV:UHD_DE_IN:CallsHandled\n");
        var line = File.ReadAllLines(site.Installation.GetFile("acd_map.ini")).Length - 2;
        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains($"acd_map.ini, line {line} is not a mapping", result.Errors);
        Assert.Contains("WFM:0:99999:1 (from CSV:UHD_DE_IN:CallsOffered) leads to a queue or value type that the server does not have", result.Errors);
        Assert.Contains("which another mapping of the file leads to already", result.Errors);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task A_mapping_file_without_mappings_is_a_warning()
    {
        using var site = await Site.CreateAsync(server, map: false);

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("has no mapping: there is nothing to import", result.Errors);
    }

    [Theory]
    [InlineData(null, "There is no $1.BAS")]
    [InlineData("Sub Main()\n  Result = (Para1 * 100\nEnd Sub\n", "$1.BAS, line 2: column 24")]
    [InlineData("Sub Main()\n  Result = Para2 * 100\nEnd Sub\n", "$1.BAS, line 2: 'Para2' is used, but the mapping has only 1 source")]
    public async Task A_script_that_is_missing_or_wrong_fails_its_target_only_and_the_files_stay(string? script, string text)
    {
        using var site = await Site.CreateAsync(server);
        Directory.CreateDirectory(site.Folder["acd2"]);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.ConfigureCsv("CSV2", "acd2", ("DeleteImportFiles", "2"));
        site.Map("WFM", site.English, "AHT", "$1.BAS", "CSV:UHD_EN_IN:AHT");
        var target = await server.Administrator.CreateQueueAsync(new() { Name = Guid.NewGuid().ToString(), ValueTypes = ["Calls"] }, TestContext.Current.CancellationToken);
        site.Map(target, "Calls", "CSV2:UHD_EN_IN:CallsOffered");
        if (script is not null)
        {
            site.Folder.Write("Xlink/$1.BAS", script);
        }

        site.Deliver("calls.csv", Site.Example);
        site.Folder.Write("acd2/calls.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(text, result.Errors);
        Assert.Contains("not everything of them has arrived", result.Errors);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:30=1", await site.ValuesAsync(target, "Calls"));
        Assert.Empty(await site.ValuesAsync(site.English, "AHT"));
        Assert.Equal(["calls.csv"], site.Files("acd"));
        Assert.Empty(site.Files("acd2"));
    }

    [Fact]
    public async Task An_external_system_that_is_asked_for_must_be_mapped()
    {
        using var site = await Site.CreateAsync(server);

        var result = await site.ImportAsync("--external-system", "CVS");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no mapping of an external system 'CVS'", result.Errors);
    }

    private static async Task AssertFailsAsync(Site site, int exitCode, string text)
    {
        if (File.Exists(site.Installation.FindFile("isps_ul.ini")))
        {
            site.Set("CSV", ("DeleteImportFiles", "2"));
        }

        site.Deliver("calls.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal((exitCode, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(text, result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
        Assert.DoesNotContain(ServerFixture.Password, result.Errors + site.Log("isps_ul.log"));
        Assert.Equal(["calls.csv"], site.Files("acd"));
    }
}
