using System;
using System.IO;
using System.Linq;
using Xlink.Core.Tests.Installation.Updates;
using Xlink.Core.Tests.Services;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation;

public sealed class UninstallerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly UpdateSite site;
    private readonly InstallationRegister register;

    public UninstallerTests()
    {
        site = UpdateSite.Create(folder);
        register = new InstallationRegister(folder["register"]);
        register.Add(XlinkInstallation.Open(site.Path));
        folder.Write("Xlink/isps_uls.log", "log");
        folder.Write("Xlink/backup/old.zip", "zip");
        folder.Write("Xlink/support-applications/readme", "a program");
        folder.Write("Xlink/de/Xlink.Core.resources.dll", "texts");
    }

    [Fact]
    public void The_service_goes_first_and_configuration_logs_and_what_is_not_Xlinks_stay()
    {
        var hadPrograms = false;
        var control = new FakeServiceControl(folder["service.txt"]) { OnAction = action => hadPrograms |= action == "Uninstall" && File.Exists(Path.Combine(site.Path, "isps_uls")) };

        var files = Uninstaller.Uninstall(XlinkInstallation.Open(site.Path), includeConfiguration: false, control, register, TestContext.Current.CancellationToken);

        Assert.True(hadPrograms);
        Assert.Equal(XlinkServiceState.NotInstalled, control.Query().State);
        Assert.Equal(
            ["$1.BAS", "ISPS_UL.INI", "acd_map.ini", "backup/old.zip", "isps.cfg", "isps_ul.key", "isps_uls.log", "notes.txt"],
            Suite.List(site.Path));
        Assert.Empty(register.Paths);
        Assert.DoesNotContain(files, file => file is { RelativePath: "isps_import.lock", Kind: FileChangeKind.Keep });
        Assert.Contains(files, file => file is { RelativePath: "notes.txt", Kind: FileChangeKind.Keep });
    }

    [Fact]
    public void Told_so_the_configuration_goes_too_and_what_is_not_Xlinks_stays()
    {
        Uninstaller.Uninstall(XlinkInstallation.Open(site.Path), includeConfiguration: true, site.Control, register, TestContext.Current.CancellationToken);

        Assert.Equal(["notes.txt"], Suite.List(site.Path));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(site.Path).Select(Path.GetFileName));
        Assert.Empty(register.Paths);
    }

    [Fact]
    public void With_nothing_left_the_folder_goes()
    {
        File.Delete(Path.Combine(site.Path, "notes.txt"));

        Uninstaller.Uninstall(XlinkInstallation.Open(site.Path), includeConfiguration: true, site.Control, register, TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(site.Path));
    }

    [Fact]
    public void The_plan_changes_nothing()
    {
        var before = site.Snapshot();

        var plan = Uninstaller.Plan(XlinkInstallation.Open(site.Path), includeConfiguration: false);

        Assert.Equal(before, site.Snapshot());
        Assert.Contains(plan, file => file is { RelativePath: "isps_uls", Kind: FileChangeKind.Remove });
        Assert.Contains(plan, file => file is { RelativePath: "isps_ul.key", Kind: FileChangeKind.Keep });
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void Where_the_service_cannot_be_removed_nothing_is()
    {
        var before = site.Snapshot();
        var control = new FakeServiceControl(folder["service.txt"]) { OnAction = _ => throw XlinkException.Create("ElevationRequired", XlinkErrorCategory.PermissionDenied) };

        Assert.Equal("ElevationRequired", Assert.Throws<XlinkException>(() => Uninstaller.Uninstall(XlinkInstallation.Open(site.Path), includeConfiguration: false, control, register, TestContext.Current.CancellationToken)).ErrorId);

        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public void While_an_import_runs_nothing_is_removed()
    {
        using var running = ImportLock.Acquire(site.Path);

        Assert.Equal("ImportRunning", Assert.Throws<XlinkException>(() => Uninstaller.Uninstall(XlinkInstallation.Open(site.Path), includeConfiguration: true, site.Control, register, TestContext.Current.CancellationToken)).ErrorId);

        Assert.True(File.Exists(Path.Combine(site.Path, "isps_uls")));
    }

    public void Dispose() => folder.Dispose();
}
