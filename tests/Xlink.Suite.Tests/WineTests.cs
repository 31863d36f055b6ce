using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace Xlink.Suite.Tests;

/// <summary>What the suite does with Windows alone: its service manager, its data protection. Wine stands in for Windows.</summary>
public sealed class WineTests(ServerFixture server, WineFixture wine) : IClassFixture<WineFixture>, IAsyncDisposable
{
    private const string Service = "ISPS Xlink";
    private const string KeyFile = "isps_ul.key";

    private readonly List<Site> sites = [];

    [Fact]
    public async Task The_service_is_installed_queried_stopped_started_and_removed()
    {
        var site = await CreateSiteAsync();

        var installed = await RunAsync(site, "isps_uls", "-install");

        Assert.Equal((0, string.Empty), (installed.ExitCode, installed.Errors));
        Assert.Equal(["ISPS Xlink installed.", "Starting up ISPS Xlink.", "ISPS Xlink started."], Lines(installed.Output));
        Assert.Equal(
            ["State=Running", "StartType=Automatic", "Account=LocalSystem", "InstallationPath=" + WineFixture.WindowsPath(site.Installation.Path), "HasProcess=True"],
            await QueryAsync());
        Assert.Contains("RUNNING", (await wine.RunAsync("sc.exe", ["query", Service])).Output);
        await SeeInLogAsync(site, "Connected to " + server.Url);

        Assert.Equal(0, (await wine.RunAsync("net.exe", ["stop", Service])).ExitCode);
        await SeeInLogAsync(site, "ISPS Xlink stopped.");
        await UntilAsync("State=Stopped");
        Assert.Contains("HasProcess=False", await QueryAsync());

        Assert.Equal(0, (await wine.RunAsync("net.exe", ["start", Service])).ExitCode);
        await UntilAsync("State=Running");

        var removed = await RunAsync(site, "isps_uls", "-remove");
        Assert.Equal((0, string.Empty), (removed.ExitCode, removed.Errors));
        Assert.Equal(["ISPS Xlink removed."], Lines(removed.Output));
        Assert.Equal("State=NotInstalled", (await QueryAsync())[0]);
        var again = await RunAsync(site, "isps_uls", "-remove");
        Assert.Equal((1, string.Empty), (again.ExitCode, again.Output));
        Assert.Contains("The service ISPS Xlink is not installed on this computer.", again.Errors);
    }

