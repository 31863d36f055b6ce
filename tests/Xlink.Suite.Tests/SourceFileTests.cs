using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>DeleteImportFiles [documented]: what becomes of the source files.</summary>
public sealed class SourceFileTests(ServerFixture server)
{
    [Theory]
    [InlineData("0", new[] { "a.csv", "b.csv" }, new string[0])]
    [InlineData("1", new string[0], new[] { "a.csv", "b.csv" })]
    [InlineData("2", new string[0], new string[0])]
    public async Task Files_are_left_moved_or_deleted_after_the_import(string action, string[] left, string[] moved)
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", action));
        var first = site.Deliver("a.csv", Site.Example);
        site.Deliver("b.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(left, site.Files("acd"));
        Assert.Equal(moved, site.Files("done"));
        var log = site.Log("DeleteImportFiles.log");
        var text = action switch { "0" => null, "1" => $"{first} moved to {site.Folder["done/a.csv"]}", _ => $"{first} deleted" };
        Assert.Equal(text is null ? 0 : 2, log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        if (text is not null)
        {
            Assert.Matches(@"\d\d/\d\d/\d\d \d\d:\d\d:\d\d > " + System.Text.RegularExpressions.Regex.Escape(text), log);
            Assert.Contains(text, result.Output);
        }
    }

    [Fact]
    public async Task A_file_with_rows_of_other_days_stays_and_so_does_what_shares_a_day_with_it()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Deliver("both.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;24.12.2014;08:00;1;0;0\n");
        site.Deliver("one.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;2;0;0\n");

        Assert.Equal(10, (await site.ImportAsync()).ExitCode);
        Assert.Equal(["both.csv", "one.csv"], site.Files("acd"));

        Assert.Equal(0, (await site.ImportAsync("-d", "12/23/2014", "-L", "2")).ExitCode);
        Assert.Equal(["both.csv", "one.csv"], site.Files("done"));
        Assert.Equal("08:00=3", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_moved_is_not_read_again_and_moved_by_the_next_import()
    {
        using var site = await Site.CreateAsync(server);
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Deliver("early.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:45;1;0;0\n");
        site.Deliver("small.csv", Site.Header + "UHD_DE_IN;23.12.2014;09:00;1;0;0\n");
        using (var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments()))
        {
            import.CloseInput();
            await gate.ReachedAsync(import);
            Directory.Delete(site.Folder["done"]);
            gate.Open();
            var result = await import.EndAsync();
            Assert.Equal(10, result.ExitCode);
            Assert.Contains("Its data is on the server; the next import tries again", result.Errors);
        }

        Directory.CreateDirectory(site.Folder["done"]);
        site.Deliver("late.csv", Site.Header + "UHD_DE_IN;23.12.2014;09:15;1;0;0\n");

        Assert.Equal(0, (await site.ImportAsync()).ExitCode);

        Assert.Equal(["early.csv", "late.csv", "small.csv"], site.Files("done"));
        Assert.Equal("08:45=1 09:00=1 09:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task External_systems_that_share_a_folder_share_its_files()
    {
        using var site = await Site.CreateAsync(server, map: false);
        site.ConfigureCsv(changes: [("DeleteImportFiles", "1"), ("Groups", "UHD_DE_IN")]);
        site.ConfigureCsv("CSV2", "acd", ("DeleteImportFiles", "1"), ("Groups", "UHD_EN_IN"));
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
        site.Map(site.English, "Calls", "CSV2:UHD_EN_IN:CallsOffered");
        site.Deliver("de.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0\n");
        site.Deliver("en.csv", Site.Header + "UHD_EN_IN;23.12.2014;08:30;2;0;0\n");
        site.Deliver("both.csv", Site.Example);

        var result = await site.ImportAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["both.csv", "de.csv", "en.csv"], site.Files("done"));
        Assert.Equal(3, site.Log("DeleteImportFiles.log").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("08:00=2 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("08:30=3", await site.ValuesAsync(site.English, "Calls"));
    }

    [Fact]
    public async Task A_file_of_the_same_name_gets_a_number()
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            site.Deliver("calls.csv", Site.Example);
            Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        }

        Assert.Equal(["calls (2).csv", "calls.csv"], site.Files("done"));
    }
}
