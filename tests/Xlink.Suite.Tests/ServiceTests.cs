using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The service's program, in a console.</summary>
public sealed class ServiceTests(ServerFixture server)
{
    private const string LogLine = @"(?m)^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > ";

    [Theory]
    [InlineData(SuiteProgram.Terminate)]
    [InlineData(SuiteProgram.Interrupt)]
    public async Task Connects_says_so_in_its_log_and_ends_on_a_signal(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        using var service = Start(site);

        await Poll.UntilAsync(() => site.Log("isps_uls.log").Contains("Connected to " + server.Url, StringComparison.Ordinal), "the connection in isps_uls.log");
        service.Signal(signal);
        var result = await service.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ISPS Xlink runs in this console", result.Output);
        Assert.Matches(LogLine + "ISPS Xlink started\\.\r?$", site.Log("isps_uls.log"));
        Assert.Matches(LogLine + "Connected to " + server.Url, site.Log("isps_uls.log"));
        Assert.Matches(LogLine + "ISPS Xlink stopped\\.\r?$", site.Log("isps_uls.log"));
    }

    [Fact]
    public async Task Imports_by_the_schedule_and_keeps_out_of_the_way_of_a_manual_import()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        site.Set("General", ("CallDataImport", "interval"), ("CallDataImportMinutes", "1"), ("CallDataImportTime", "00:00"));
        site.ConfigureCsv(changes: ("DeleteImportFiles", "1"));
        var yesterday = Site.Yesterday;
        site.Deliver("calls.csv", string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{yesterday:dd.MM.uuuu};08:00;3;0;0\n"));
        site.ServiceWasDownSinceYesterday();
        SuiteProgram service;
        using (await Importing.ManualImport.BeginAsync(site.Installation.Path, new Importing.ImportReport(new UnwatchedImport(), Logging.NullLog.Instance), TestContext.Current.CancellationToken))
        {
            service = Start(site);

            // A manual import is in the way; the service tries again until that has ended.
            await Poll.UntilAsync(() => site.Log("isps_uls.log").Contains("> A manual import of the installation is at work.", StringComparison.Ordinal), "the first scheduled import");
            Assert.Equal(["calls.csv"], site.Files("acd"));
        }

        using (service)
        {
            await Poll.UntilAsync(() => site.Log("isps_uls.log").Contains("CSV: 1 rows read", StringComparison.Ordinal), "the import that was missed");
            service.Signal(SuiteProgram.Terminate);
            Assert.Equal(0, (await service.EndAsync()).ExitCode);
        }

        Assert.Equal("08:00=3", await site.ValuesAsync(site.German, "Calls", yesterday));
        Assert.Matches(LogLine + "CSV: 1 rows read, 0 skipped, 2 values written", site.Log("isps_uls.log"));
    }

    [Fact]
    public async Task Waits_for_a_server_that_is_away_and_says_why()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        site.Connect("iwfm://127.0.0.1:1");
        using var service = Start(site);

        await Poll.UntilAsync(() => site.Log("isps_uls.log").Contains("cannot be reached", StringComparison.Ordinal), "the failure in isps_uls.log");
        site.Connect(server.Url);
        await Poll.UntilAsync(() => site.Log("isps_uls.log").Contains("Connected to " + server.Url, StringComparison.Ordinal), "the connection in isps_uls.log");
        service.Signal(SuiteProgram.Terminate);

        Assert.Equal(0, (await service.EndAsync()).ExitCode);
        Assert.Matches(LogLine + "Error: The server iwfm://127.0.0.1:1 cannot be reached", site.Log("isps_uls.log"));
    }

    [Theory]
    [InlineData("-install")]
    [InlineData("-remove")]
    public async Task Where_there_is_no_service_manager_that_is_a_clear_error(string option)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Directory.Exists("/run/systemd/system"), "This computer has a service manager.");
        Assert.SkipUnless(Environment.UserName == "root", "Without root's rights that is the error.");
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.Installation.GetProgram("isps_uls"), [option]);

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("There is no service manager on this computer: systemd does not run here.", result.Errors);
        Assert.Contains("Run isps_uls -console", result.Errors);
    }

    [Fact]
    public async Task Two_parameters_at_once_are_wrong_usage()
    {
        using var site = await Site.CreateAsync(server);

        var result = await SuiteProgram.RunAsync(site.Installation.GetProgram("isps_uls"), ["-install", "-remove"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Give one of the parameters only.", result.Errors);
    }

    private static SuiteProgram Start(Site site)
    {
        var service = SuiteProgram.Start(site.Installation.GetProgram("isps_uls"), ["-console"]);
        service.CloseInput();
        return service;
    }
}
