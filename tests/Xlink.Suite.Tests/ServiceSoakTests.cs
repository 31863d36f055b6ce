using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Services.AutomaticImports;

namespace Xlink.Suite.Tests;

/// <summary>
/// Three weeks of the service's life around a clock change, with everything that happens to one: the server away for days, broken edits, manual
/// imports, a clock that is wrong, a share that is away, days without a service. Every day arrives, every file goes its way once and in order.
/// </summary>
public sealed class ServiceSoakTests(ServerFixture server)
{
    private const int Days = 21;
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    // Nothing is missed by a service that sleeps longer than it wanted, and the test takes less time.
    private static readonly Duration ShortestSleep = Duration.FromMinutes(5);

    [Theory]
    [InlineData(2014, 10, 13)]
    [InlineData(2015, 3, 16)]
    public async Task Every_day_is_imported(int year, int month, int day)
    {
        var first = new LocalDate(year, month, day);
        using var site = await Site.CreateAsync(server);
        site.Set("General", ("CallDataImport", "daily"), ("CallDataImportTime", "02:30"));
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var log = new TimedLog();
        ImportLock? held = null;
        var clockIsAhead = Duration.Zero;
        var events = new Queue<(Instant Time, Action Happens)>(new (Instant, Action)[]
        {
            (At(3, 10), () => site.Connect("iwfm://127.0.0.1:1")),
            (At(6, 14), () => site.Connect(server.Url)),
            (At(8, 9), () => site.Set("General", ("CallDataImportTime", "at night"))),
            (At(9, 12), () => site.Set("General", ("CallDataImportTime", "02:30"))),
            (At(10, 1), () => held = ImportLock.Acquire(site.Installation.Path)),
            (At(10, 5), () => held!.Dispose()),
            (At(11, 1), () => ImportManually(site, first.PlusDays(10))),
            (At(12, 12), () => PutClockForward(Duration.FromDays(2))),
            (At(12, 13), () => PutClockForward(-Duration.FromDays(2))),
            (At(17, 1), () => Directory.Move(site.Folder["acd"], site.Folder["away"])),
            (At(17, 8), () => Directory.Move(site.Folder["away"], site.Folder["acd"])),
        });
        var delivered = 0;

        await RunAsync(site, log, At(0, 12), At(15, 12), Live);
        await RunAsync(site, log, At(16, 18), At(Days, 12), Live);

        for (var i = 0; i < Days; i++)
        {
            Assert.Equal($"08:00={i + 1}", await site.ValuesAsync(site.German, "Calls", first.PlusDays(i)));
        }

        Assert.Empty(site.Files("acd"));
        Assert.Equal(Enumerable.Range(0, Days).Select(Name), site.Files("done"));
        Assert.Equal(
            Enumerable.Range(0, Days).Select(Name),
            site.Log("DeleteImportFiles.log").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" moved to ")[0].Split('/', '\\')[^1]));

        // Days of trouble fill neither the log of the service nor that of the system.
        Assert.InRange(log.Lines.Count, Days, 50 * Days);
        Assert.InRange(log.SystemLines.Count, 6, 200);
        Assert.Contains(log.SystemLines, line => line.Contains("works again", StringComparison.Ordinal));

        Instant At(int dayNumber, int hour) => (first.PlusDays(dayNumber) + new LocalTime(hour, 0)).InZoneStrictly(Berlin).ToInstant();

        string Name(int dayNumber) => first.PlusDays(dayNumber).ToString("uuuuMMdd", CultureInfo.InvariantCulture) + ".csv";

        void PutClockForward(Duration duration)
        {
            log.Now += duration;
            clockIsAhead += duration;
        }

        void Live()
        {
            var now = log.Now - clockIsAhead;

            // The telephone system delivers a day when it is over, even where nobody can fetch it.
            while (delivered < Days && first.PlusDays(delivered + 1).AtStartOfDayInZone(Berlin).ToInstant() <= now && Directory.Exists(site.Folder["acd"]))
            {
                var date = first.PlusDays(delivered).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
                site.Deliver(Name(delivered), Site.Header + $"UHD_DE_IN;{date};08:00;{delivered + 1};0;0\n");
                delivered++;
            }

            while (events.Count > 0 && events.Peek().Time <= now)
            {
                events.Dequeue().Happens();
            }
        }
    }

    [Fact]
    public async Task Every_day_of_calls_and_agents_is_imported_once_at_short_intervals_and_memory_does_not_grow()
    {
        const int LongRun = 7;
        const long MemoryAllowed = 50 << 20;
        var first = new LocalDate(2015, 10, 21);
        using var site = await Site.CreateAsync(server);
        var agents = await AgentSource.CreateAsync(server, site);
        site.Set(
            "General",
            ("CallDataImport", "interval"), ("CallDataImportTime", "00:05"), ("CallDataImportMinutes", "120"),
            ("AgentDataImport", "daily"), ("AgentDataImportTime", "03:30"));
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var log = new TimedLog();
        var delivered = 0;
        long? memory = null;

        await RunAsync(site, log, At(0, 12), At(LongRun, 12), Live);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory!.Value, long.MinValue, MemoryAllowed);
        var names = Enumerable.Range(0, LongRun).Select(Name).ToList();
        Assert.Equal(names, site.Files("done"));
        Assert.Equal(names, site.Files("status-done"));
        for (var i = 0; i < LongRun; i++)
        {
            Assert.Equal($"08:00={i + 1}", await site.ValuesAsync(site.German, "Calls", first.PlusDays(i)));
            Assert.Equal(["1 08:00-12:00 Present"], await agents.StoredAsync(first.PlusDays(i)));
        }

        // Runs every two hours, and one of them for each file.
        Assert.InRange(log.Imports.Count, 12 * (LongRun - 1), 13 * LongRun);
        Assert.Equal(LongRun, log.Count("CSV: 1 rows read"));
        Assert.Equal(LongRun, log.Count(agents.System + ": 2 rows read"));
        Assert.Equal(2 * LongRun, site.Log("DeleteImportFiles.log").Split('\n').Count(line => line.Contains(" moved to ", StringComparison.Ordinal)));

        Instant At(int dayNumber, int hour) => (first.PlusDays(dayNumber) + new LocalTime(hour, 0)).InZoneStrictly(Berlin).ToInstant();

        string Name(int dayNumber) => first.PlusDays(dayNumber).ToString("uuuuMMdd", CultureInfo.InvariantCulture) + ".csv";

        // What the telephone system has of a day it delivers in its evening.
        void Live()
        {
            for (; delivered < LongRun && At(delivered, 20) <= log.Now; delivered++)
            {
                var day = first.PlusDays(delivered);
                site.Deliver(Name(delivered), string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{day:dd.MM.uuuu};08:00;{delivered + 1};0;0\n"));
                agents.Deliver(Name(delivered), (1, day.At(new LocalTime(8, 0))), (0, day.At(new LocalTime(12, 0))));
            }

            if (log.Now >= At(1, 12))
            {
                memory ??= GC.GetTotalMemory(forceFullCollection: true);
            }
        }
    }

    private static void ImportManually(Site site, LocalDate day)
        => CallDataImport.RunAsync(
            site.Installation.Path, new CallDataImportOptions { StartDate = day }, new UnwatchedImport(), NullLog.Instance, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private static async Task RunAsync(Site site, TimedLog log, Instant from, Instant to, Action live)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        log.Now = from;
        live();
        var service = new ImportService(site.Installation, log, log, Berlin, async (duration, token) =>
        {
            Assert.True(duration > Duration.Zero);
            log.Now += Duration.Max(duration, ShortestSleep);
            live();
            if (log.Now >= to)
            {
                await stop.CancelAsync();
            }

            token.ThrowIfCancellationRequested();
        }, log);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.RunAsync(stop.Token));
    }
}
