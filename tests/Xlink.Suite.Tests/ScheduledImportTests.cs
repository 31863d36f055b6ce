using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using NodaTime.Text;
using Xlink.Importing;
using Xlink.Logging;
using Xlink.Services;
using Xlink.Services.AutomaticImports;

namespace Xlink.Suite.Tests;

/// <summary>The service's work over simulated hours and days, with real imports into a real server.</summary>
public sealed class ScheduledImportTests(ServerFixture server)
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public async Task Imports_the_day_every_so_many_minutes_and_the_day_before_after_midnight()
    {
        using var site = await CreateSiteAsync("interval", "00:05", 30);

        var imports = await RunAsync(site, "2014-12-23T23:00:00", "2014-12-24T01:10:00");

        Assert.Equal(["23 23:05 1 day(s) from 23", "23 23:35 1 day(s) from 23", "24 00:05 2 day(s) from 23", "24 00:35 1 day(s) from 24", "24 01:05 1 day(s) from 24"], imports);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task Imports_once_a_day_for_the_day_before()
    {
        using var site = await CreateSiteAsync("daily", "02:30", 15);

        Assert.Equal(["24 02:30 1 day(s) from 23", "25 02:30 1 day(s) from 24"], await RunAsync(site, "2014-12-23T03:00:00", "2014-12-26T02:00:00"));
    }

    [Fact]
    public async Task Imports_nothing_without_a_schedule()
    {
        using var site = await CreateSiteAsync("none", "00:05", 15);

        Assert.Empty(await RunAsync(site, "2014-12-23T00:00:00", "2014-12-23T02:00:00"));
    }

    [Fact]
    public async Task Goes_on_through_the_hour_that_the_clock_shows_twice()
    {
        using var site = await CreateSiteAsync("interval", "00:00", 60);

        var imports = await RunAsync(site, "2014-10-26T00:30:00", "2014-10-26T03:30:00");

        Assert.Equal(["26 01:00", "26 02:00", "26 02:00", "26 03:00"], imports.Select(import => import[..8]));
    }

    [Fact]
    public async Task Makes_up_for_what_was_due_while_the_server_was_away()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        site.Connect("iwfm://127.0.0.1:1");
        var log = new TimedLog();

        var imports = await RunAsync(site, "2014-12-23T23:00:00", "2014-12-25T12:00:00", log, now =>
        {
            if (now > At("2014-12-25T10:00:00") && log.Count("Connected") == 0)
            {
                site.Connect(server.Url);
            }
        });

        Assert.Equal("Info: ISPS Xlink started.", log.SystemLines[0]);
        Assert.StartsWith("Error: The server iwfm://127.0.0.1:1 cannot be reached", log.SystemLines[1], StringComparison.Ordinal);
        Assert.Matches("^Info: What has failed since .* works again\\.$", log.SystemLines[^2]);
        Assert.Equal("Info: ISPS Xlink stopped.", log.SystemLines[^1]);

        // Both nights in one import, minutes after the server has come back.
        Assert.Matches(@"^25 10:0\d 2 day\(s\) from 23$", Assert.Single(imports));
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));

        // Growing pauses, not much more than 5 minutes, and one line an hour: neither a full log nor a long wait.
        Assert.InRange(log.Count("Error: The server iwfm://127.0.0.1:1 cannot be reached"), 30, 37);
    }

    [Fact]
    public async Task Makes_up_for_what_was_due_while_another_import_ran()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        var held = ImportLock.Acquire(site.Installation.Path);
        var log = new TimedLog();

        var imports = await RunAsync(site, "2014-12-24T00:00:00", "2014-12-24T02:00:00", log, now =>
        {
            Assert.Null(Status(site, XlinkServiceState.Running).LastError);
            if (now > At("2014-12-24T01:00:00"))
            {
                held.Dispose();
            }
        });

        // That is no trouble, and said once.
        Assert.Matches(@"^24 01:0\d 1 day\(s\) from 23$", Assert.Single(imports));
        Assert.Equal((1, 0), (log.Count("A manual import of the installation is at work."), log.Count("Error")));
        Assert.Equal(2, log.SystemLines.Count);
    }

    [Fact]
    public async Task An_automatic_import_makes_way_for_a_manual_one_and_is_made_up_for()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        using var gate = new UploadGate(server.Url);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var log = new TimedLog();
        var steps = new StepRecorder();
        Task<IReadOnlyList<ImportResult>>? manual = null;

        var imports = await RunAsync(site, "2014-12-24T00:00:00", "2014-12-24T02:00:00", log, now =>
        {
            // The service is connected, and its import will be held at the upload until somebody else wants to import.
            if (now < At("2014-12-24T00:01:00"))
            {
                site.Connect(gate.Url);
                manual ??= Task.Run(async () =>
                {
                    await gate.ReachedAsync();
                    site.Connect(server.Url);
                    return await CallDataImport.RunAsync(
                        site.Installation.Path, new CallDataImportOptions { StartDate = Site.Day }, steps, NullLog.Instance, TestContext.Current.CancellationToken);
                });
            }
            else if (now > At("2014-12-24T01:00:00"))
            {
                manual!.GetAwaiter().GetResult();
            }
        });

        Assert.Equal(3, Assert.Single(await manual!).RowsRead);
        Assert.Contains("Waiting until it has made way", steps.Steps[0], StringComparison.Ordinal);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
        Assert.Equal((1, 0), (log.Count("A manual import of the installation is at work."), log.Count("Error")));
        Assert.True(imports.Count >= 2);
    }

    [Fact]
    public async Task A_computer_that_slept_imports_all_days_that_it_slept_through()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        var hasSlept = false;

        var imports = await RunAsync(site, "2014-12-20T12:00:00", "2014-12-24T18:00:00", onSleep: _ => hasSlept = true, jump: now =>
            hasSlept && now < At("2014-12-24T12:00:00") ? At("2014-12-24T12:00:00") : now);

        Assert.Equal(["24 12:00 4 day(s) from 20"], imports);
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_and_is_set_back_does_not_stop_the_imports()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        var isSetBack = false;

        var imports = await RunAsync(site, "2030-01-01T12:00:00", "2014-12-25T00:10:00", jump: now =>
        {
            var then = !isSetBack && now > At("2030-01-01T13:00:00") ? At("2014-12-23T12:00:00") : now;
            isSetBack |= then != now;
            return then;
        });

        Assert.Equal(["24 00:05 1 day(s) from 23", "25 00:05 1 day(s) from 24"], imports);
    }

    [Fact]
    public async Task An_edit_is_noticed_and_a_broken_one_leaves_the_last_good_schedule_and_is_told_once()
    {
        using var site = await CreateSiteAsync("none", "00:05", 15);
        var log = new TimedLog();
        var edits = new Queue<(Instant Time, Action Edit)>([
            (At("2014-12-23T08:10:00"), () => site.Set("General", ("CallDataImport", "interval"))),
            (At("2014-12-23T08:30:00"), () => site.Set("General", ("CallDataImportMinutes", "often"))),
            (At("2014-12-23T08:45:00"), () => File.Move(site.Installation.GetFile("isps_ul.ini"), site.Folder["away.ini"])),
            (At("2014-12-23T09:00:00"), () => File.Move(site.Folder["away.ini"], Path.Combine(site.Installation.Path, "isps_ul.ini"))),
            (At("2014-12-23T09:01:00"), () => site.Set("General", ("CallDataImportMinutes", "60"))),
        ]);

        var imports = await RunAsync(site, "2014-12-23T08:00:00", "2014-12-23T11:00:00", log, now =>
        {
            if (edits.Count > 0 && edits.Peek().Time <= now)
            {
                edits.Dequeue().Edit();
            }
        });

        // At 08:50 the file itself was away.
        Assert.Equal(["08:20", "08:35", "08:50", "09:05", "10:05"], imports.Select(import => import[3..8]));
        Assert.Equal(1, log.Count("'often' is not a value for CallDataImportMinutes"));
    }

    [Fact]
    public async Task A_broken_edit_anywhere_in_the_configuration_leaves_the_last_good_one_in_force_and_is_told()
    {
        using var site = await CreateSiteAsync("interval", "00:00", 60);
        var log = new TimedLog();
        var told = new List<(Instant Time, XlinkServiceStatus Status)>();
        var map = site.Installation.GetFile("acd_map.ini");
        var edits = new Queue<(Instant Time, Action Edit)>([
            (At("2014-12-23T09:30:00"), () => site.Set("CSV", ("HeaderLines", "abc"))),
            (At("2014-12-23T11:30:00"), () => File.Move(map, map + ".away")),
            (At("2014-12-23T12:30:00"), () => site.Set("CSV", ("HeaderLines", "1"))),
            (At("2014-12-23T13:30:00"), () => File.Move(map + ".away", map)),
        ]);

        var imports = await RunAsync(site, "2014-12-23T08:30:00", "2014-12-23T14:30:00", log, now =>
        {
            told.Add((now, Status(site, XlinkServiceState.Running)));
            if (edits.Count > 0 && edits.Peek().Time <= now)
            {
                edits.Dequeue().Edit();
            }
        });

        Assert.Equal(["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"], imports.Select(import => import[3..8]));
        Assert.Equal(6, log.Count("CSV: 3 rows read"));
        Assert.Equal(2, log.Count("the last good configuration stays in force."));
        Assert.Equal(1, log.Count("The configuration is good again and in force."));
        Assert.Null(ErrorAt("2014-12-23T09:20:00"));
        Assert.Contains("HeaderLines", ErrorAt("2014-12-23T10:20:00"), StringComparison.Ordinal);
        Assert.Contains("acd_map.ini", ErrorAt("2014-12-23T13:20:00"), StringComparison.Ordinal);
        Assert.Null(ErrorAt("2014-12-23T14:20:00"));

        string? ErrorAt(string local) => told.Last(entry => entry.Time <= At(local)).Status.LastError;
    }

    [Fact]
    public async Task An_external_system_that_fails_is_logged_and_the_schedule_goes_on()
    {
        using var site = await CreateSiteAsync("interval", "00:00", 60);
        Directory.Delete(site.Folder["acd"], recursive: true);
        var log = new TimedLog();

        var imports = await RunAsync(site, "2014-12-23T08:30:00", "2014-12-23T10:30:00", log);

        // Between the scheduled ones it is tried again and again, with growing pauses.
        Assert.Contains("23 09:00 1 day(s) from 23", imports);
        Assert.Contains("23 10:00 1 day(s) from 23", imports);
        Assert.InRange(imports.Count, 5, 12);
        Assert.InRange(log.Count("Error: The source folder"), 1, 2);
    }

    [Fact]
    public async Task A_network_share_that_is_away_at_night_is_imported_when_it_has_come_back()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        Directory.Move(site.Folder["acd"], site.Folder["away"]);

        var imports = await RunAsync(site, "2014-12-23T23:00:00", "2014-12-24T23:00:00", onSleep: now =>
        {
            if (now > At("2014-12-24T06:00:00") && Directory.Exists(site.Folder["away"]))
            {
                Directory.Move(site.Folder["away"], site.Folder["acd"]);
            }
        });

        Assert.Equal("24 00:05 1 day(s) from 23", imports[0]);
        Assert.Matches("^24 0[67]:.* 1 day\\(s\\) from 23$", imports[^1]);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal(["calls.csv"], site.Files("done"));
    }

    [Fact]
    public async Task A_service_that_did_not_run_makes_up_for_what_was_due_when_it_is_started()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        Assert.Empty(await RunAsync(site, "2014-12-20T12:00:00", "2014-12-20T18:00:00"));

        Assert.Equal(["24 12:00 4 day(s) from 20"], await RunAsync(site, "2014-12-24T12:00:00", "2014-12-24T18:00:00"));
        Assert.Empty(await RunAsync(site, "2014-12-24T19:00:00", "2014-12-24T20:00:00"));
    }

    [Fact]
    public async Task Days_that_are_too_long_ago_are_named_in_the_log_and_in_the_status()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        await RunAsync(site, "2014-11-01T12:00:00", "2014-11-01T18:00:00");
        var log = new TimedLog();

        await RunAsync(site, "2014-12-24T12:00:00", "2014-12-24T18:00:00", log);

        var told = string.Format(CultureInfo.CurrentCulture, "The days from {0:d} to {1:d} are more than 31 days ago", new DateTime(2014, 11, 1), new DateTime(2014, 11, 22));
        Assert.Equal(1, log.Count("Warning: " + told));
        Assert.StartsWith(told, Status(site, XlinkServiceState.Running).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_when_it_has_imported_when_it_will_and_what_is_wrong()
    {
        using var site = await CreateSiteAsync("daily", "00:05", 15);
        Directory.Move(site.Folder["acd"], site.Folder["away"]);
        var told = new List<(Instant Time, XlinkServiceStatus Status)>();

        await RunAsync(site, "2014-12-23T23:00:00", "2014-12-24T23:00:00", onSleep: now =>
        {
            told.Add((now, Status(site, XlinkServiceState.Running)));
            if (now > At("2014-12-24T06:00:00") && Directory.Exists(site.Folder["away"]))
            {
                Directory.Move(site.Folder["away"], site.Folder["acd"]);
            }

            if (now > At("2014-12-24T20:00:00"))
            {
                site.Set("General", ("CallDataImportTime", "midnight"));
            }
        });

        var before = told.Last(entry => entry.Time < At("2014-12-24T00:05:00")).Status;
        Assert.Equal((null, At("2014-12-24T00:05:00"), null), (before.LastRun, Moment(before.NextRun), before.LastError));

        var without = told.Last(entry => entry.Time < At("2014-12-24T06:00:00")).Status;
        Assert.Contains("The source folder", without.LastError, StringComparison.Ordinal);
        Assert.InRange(Moment(without.NextRun), At("2014-12-24T05:00:00"), At("2014-12-24T08:00:00"));

        var after = told.Last(entry => entry.Time < At("2014-12-24T20:00:00")).Status;
        Assert.InRange(Moment(after.LastRun), At("2014-12-24T06:00:00"), At("2014-12-24T08:00:00"));
        Assert.Equal((At("2014-12-25T00:05:00"), null), (Moment(after.NextRun), after.LastError));

        // The last good schedule is in force.
        var broken = told[^1].Status;
        Assert.Contains("CallDataImportTime=midnight is none of: HH:mm", broken.LastError, StringComparison.Ordinal);
        Assert.Equal(At("2014-12-25T00:05:00"), Moment(broken.NextRun));

        // One that does not run has imported, and will not.
        var stopped = Status(site, XlinkServiceState.Stopped);
        Assert.Equal((after.LastRun, null, null), (stopped.LastRun, stopped.NextRun, stopped.RunningImport));
    }

    [Fact]
    public void What_an_import_is_at_is_told_once_a_second()
    {
        using var folder = new TemporaryFolder();
        var log = new TimedLog { Now = At("2014-12-23T08:00:00") };
        var file = new ServiceActivityFile(folder.Path, log, new SignsOfLife());

        file.Begin(ImportKind.CallData);
        Assert.Equal(At("2014-12-23T08:00:00"), Moment(ServiceActivity.Read(folder.Path).Running!.Started));
        for (var i = 1; i <= 5; i++)
        {
            log.Now += Duration.FromMilliseconds(400);
            file.Progressed(new ImportProgress { ExternalSystem = "CSV", Activity = "calls.csv", Fraction = i / 10.0 });
        }

        // After 1.2 seconds; the next is due after 2.2.
        var running = ServiceActivity.Read(folder.Path).Running!;
        Assert.Equal(("CSV", "calls.csv", 0.3), (running.ExternalSystem, running.Activity, running.Fraction));

        file.End(ImportKind.CallData, isDone: true, isComplete: true);
        Assert.Null(ServiceActivity.Read(folder.Path).Running);
        Assert.Equal(At("2014-12-23T08:00:00"), Moment(ServiceActivity.Read(folder.Path).Find(ImportKind.CallData).LastRun));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"imports\": null}")]
    [InlineData("[1]")]
    public void A_damaged_file_means_that_nothing_is_known(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Write("isps_uls.status", content);

        Assert.All(ServiceActivity.Read(folder.Path).Imports, import => Assert.Null(import.LastRun));
    }

    private static XlinkServiceStatus Status(Site site, XlinkServiceState state)
        => new XlinkServiceStatus(state, XlinkServiceStartType.Automatic, "xlink", site.Installation.Path, ProcessId: 1).WithActivity();

    private static Instant Moment(DateTime? local) => Instant.FromDateTimeUtc(local!.Value.ToUniversalTime());

    private static Instant At(string local) => LocalDateTimePattern.GeneralIso.Parse(local).Value.InZoneLeniently(Berlin).ToInstant();

    private async Task<Site> CreateSiteAsync(string mode, string time, int minutes)
    {
        var site = await Site.CreateAsync(server);
        site.Set("General", ("CallDataImport", mode), ("CallDataImportTime", time), ("CallDataImportMinutes", minutes.ToString(CultureInfo.InvariantCulture)));
        site.Deliver("calls.csv", Site.Example);
        return site;
    }

    /// <summary>Runs the service on a clock that moves only while it sleeps.</summary>
    /// <param name="site">The installation.</param>
    /// <param name="from">When the service starts.</param>
    /// <param name="to">When it is stopped.</param>
    /// <param name="log">Gets its log.</param>
    /// <param name="onSleep">Happens before each sleep.</param>
    /// <param name="jump">Where the clock stands after each sleep, instead of where it should.</param>
    /// <returns>The imports: day and time, and what they covered.</returns>
    private static async Task<IReadOnlyList<string>> RunAsync(
        Site site, string from, string to, TimedLog? log = null, Action<Instant>? onSleep = null, Func<Instant, Instant>? jump = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        log ??= new TimedLog();
        log.Now = At(from);
        var end = At(to);
        var service = new ImportService(site.Installation, log, log, Berlin, async (duration, token) =>
        {
            Assert.True(duration > Duration.Zero);
            onSleep?.Invoke(log.Now);
            var next = log.Now + duration;
            log.Now = jump?.Invoke(next) ?? next;
            if (log.Now >= end && jump is null || (jump is not null && log.Now >= end && log.Now < end + Duration.FromHours(1)))
            {
                await stop.CancelAsync();
            }

            token.ThrowIfCancellationRequested();
        }, log, chance: () => 0.5);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.RunAsync(stop.Token));
        Assert.EndsWith("ISPS Xlink stopped.", log.Lines[^1], StringComparison.Ordinal);
        return log.Imports;
    }
}
