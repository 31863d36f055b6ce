using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>A service that is killed while it imports by its schedule knows from its journal, when it is started again, what it has to make up for.</summary>
public sealed class KilledServiceTests(ServerFixture server)
{
    private const int FilesPerRound = 10;
    private const int Rounds = 5;

    private readonly Random random = new(20170101);

    [Fact]
    public async Task Killed_before_within_and_after_the_upload_and_at_random_times()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        site.Set("General", ("CallDataImport", "interval"), ("CallDataImportMinutes", "1"), ("CallDataImportTime", "00:00"));
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var day = Site.Yesterday;
        var expected = string.Empty;

        // Four kills a round.
        for (var round = 0; round < Rounds; round++)
        {
            var time = new LocalTime(8, 0).PlusMinutes(15 * round);
            var names = Enumerable.Range(0, FilesPerRound).Select(file => string.Create(CultureInfo.InvariantCulture, $"{round}-{file}.csv")).ToArray();
            foreach (var name in names)
            {
                site.Deliver(name, string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{day:dd.MM.uuuu};{time:HH:mm};{round + 1};0;0\n"));
            }

            site.ServiceWasDownSinceYesterday();
            foreach (var stop in Enum.GetValues<UploadStop>())
            {
                using var gate = new UploadGate(server.Url, stop);
                site.Connect(gate.Url);
                using var killed = Start(site);
                await gate.ReachedAsync(killed);
                Assert.True(await killed.KillAsync(), stop.ToString());
                Assert.Equal(names, site.Files("acd"));
            }

            // From when it begins to read to when it moves files.
            site.Connect(server.Url);
            var begun = CountReading(site);
            using (var killed = Start(site))
            {
                await Poll.UntilAsync(() => CountReading(site) > begun, "the import");
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TestContext.Current.CancellationToken);
                Assert.True(await killed.KillAsync());
            }

            var connected = CountConnections(site);
            using (var service = Start(site))
            {
                // Killed late enough, the one before has left nothing to do.
                await Poll.UntilAsync(() => CountConnections(site) > connected && site.Files("acd").Length == 0, "the import that was missed");
                service.Signal(SuiteProgram.Terminate);
                Assert.Equal(0, (await service.EndAsync()).ExitCode);
            }

            expected = string.Create(CultureInfo.InvariantCulture, $"{expected} {time:HH:mm}={FilesPerRound * (round + 1)}").Trim();
            Assert.Equal(expected, await site.ValuesAsync(site.German, "Calls", day));
            Assert.Equal(names, site.Files("done").Where(name => name.StartsWith(names[0][..2], StringComparison.Ordinal)));
            Assert.False(File.Exists(Path.Combine(site.Installation.Path, "isps_import.journal")));
        }
    }

    private static int CountReading(Site site) => Regex.Count(site.Log("isps_uls.log"), "CSV: reading ");

    private static int CountConnections(Site site) => Regex.Count(site.Log("isps_uls.log"), "Connected to ");

    private static SuiteProgram Start(Site site)
    {
        var service = SuiteProgram.Start(site.Installation.GetProgram("isps_uls"), ["-console"]);
        service.CloseInput();
        return service;
    }
}
