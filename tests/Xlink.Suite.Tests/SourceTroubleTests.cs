using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>Sources and disks that misbehave: each is told, nothing is lost or doubled, and the next import mends it.</summary>
public sealed class SourceTroubleTests(ServerFixture server)
{
    private const string Row = "UHD_DE_IN;23.12.2014;08:00;1;0;0\n";

    [Fact]
    public async Task A_file_that_the_telephone_system_still_writes_is_imported_so_far_and_stays_with_its_day()
    {
        using var site = await CreateSiteAsync();
        site.Deliver("a.csv", Site.Header + Row);
        var path = site.Deliver("b.csv", Site.Header + "UHD_DE_IN;23.12.2014;08:00;2;0;0\nUHD_DE_IN;23.12.2014;08:15;1");
        using (var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            var result = await site.ImportAsync();

            Assert.Equal(10, result.ExitCode);
            Assert.Contains("b.csv is still being written", result.Errors);
            Assert.Equal("08:00=3", await site.ValuesAsync(site.German, "Calls"));
            Assert.Equal(["a.csv", "b.csv"], site.Files("acd"));
            Assert.Matches(@"b\.csv stays: it is still being written", site.Log("DeleteImportFiles.log"));
            writer.Write("7;0;0\n"u8);
        }

        TemporaryFolder.AwaitClosed(path);
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=3 08:15=17", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["a.csv", "b.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_file_that_is_locked_is_told_and_read_by_the_next_import()
    {
        using var site = await CreateSiteAsync();
        site.Deliver("a.csv", Site.Header + Row);
        var path = site.Deliver("b.csv", Site.Header + Row);
        using (var locked = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var result = await site.ImportAsync();

            Assert.Equal(10, result.ExitCode);
            Assert.Contains("b.csv was not read", result.Errors);
            Assert.Equal(["a.csv", "b.csv"], site.Files("acd"));
        }

        TemporaryFolder.AwaitClosed(path);
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=2", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["a.csv", "b.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_file_that_was_replaced_during_the_import_stays_and_is_imported_by_the_next_one()
    {
        using var site = await CreateSiteAsync();
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        var path = site.Deliver("calls.csv", Site.Header + Row);
        using (var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments()))
        {
            import.CloseInput();
            await gate.ReachedAsync(import);
            var other = site.Folder.Write("new.csv", Site.Header + Row + Row);
            File.Move(other, path, overwrite: true);
            gate.Open();
            var result = await import.EndAsync();

            Assert.Equal(10, result.ExitCode);
            Assert.Contains("calls.csv stays: it has changed since it was read", result.Errors);
        }

        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=2", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_share_that_goes_away_during_the_import_loses_and_doubles_nothing()
    {
        using var site = await CreateSiteAsync();
        using var gate = new UploadGate(server.Url);
        site.Connect(gate.Url);
        site.Deliver("calls.csv", Site.Header + Row);
        using (var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments()))
        {
            import.CloseInput();
            await gate.ReachedAsync(import);
            Directory.Move(site.Folder["acd"], site.Folder["away"]);
            gate.Open();
            Assert.Equal(10, (await import.EndAsync()).ExitCode);
        }

        var missing = await site.ImportAsync();
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("The source folder", missing.Errors);

        Directory.Move(site.Folder["away"], site.Folder["acd"]);
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_full_disk_where_files_are_moved_to_keeps_them_and_the_next_import_only_moves()
    {
        using var site = await CreateSiteAsync();
        using var volume = SmallVolume.TryMount(site.Folder["done"], 256);
        Assert.SkipWhen(volume is null, SmallVolume.SkipReason);
        site.Deliver("calls.csv", Site.Header + Row + new StringBuilder().Insert(0, "UHD_EN_IN;23.12.2014;08:00;0;0;0\n", 400));
        volume.Fill();

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("calls.csv stays: ", result.Errors);
        Assert.Equal(["calls.csv"], site.Files("acd"));
        Assert.Equal(["ballast"], site.Files("done"));

        volume.MakeRoom();
        var next = await site.ImportAsync();
        Assert.True(next.ExitCode is 0 or 10, next.All);
        Assert.True(site.Files("acd").Length == 0, next.All + site.Log("DeleteImportFiles.log"));
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task Files_on_a_read_only_share_are_imported_once_and_moved_when_they_can_be()
    {
        using var site = await CreateSiteAsync();
        using var volume = SmallVolume.TryMount(site.Folder["acd"], 256);
        Assert.SkipWhen(volume is null, SmallVolume.SkipReason);
        site.Deliver("calls.csv", Site.Header + Row);
        volume.SetReadOnly(isReadOnly: true);

        var result = await site.ImportAsync();

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("calls.csv stays: ", result.Errors);
        Assert.Contains("calls.csv stays: ", site.Log("DeleteImportFiles.log"));

        volume.SetReadOnly(isReadOnly: false);
        Assert.True((await site.ImportAsync()).ExitCode is 0 or 10);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_full_disk_below_the_installation_touches_no_file_and_a_full_log_stops_no_import()
    {
        using var site = await CreateSiteAsync();
        using var volume = SmallVolume.TryMount(site.Folder["small"], 512);
        Assert.SkipWhen(volume is null, SmallVolume.SkipReason);

        // The configuration moves to the small volume; the programs stay.
        foreach (var name in new[] { "isps_ul.ini", "isps.cfg", "acd_map.ini", "isps_ul.key" })
        {
            File.Copy(site.Installation.GetFile(name), Path.Combine(volume.Path, name));
        }

        site.Deliver("calls.csv", Site.Header + Row);
        File.WriteAllText(Path.Combine(volume.Path, "isps_import.lock"), string.Empty);
        volume.Fill();

        var result = await SuiteProgram.RunAsync(site.ImportProgram, [.. Site.ImportArguments(), "--installation", volume.Path]);

        // The values are on the server; without a journal no file may go.
        Assert.Contains("The disk is full", result.Errors);
        Assert.Equal(["calls.csv"], site.Files("acd"));
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));

        volume.MakeRoom();
        Assert.Equal(0, (await SuiteProgram.RunAsync(site.ImportProgram, [.. Site.ImportArguments(), "--installation", volume.Path])).ExitCode);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_full_disk_of_the_server_stores_nothing_and_the_files_stay_until_there_is_room()
    {
        using var folder = new TemporaryFolder();
        using var volume = SmallVolume.TryMount(folder["volume"], 2048);
        Assert.SkipWhen(volume is null, SmallVolume.SkipReason);
        await using var own = await ServerFixture.StartOwnAsync(Path.Combine(volume.Path, "data"));
        using var site = await Site.CreateAsync(own);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        site.Deliver("calls.csv", Site.Header + Row);
        volume.Fill();

        var result = await site.ImportAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(["calls.csv"], site.Files("acd"));

        volume.MakeRoom();
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    private async Task<Site> CreateSiteAsync()
    {
        var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        return site;
    }
}
