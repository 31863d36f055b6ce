using System;
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using Xlink.Installation;
using Xlink.Installation.Updates;
using Xlink.Services;

namespace Xlink.Suite.Tests;

/// <summary>Updates of an installation whose service runs and is connected to a server.</summary>
public sealed class UpdateTests(ServerFixture server)
{
    [Theory]
    [InlineData("english", "Connected to ")]
    [InlineData("german", "Verbunden mit ")]
    public async Task The_new_version_runs_and_has_reached_the_server_whatever_language_it_speaks(string language, string connected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        using var service = new ConsoleService(site.Installation);
        LanguageSwitch.Set(site.Installation, language, service);
        new InstallationService(site.Installation, service).Start(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var before = Count(site, connected);

        var update = Update(site, service, suite => File.WriteAllText(Path.Combine(suite, "Xlink", "new.txt"), "new"));

        Assert.Equal((Artifacts.Version, "9.9.9"), (update.OldVersion, update.NewVersion));
        Assert.Equal((1, 2), (before, Count(site, connected)));
        Assert.Equal(XlinkServiceState.Running, service.Query().State);
        Assert.True(File.Exists(Path.Combine(site.Installation.Path, "new.txt")));
        service.Stop(TestContext.Current.CancellationToken);
        site.Deliver("calls.csv", Site.Example);
        Assert.Equal(0, (await site.ImportAsync()).ExitCode);
        Assert.Equal("08:00=1 08:15=1", await site.ValuesAsync(site.German, "Calls"));
    }

    [Fact]
    public async Task A_new_version_that_cannot_run_makes_way_for_the_old_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server);
        using var service = new ConsoleService(site.Installation);
        new InstallationService(site.Installation, service).Start(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var program = await File.ReadAllBytesAsync(Path.Combine(site.Installation.Path, "isps_uls.dll"), TestContext.Current.CancellationToken);

        var error = Assert.Throws<XlinkException>(() => Update(site, service, suite => File.WriteAllText(Path.Combine(suite, "Xlink", "isps_uls.dll"), "broken")));

        Assert.Equal("ChangeUndone", error.ErrorId);
        Assert.Contains("waiting for the service to reach its server", error.Message);
        Assert.Equal(program, await File.ReadAllBytesAsync(Path.Combine(site.Installation.Path, "isps_uls.dll"), TestContext.Current.CancellationToken));
        Assert.Equal(Artifacts.Version, XlinkInstallation.Open(site.Installation.Path).Version);
        await Poll.UntilAsync(() => Count(site, "Connected to ") == 2, "the old version has reached the server again");
    }

    private static XlinkUpdate Update(Site site, ConsoleService service, Action<string> change)
    {
        var folder = site.Folder["suite"];
        ZipFile.ExtractToDirectory(Artifacts.SuiteZip(Site.Platform), folder);
        File.WriteAllText(Path.Combine(folder, "Xlink", "version.txt"), "9.9.9");
        change(folder);
        using var suite = InstallationSource.Open(folder);
        return Updater.Update(
            site.Installation.Path, suite, new UpdateOptions { ConnectionLimit = TimeSpan.FromMinutes(2) }, service, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static int Count(Site site, string text) => site.Log("isps_uls.log").Split(text).Length - 1;
}
