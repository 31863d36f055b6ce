using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>
/// An import that is killed, wherever it is, and run again comes to the same as one that nobody disturbed: the same values on the server, and
/// every source file where it belongs. So does one whose server is killed. More than 200 imports are killed here, several of them in a row before
/// one may come to its end.
/// </summary>
public sealed class KilledImportTests(ServerFixture server)
{
    private const int FilesPerDay = 40;
    private const int KillsInARow = 5;

    private readonly Random random = new(20150101);

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Killed_at_random_times(string deleteImportFiles)
    {
        const int Kills = 80;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await CreateSiteAsync(server, deleteImportFiles);
        var day = new LocalDate(2015, 1, 1);
        var names = Deliver(site, day);
        var clock = Stopwatch.StartNew();
        await CompleteAsync(site, day, names, deleteImportFiles);
        var longest = clock.Elapsed;

        for (var kills = 0; kills < Kills;)
        {
            day = day.PlusDays(1);
            names = Deliver(site, day);
            for (var i = 0; i < KillsInARow; i++)
            {
                using var import = Start(site, day);
                await Task.Delay(longest * random.NextDouble(), TestContext.Current.CancellationToken);
                if (!await import.KillAsync())
                {
                    // It was faster than the first one: the next kills come earlier.
                    longest *= 0.9;
                    break;
                }

                kills++;
            }

            await CompleteAsync(site, day, names, deleteImportFiles);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Killed_before_within_and_after_the_upload_and_while_files_are_disposed_of(string deleteImportFiles)
    {
        const int Rounds = 8;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await CreateSiteAsync(server, deleteImportFiles);
        var day = new LocalDate(2016, 1, 1);
        for (var round = 0; round < Rounds; round++)
        {
            day = day.PlusDays(1);
            var names = Deliver(site, day);
            foreach (var stop in Enum.GetValues<UploadStop>().OrderBy(_ => random.Next()))
            {
                await KillAtUploadAsync(site, day, stop);
                Assert.Equal(names, site.Files("acd"));
            }

            // The server has everything; the next import moves or deletes. Where it is faster than the look at the folder it has finished.
            var left = random.Next(FilesPerDay);
            using (var import = Start(site, day))
            {
                SpinWait.SpinUntil(() => import.HasExited || site.Files("acd").Length <= left);
                await import.KillAsync();
            }

            // And the one that mends this is killed too.
            using (var import = Start(site, day))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TestContext.Current.CancellationToken);
                await import.KillAsync();
            }

            await CompleteAsync(site, day, names, deleteImportFiles);
        }
    }

    [Fact]
    public async Task The_server_is_killed_at_random_times()
    {
        const int Kills = 10;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await using var own = await ServerFixture.StartOwnAsync();
        using var site = await CreateSiteAsync(own, "1");
        var day = new LocalDate(2017, 1, 1);
        for (var i = 0; i < Kills; i++)
        {
            day = day.PlusDays(1);
            var names = Deliver(site, day);
            using (var gate = new UploadGate(own.Url, (UploadStop)(i % 3)))
            {
                site.Connect(gate.Url);
                using var import = Start(site, day);
                await gate.ReachedAsync(import);

                // Half of the servers die while the import waits, the others while or after they store.
                if (i % 2 == 1)
                {
                    gate.Open();
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50)), TestContext.Current.CancellationToken);
                }

                own.Kill();
                gate.Open();
                await import.EndAsync();
            }

            await own.StartAsync();
            site.Connect(own.Url);
            await CompleteAsync(site, day, names, "1");
        }
    }

    private static async Task<Site> CreateSiteAsync(ServerFixture server, string deleteImportFiles)
    {
        var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", deleteImportFiles));
        return site;
    }

    /// <summary>Delivers a day whose every interval all files add up to.</summary>
    private static string[] Deliver(Site site, LocalDate day)
    {
        var date = day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        var names = Enumerable.Range(1, FilesPerDay).Select(file => string.Create(CultureInfo.InvariantCulture, $"{day:uuuuMMdd}-{file:000}.csv")).ToArray();
        for (var file = 0; file < FilesPerDay; file++)
        {
            site.Deliver(names[file], Site.Header + $"UHD_DE_IN;{date};08:00;{file + 1};0;0\nUHD_DE_IN;{date};08:15;1;0;0\n");
        }

        return names;
    }

    private static SuiteProgram Start(Site site, LocalDate day)
    {
        var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments(Arguments(day)));
        import.CloseInput();
        return import;
    }

    private static string[] Arguments(LocalDate day) => ["-d", day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture)];

    private async Task KillAtUploadAsync(Site site, LocalDate day, UploadStop stop)
    {
        using var gate = new UploadGate(server.Url, stop);
        site.Connect(gate.Url);
        using (var import = Start(site, day))
        {
            await gate.ReachedAsync(import);
            Assert.True(await import.KillAsync(), stop.ToString());
        }

        site.Connect(server.Url);
    }

    /// <summary>Runs an import to its end and looks at the result. Where a killed one had finished after all there is nothing left to import, which is worth a warning.</summary>
    private static async Task CompleteAsync(Site site, LocalDate day, string[] names, string deleteImportFiles)
    {
        var result = await site.ImportAsync(Arguments(day));

        Assert.True(result.ExitCode is 0 or 10, result.All);
        Assert.Equal($"08:00={FilesPerDay * (FilesPerDay + 1) / 2} 08:15={FilesPerDay}", await site.ValuesAsync(site.German, "Calls", day));
        Assert.Empty(site.Files("acd"));
        Assert.Equal(deleteImportFiles == "1" ? names : [], site.Files("done").Where(name => name.StartsWith(names[0][..8], StringComparison.Ordinal)));
        Assert.False(File.Exists(Path.Combine(site.Installation.Path, "isps_import.journal")));
    }
}
