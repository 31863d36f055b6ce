using System;
using System.IO;
using Xlink.Core.Tests.Installation;
using Xlink.Core.Tests.Installation.Updates;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Services;
using Xlink.Services.AutomaticImports;

namespace Xlink.Core.Tests.Services;

public sealed class InstallationServiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private FakeServiceControl Control => new(folder["service.txt"]);

    [Fact]
    public void Waiting_ends_when_the_log_says_that_the_server_is_reached()
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Stopped, site.Path);

        Service(site).Start(TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(XlinkServiceState.Running, Control.Query().State);
    }

    [Theory]
    [InlineData("Error: The server iwfm://wfm:45054 cannot be reached.", "cannot be reached")]
    [InlineData("ISPS Xlink started.", "says nothing")]
    public void Waiting_fails_with_the_reason_from_the_log(string said, string reason)
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Stopped, site.Path);

        // What an earlier start has written does not count.
        folder.Write("Xlink/isps_uls.log", "03/17/22 12:15:48 > " + FakeServiceControl.Connected + "\r\n03/17/22 12:15:49 > Error: long ago\r\n");
        folder.Write("Xlink/isps_uls", "says: " + said);

        var error = Assert.Throws<XlinkException>(() => Service(site).Start(TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.Equal("ServiceNotConnected", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_does_not_outlast_the_service()
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Stopped, site.Path);
        folder.Write("Xlink/isps_uls", "says: ISPS Xlink started.");
        var watch = ServiceLogWatch.Begin(XlinkInstallation.Open(site.Path));

        var error = Assert.Throws<XlinkException>(() => watch.WaitForConnection(Control, TimeSpan.FromHours(1), TestContext.Current.CancellationToken));

        Assert.Contains("it has ended", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_was_rotated_meanwhile_is_read_from_its_beginning()
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Running, site.Path);
        folder.Write("Xlink/isps_uls.log", "03/17/22 12:15:48 > a\r\n03/17/22 12:15:48 > b\r\n");
        var watch = ServiceLogWatch.Begin(XlinkInstallation.Open(site.Path));
        folder.Write("Xlink/isps_uls.log", "03/17/22 12:15:48 > " + FakeServiceControl.Connected + "\r\n");

        watch.WaitForConnection(Control, TimeSpan.Zero, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_service_that_does_not_start_is_reported_with_the_last_error_in_its_log()
    {
        var site = UpdateSite.Create(folder);
        var control = new FakeServiceControl(folder["service.txt"])
        {
            OnAction = _ => throw XlinkException.Create("ServiceStartFailed", XlinkErrorCategory.InvalidOperation, "exit-code", "the journal"),
        };
        control.Set(XlinkServiceState.Stopped, site.Path);
        folder.Write("Xlink/isps_uls", "says: Error: isps.cfg, line 3: no URL.");

        var error = Assert.Throws<XlinkException>(() => new InstallationService(XlinkInstallation.Open(site.Path), control).Start(TestContext.Current.CancellationToken));

        Assert.Equal("ServiceStartFailedLog", error.ErrorId);
        Assert.Contains("isps.cfg, line 3: no URL.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_may_not_start_a_service_is_told_that_even_where_its_log_is_closed_to_him(bool waits)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can act with the rights of another user.");
        var site = UpdateSite.Create(folder);
        var control = new FakeServiceControl(folder["service.txt"])
        {
            OnAction = _ => throw XlinkException.Create("ElevationRequired", XlinkErrorCategory.PermissionDenied),
        };
        control.Set(XlinkServiceState.Stopped, site.Path);
        folder.Write("Xlink/isps_uls.log", "03/17/22 12:15:48 > a\r\n");
        UnixMode.Set(folder["Xlink/isps_uls.log"], "660");
        UnixMode.Set(folder.Path, "755");
        File.WriteAllText(folder["Xlink/isps_uls"], "nothing");
        var service = new InstallationService(XlinkInstallation.Open(site.Path), control);

        var error = Assert.IsType<XlinkException>(OtherUser.Run(65534, () =>
        {
            Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText(folder["Xlink/isps_uls.log"]));
            if (waits)
            {
                service.Start(TimeSpan.Zero, TestContext.Current.CancellationToken);
            }
            else
            {
                service.Start(TestContext.Current.CancellationToken);
            }
        }));

        Assert.Equal("ElevationRequired", error.ErrorId);
    }

    [Fact]
    public void The_service_of_another_installation_is_not_touched()
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Running, folder["other"]);
        var service = Service(site);

        Assert.Equal(XlinkServiceStatus.NotInstalled, service.Query());
        foreach (var act in new Action[]
        {
            () => service.Start(TestContext.Current.CancellationToken), () => service.Stop(TestContext.Current.CancellationToken), () => service.Uninstall(TestContext.Current.CancellationToken),
        })
        {
            var error = Assert.Throws<XlinkException>(act);
            Assert.Equal("ServiceInstalledElsewhere", error.ErrorId);
            Assert.Contains(folder["other"], error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(XlinkServiceState.Running, Control.Query().State);
    }

    [Fact]
    public void What_the_service_tells_of_itself_is_part_of_its_status()
    {
        var site = UpdateSite.Create(folder);
        Control.Set(XlinkServiceState.Running, site.Path);
        var last = new DateTime(2014, 12, 24, 0, 5, 0, DateTimeKind.Utc);
        folder.Write(
            "Xlink/isps_uls.status", """{"imports": [{"kind": "CallData", "lastRun": "2014-12-24T00:05:00Z", "nextRun": "2014-12-25T00:05:00Z", "lastError": "away"}]}""");

        var status = Service(site).Query();

        Assert.Equal((last.ToLocalTime(), last.AddDays(1).ToLocalTime(), "away"), (status.LastRun, status.NextRun, status.LastError));
    }

    [Fact]
    public void The_next_import_is_in_the_future_while_one_runs()
    {
        var future = DateTime.Now.AddDays(1);
        var status = new XlinkServiceStatus(XlinkServiceState.Running, XlinkServiceStartType.Automatic, "xlink", folder.Path, 1)
        {
            Activity = new ServiceActivity
            {
                Running = new RunningImport { Kind = ImportKind.CallData, Started = DateTime.Now.AddMinutes(-5) },
                Imports = [new() { Kind = ImportKind.CallData, NextRun = DateTime.Now.AddMinutes(-5) }, new() { Kind = ImportKind.AgentData, NextRun = future }],
            },
        };

        Assert.Equal(future, status.NextRun);
    }

    [Fact]
    public void The_original_installs_and_removes_its_service_itself()
    {
        var installation = VendorInstallation.Create(folder);
        VendorInstallation.WriteProgram(
            folder, "Xlink/isps_uls.exe", "pwd >> called; echo \"$1\" >> called",
            "[ \"$1\" = -install ] && echo 'ISPS Xlink installed.' && echo 'Starting up ISPS Xlink.' && echo 'ISPS Xlink started.'", "exit 0");
        var service = new InstallationService(installation, Control);

        service.Install(cancellationToken: TestContext.Current.CancellationToken);
        Control.Set(XlinkServiceState.Running, installation.Path);
        service.Uninstall(TestContext.Current.CancellationToken);

        Assert.Equal([installation.Path, "-install", installation.Path, "-remove"], File.ReadAllLines(folder["Xlink/called"]));
        Assert.Equal(XlinkServiceState.Stopped, Control.Query().State);
    }

    [Fact]
    public void What_the_originals_program_says_instead_of_success_is_shown()
    {
        var installation = VendorInstallation.Create(folder);
        VendorInstallation.WriteProgram(folder, "Xlink/isps_uls.exe", "echo 'OpenSCManager failed: Access is denied.'");

        var error = Assert.Throws<XlinkException>(() => new InstallationService(installation, Control).Install(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("VendorProgramFailed", error.ErrorId);
        Assert.Contains("OpenSCManager failed: Access is denied.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_original_is_not_installed_beside_another_installations_service_or_with_an_account()
    {
        var service = new InstallationService(VendorInstallation.Create(folder), Control);

        Assert.Equal("ServiceAccountOfVendor", Assert.Throws<XlinkException>(
            () => service.Install(new ServiceAccount("somebody", Secret.From("geheim")), TestContext.Current.CancellationToken)).ErrorId);
        Control.Set(XlinkServiceState.Stopped, folder["other"]);
        Assert.Equal("ServiceInstalledElsewhere", Assert.Throws<XlinkException>(() => service.Install(cancellationToken: TestContext.Current.CancellationToken)).ErrorId);
    }

    private InstallationService Service(UpdateSite site) => new(XlinkInstallation.Open(site.Path), Control);

    public void Dispose() => folder.Dispose();
}