    [Fact]
    public async Task The_services_account_gets_the_right_to_log_on()
    {
        Assert.SkipUnless(WineFixture.IsHere, "Wine, which runs the build for Windows, is not here.");
        const string NobodyOfThatName = "1332"; // ERROR_NONE_MAPPED

        var user = Lines((await wine.RunAsync("cmd.exe", ["/c", "echo %USERNAME%"])).Output)[0];
        Assert.Equal("0", await GrantAsync(@".\" + user));
        Assert.Equal(NobodyOfThatName, await GrantAsync(@".\nobody of that name"));

        async Task<string> GrantAsync(string account)
            => Lines((await wine.RunAsync(Path.Combine(wine.Programs, "Xlink.ServiceQuery.exe"), [account])).Output)[0];
    }

    [Fact]
    public async Task A_second_installation_says_where_the_first_is_and_leaves_it_alone()
    {
        var first = await CreateSiteAsync();
        var second = await CreateSiteAsync();
        await InstallAsync(first);

        var result = await RunAsync(second, "isps_uls", "-install");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(WineFixture.WindowsPath(first.Installation.Path), result.Errors);
        Assert.Equal("InstallationPath=" + WineFixture.WindowsPath(first.Installation.Path), (await QueryAsync())[3]);
        Assert.Equal("State=Running", (await QueryAsync())[0]);

        // In the same folder it is a repair.
        await InstallAsync(first);
    }

    [Fact]
    public async Task Imports_by_the_schedule_while_it_runs_as_a_service()
    {
        var site = await CreateSiteAsync();
        site.Set("General", ("CallDataImport", "interval"), ("CallDataImportMinutes", "1"), ("CallDataImportTime", "00:00"));
        site.Set("CSV", ("DeleteImportFiles", "1"));

        // The service makes up for a day and a half: at once, and whatever the time of day.
        var yesterday = Site.Yesterday;
        File.WriteAllText(
            Path.Combine(site.Installation.Path, "isps_schedule.journal"),
            $$"""[{"kind":"CallData","doneUtc":"{{DateTime.UtcNow.AddHours(-36):yyyy-MM-ddTHH:mm:ssZ}}","missingFrom":null,"missingTo":null}]""");
        site.Deliver("calls.csv", Site.Header + $"UHD_DE_IN;{yesterday.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)};08:00;3;0;0\n");

        await InstallAsync(site);
        await Poll.UntilAsync(() => site.Log("DeleteImportFiles.log").Contains("moved to", StringComparison.Ordinal), "the scheduled import:\n" + site.Log("isps_uls.log"));

        Assert.Equal("08:00=3", await site.ValuesAsync(site.German, "Calls", yesterday));
        Assert.Equal(["calls.csv"], site.Files("done"));
        Assert.Empty(site.Files("acd"));
        Assert.Contains("CSV: 1 rows read, 0 skipped, 2 values written", site.Log("isps_uls.log"));
        Assert.Equal("State=Running", (await QueryAsync())[0]);
    }

    [Fact]
    public async Task Starts_by_itself_when_the_computer_starts()
    {
        var site = await CreateSiteAsync();
        await InstallAsync(site);
        await SeeInLogAsync(site, "Connected to " + server.Url);

        await wine.PowerOffAsync();
        File.Delete(Path.Combine(site.Installation.Path, "isps_uls.log"));
        await wine.PowerOnAsync();

        await SeeInLogAsync(site, "Connected to " + server.Url);
        await UntilAsync("State=Running");
    }

    [Fact]
    public async Task A_password_is_encoded_for_this_computer_alone()
    {
        var site = await CreateSiteAsync();
        File.Delete(Path.Combine(site.Installation.Path, KeyFile));
        var user = new NewUser { EmailAddress = "xlink-" + Guid.NewGuid() + "@company.example", IsAdmin = true, Password = Guid.NewGuid() + "!" };
        await server.Administrator.CreateUserAsync(user, TestContext.Current.CancellationToken);

        var encoded = await RunAsync(site, "passcode", ["--installation", WineFixture.WindowsPath(site.Installation.Path)], user.Password + "\r\n");

        Assert.Equal((0, string.Empty), (encoded.ExitCode, encoded.Errors));
        Assert.StartsWith("XLINKPS-KEY-1 dpapi ", site.Log(KeyFile), StringComparison.Ordinal);
        var configuration = IspsUlConfiguration.Load(site.Installation.Path);
        configuration.SetCredential("WFM", user.EmailAddress, encoded.Output.Trim());
        configuration.Save();

        // Another process of the same computer decodes it.
        var import = await RunAsync(site, "isps_ul", "-p", "-d", "12/23/2014");
        Assert.True(import.ExitCode == 0, import.All);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));

        // Another computer, which has copied all files, does not.
        var elsewhere = Assert.Throws<XlinkException>(() => PasswordEncoding.Open(site.Installation.Path).Unprotect(encoded.Output.Trim()));
        Assert.Equal("PasswordKeyUnusable", elsewhere.ErrorId);

        // Nor does this one if the key is not as the data protection has written it.
        site.Edit(KeyFile, text => text.TrimEnd()[..^1] + (text.TrimEnd()[^1] == '0' ? '1' : '0') + "\n");
        var tampered = await RunAsync(site, "isps_ul", "-p", "-d", "12/23/2014");
        Assert.NotEqual(0, tampered.ExitCode);
        Assert.Contains(KeyFile, tampered.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (sites.Count > 0)
        {
            // The next test finds a computer without the service, whatever became of this one.
            await RunAsync(sites[0], "isps_uls", "-remove");
        }

        sites.ForEach(site => site.Dispose());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Task SeeInLogAsync(Site site, string text)
        => Poll.UntilAsync(() => site.Log("isps_uls.log").Contains(text, StringComparison.Ordinal), "'" + text + "' in isps_uls.log");

    /// <summary>Makes a site whose programs are those with the .NET runtime in them, and whose paths are those of Windows.</summary>
    private async Task<Site> CreateSiteAsync()
    {
        Assert.SkipUnless(WineFixture.IsHere, "Wine, which runs the build for Windows, is not here.");
        var site = await Site.CreateAsync(server, "windows");
        sites.Add(site);
        foreach (var file in Directory.GetFiles(wine.Programs))
        {
            File.Copy(file, Path.Combine(site.Installation.Path, Path.GetFileName(file)), overwrite: true);
        }

        site.Set("CSV", ("Source", WineFixture.WindowsPath(site.Folder["acd"])), ("Destination", WineFixture.WindowsPath(site.Folder["done"])));
        site.Deliver("calls.csv", Site.Example);
        return site;
    }

    private async Task InstallAsync(Site site)
    {
        var result = await RunAsync(site, "isps_uls", "-install");
        Assert.True(result.ExitCode == 0, result.All);
    }

    private Task<ProgramResult> RunAsync(Site site, string program, params string[] arguments) => RunAsync(site, program, arguments, input: string.Empty);

    private Task<ProgramResult> RunAsync(Site site, string program, string[] arguments, string input)
        => wine.RunAsync(Path.Combine(site.Installation.Path, program + ".exe"), arguments, input);

    /// <summary>What our own query says about the service.</summary>
    private async Task<string[]> QueryAsync()
    {
        var result = await wine.RunAsync(Path.Combine(wine.Programs, "Xlink.ServiceQuery.exe"), []);
        Assert.True(result.ExitCode == 0, result.All);
        return Lines(result.Output);
    }

    private async Task UntilAsync(string state)
    {
        for (var end = DateTime.UtcNow.AddMinutes(2); (await QueryAsync())[0] != state;)
        {
            Assert.True(DateTime.UtcNow < end, "The service does not come to " + state);
        }
    }
}
