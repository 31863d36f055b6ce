using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.CloudLink;

namespace Xlink.Suite.Tests;

/// <summary>The programs of the suite write files for Cloud Link: without a server, and never half a file, wherever they are killed.</summary>
public sealed class CloudLinkTests(ServerFixture server)
{
    private const int Days = 20;
    private const int IntervalsPerDay = 96;

    private static readonly LocalDate First = new(2018, 1, 1);

    [Fact]
    public async Task An_import_that_is_killed_at_random_times_never_shows_half_a_file()
    {
        const int Kills = 15;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await CreateSiteAsync();
        site.Connect("iwfm://127.0.0.1:1");
        var content = Site.Header + string.Concat(Enumerable.Range(0, Days).SelectMany(day => Enumerable.Range(0, IntervalsPerDay).Select(interval
            => string.Create(CultureInfo.InvariantCulture, $"UHD_DE_IN;{First.PlusDays(day):dd.MM.uuuu};{interval / 4:00}:{interval % 4 * 15:00};{interval + 5};{day + 1};0\n"))));
        site.Deliver("calls.csv", content);
        var random = new Random(20180101);
        var longest = TimeSpan.FromSeconds(2);
        for (var kills = 0; kills < Kills; kills++)
        {
            var clock = Stopwatch.StartNew();
            using var import = Start(site);
            await Task.Delay(longest * random.NextDouble(), TestContext.Current.CancellationToken);
            if (!await import.KillAsync())
            {
                // It has come to its end, and its source file has gone.
                longest = clock.Elapsed;
                site.Deliver("calls.csv", content);
            }

            Assert.All(Directory.GetFiles(site.Folder["out"], "*.csv"), path => Assert.Equal(IntervalsPerDay, CloudLinkFormat.ContactIntervals.Read(path).Count()));
        }

        using (var import = Start(site))
        {
            var result = await import.EndAsync();
            Assert.True(result.ExitCode is 0 or 10, result.All);
        }

        var rows = new CloudLinkFolder(site.Folder["out"]).ReadContactIntervals(days: null);
        Assert.Equal(Days * IntervalsPerDay, rows.Count);
        Assert.All(rows, row => Assert.Equal(
            ((row.Timestamp.Hour * 4) + (row.Timestamp.Minute / 15) + 5L, Period.DaysBetween(First, row.Timestamp.Date) + 1L), (row.Offered!.Value, row.Answered!.Value)));
        Assert.All(Directory.GetFileSystemEntries(site.Folder["out"]), path => Assert.EndsWith(".csv", path, StringComparison.Ordinal));
        Assert.Empty(site.Files("acd"));
    }

    [Fact]
    public async Task The_service_goes_on_for_Cloud_Link_when_the_server_is_gone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The service manager of Windows starts it there.");
        using var site = await CreateSiteAsync();
        site.Connect("iwfm://127.0.0.1:1");
        site.Set("General", ("CallDataImport", "interval"), ("CallDataImportTime", "00:00"), ("CallDataImportMinutes", "15"));
        var yesterday = Site.Yesterday;
        site.Deliver("calls.csv", string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{yesterday:dd.MM.uuuu};08:00;3;2;0\n"));
        site.ServiceWasDownSinceYesterday();

        using var service = new ConsoleService(site.Installation);
        service.Start(TestContext.Current.CancellationToken);
        await Poll.UntilAsync(() => site.Files("acd").Length == 0, "the import");
        service.Stop(TestContext.Current.CancellationToken);

        var row = Assert.Single(new CloudLinkFolder(site.Folder["out"]).ReadContactIntervals(days: null));
        Assert.Equal((yesterday, 3L, 2L), (row.Timestamp.Date, row.Offered!.Value, row.Answered!.Value));
        Assert.DoesNotContain("cannot be reached", site.Log("isps_uls.log"), StringComparison.Ordinal);
    }

    /// <summary>A site whose imports go to Cloud Link, and that has reached its server once.</summary>
    private async Task<Site> CreateSiteAsync()
    {
        var site = await Site.CreateAsync(server, map: false);
        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
        site.Map(site.German, "AHT", "CSV:UHD_DE_IN:CallsHandled");
        Directory.CreateDirectory(site.Folder["out"]);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "2"));
        site.Set(
            "General",
            ("Target", "CloudLink"),
            ("CloudLinkDirectory", site.Folder["out"]),
            ("CloudLinkAnswered", site.German.ValueTypes.Single(type => type.Name == "AHT").Id.ToString(CultureInfo.InvariantCulture)));
        var result = await site.ImportAsync();
        Assert.True(result.ExitCode is 0 or 10, result.All);
        return site;
    }

    private static SuiteProgram Start(Site site)
    {
        var import = SuiteProgram.Start(
            site.ImportProgram, Site.ImportArguments("-d", First.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture), "-L", Days.ToString(CultureInfo.InvariantCulture)));
        import.CloseInput();
        return import;
    }
}
