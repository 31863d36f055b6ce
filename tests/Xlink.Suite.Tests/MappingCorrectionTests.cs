using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Services.AutomaticImports;

namespace Xlink.Suite.Tests;

/// <summary>AutomaticMappingCorrection=1: acd_map.ini is corrected when a program starts.</summary>
public sealed class MappingCorrectionTests(ServerFixture server)
{
    [Fact]
    public async Task A_manual_import_corrects_first_and_says_so_in_the_documented_words()
    {
        using var site = await CreateSiteAsync();
        var (wrong, right) = (File.ReadAllText(site.Installation.GetFile("acd_map.ini")), Right(site));

        var result = await site.ImportAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(right, File.ReadAllText(site.Installation.GetFile("acd_map.ini")));
        Assert.Equal(wrong, File.ReadAllText(Assert.Single(Backups(site))));
        var line = wrong.Split('\n').Last(text => text.StartsWith("WFM:4711:", StringComparison.Ordinal));
        Assert.Matches(
            @"> \*\* ANALYSING MAPFILE STARTED \*\*[\s\S]*> Invalid Mapping detected and automatically corrected: " + line
                + @"\r?\n.*> Updated to: " + line.Replace("WFM:4711:", "WFM:1:", StringComparison.Ordinal)
                + @"[\s\S]*> \*\* ANALYSING MAPFILE COMPLETED \*\*",
            site.Log("isps_ul.log"));
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task The_window_corrects_too()
    {
        using var site = await CreateSiteAsync();
        var right = Right(site);

        Assert.Equal(0, (await SuiteProgram.RunAsync(site.ImportProgram, [])).ExitCode);

        Assert.Equal(right, File.ReadAllText(site.Installation.GetFile("acd_map.ini")));
        Assert.Contains(AutomaticMappingCorrection.CompletedText, site.Log("isps_ul.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_corrects_once_it_is_connected()
    {
        using var site = await CreateSiteAsync();
        var right = Right(site);
        using var stop = new CancellationTokenSource();
        using (var log = InstallationLog.Open(site.Installation.Path, InstallationLog.Service))
        {
            // The service sleeps for the first time when everything of its start is done.
            var service = new ImportService(site.Installation, log, SystemClock.Instance, DateTimeZone.Utc, async (_, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.RunAsync(stop.Token));
        }

        Assert.Equal(right, File.ReadAllText(site.Installation.GetFile("acd_map.ini")));
        Assert.Contains(AutomaticMappingCorrection.UpdatedText, site.Log("isps_uls.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_touched_by_a_dry_run_or_unless_it_is_wanted()
    {
        using var site = await CreateSiteAsync();
        var wrong = File.ReadAllText(site.Installation.GetFile("acd_map.ini"));

        Assert.Equal(0, (await site.ImportAsync("--dry-run")).ExitCode);
        site.Set("General", ("AutomaticMappingCorrection", "0"));
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);

        Assert.Equal(wrong, File.ReadAllText(site.Installation.GetFile("acd_map.ini")));
        Assert.Empty(Backups(site));
        Assert.DoesNotContain("MAPFILE", site.Log("isps_ul.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_leaves_the_file_alone()
    {
        using var site = await CreateSiteAsync();
        var wrong = File.ReadAllText(site.Installation.GetFile("acd_map.ini"));
        site.Connect("iwfm://127.0.0.1:1");

        Assert.NotEqual(0, (await site.ImportAsync()).ExitCode);

        Assert.Equal(wrong, File.ReadAllText(site.Installation.GetFile("acd_map.ini")));
        Assert.Contains("> Error: ", site.Log("isps_ul.log"), StringComparison.Ordinal);
        Assert.Contains(AutomaticMappingCorrection.CompletedText, site.Log("isps_ul.log"), StringComparison.Ordinal);
    }

    /// <summary>What the file is to become.</summary>
    private static string Right(Site site)
        => File.ReadAllText(site.Installation.GetFile("acd_map.ini")).Replace("WFM:4711:", "WFM:1:", StringComparison.Ordinal);

    private static string[] Backups(Site site) => Directory.GetFiles(site.Installation.Path, "Acd_map2*.ini");

    private async Task<Site> CreateSiteAsync()
    {
        var site = await Site.CreateAsync(server);
        site.Set("General", ("AutomaticMappingCorrection", "1"), ("Protocol", "1"), ("CallDataImport", "none"));
        site.Deliver("calls.csv", Site.Example);
        site.Edit("acd_map.ini", text => text.Replace($"WFM:1:{site.German.Id}:", $"WFM:4711:{site.German.Id}:", StringComparison.Ordinal));
        return site;
    }
}
