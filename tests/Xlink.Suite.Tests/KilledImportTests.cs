using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>An import that is killed, wherever it is, and run again comes to the same as one that nobody disturbed.</summary>
public sealed class KilledImportTests(ServerFixture server)
{
    private const int FilesPerDay = 250;

    [Theory]
    [InlineData("1", 9, 9)]
    [InlineData("2", 3, 5)]
    public async Task Killed_at_random_points_and_run_again(string deleteImportFiles, int timesAtAnyTime, int timesWhileDisposingOfFiles)
    {
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: ("DeleteImportFiles", deleteImportFiles));
        var day = new LocalDate(2015, 1, 1);
        var random = new Random(20150101);
        var clock = Stopwatch.StartNew();
        await RoundAsync(site, day, kill: null, deleteImportFiles);
        var undisturbed = clock.Elapsed;

        for (var i = 0; i < timesAtAnyTime; i++)
        {
            day = day.PlusDays(1);
            await RoundAsync(site, day, import => Thread.Sleep(undisturbed * random.NextDouble()), deleteImportFiles);
        }

        for (var i = 0; i < timesWhileDisposingOfFiles; i++)
        {
            day = day.PlusDays(1);
            var left = random.Next(1, FilesPerDay);
            await RoundAsync(site, day, import => SpinWait.SpinUntil(() => import.HasExited || site.Files("acd").Length <= left), deleteImportFiles);
        }
    }

    /// <summary>Delivers a day whose every interval all files add up to, imports and kills, imports again, and looks at the result.</summary>
    private static async Task RoundAsync(Site site, LocalDate day, Action<SuiteProgram>? kill, string deleteImportFiles)
    {
        var date = day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        var names = Enumerable.Range(1, FilesPerDay).Select(file => string.Create(CultureInfo.InvariantCulture, $"{day:uuuuMMdd}-{file:000}.csv")).ToArray();
        for (var file = 0; file < FilesPerDay; file++)
        {
            site.Deliver(names[file], Site.Header + $"UHD_DE_IN;{date};08:00;{file + 1};0;0\nUHD_DE_IN;{date};08:15;1;0;0\n");
        }

        string[] arguments = ["-d", day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture)];
        if (kill is not null)
        {
            using var import = SuiteProgram.Start(site.ImportProgram, Site.ImportArguments(arguments));
            import.CloseInput();
            kill(import);
            if (!import.HasExited)
            {
                import.Signal(SuiteProgram.Kill);
            }

            await import.EndAsync();
        }

        // Where the killed one had finished after all there is nothing left to import, which is worth a warning.
        var result = await site.ImportAsync(arguments);

        Assert.True(result.ExitCode is 0 or 10, result.All);
        Assert.Equal($"08:00={FilesPerDay * (FilesPerDay + 1) / 2} 08:15={FilesPerDay}", await site.ValuesAsync(site.German, "Calls", day));
        Assert.Empty(site.Files("acd"));
        Assert.Equal(deleteImportFiles == "1" ? names : [], site.Files("done").Where(name => name.StartsWith(names[0][..8], StringComparison.Ordinal)));
        Assert.False(File.Exists(Path.Combine(site.Installation.Path, "isps_import.journal")));
    }
}
