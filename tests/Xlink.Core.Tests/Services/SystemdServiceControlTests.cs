using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xlink.Core.Tests.Installation;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Installation.Updates;
using Xlink.Services;
using Xlink.Services.Systemd;

namespace Xlink.Core.Tests.Services;

/// <summary>Runs in the box of <see cref="SystemdBoxTests"/> only: it installs services and makes users.</summary>
public sealed class SystemdServiceControlTests : IDisposable
{
    private const string DropIn = "/etc/systemd/system/isps-xlink.service.d/test.conf";

    private static int number;

    private readonly string path;
    private readonly SystemdServiceControl control = new();

    public SystemdServiceControlTests()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("XLINK_SYSTEMD_BOX") is null, "This test changes the system that it runs on.");

        // A path with what means something to systemd.
        path = string.Create(CultureInfo.InvariantCulture, $"/srv/My Xlink 100%n $HOME -;= {++number}");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "Xlink.Core.dll"), string.Empty);
        File.WriteAllText(Path.Combine(path, "isps_ul.ini"), "[DB]\n");
        UnixMode.Set(Path.Combine(path, "isps_ul.ini"), "600");
        WriteProgram("systemd-notify READY=1", "while :; do systemd-notify WATCHDOG=1; sleep 0.2; done");
        Directory.CreateDirectory(Path.GetDirectoryName(DropIn)!);
        File.WriteAllText(DropIn, "[Service]\nRestartSec=0\nWatchdogSec=2\n");
    }

    private XlinkInstallation Installation => XlinkInstallation.Open(path);

    [Fact(Explicit = true)]
    public void It_is_installed_started_stopped_and_removed()
    {
        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());

        control.Install(Installation);
        Assert.Equal(new XlinkServiceStatus(XlinkServiceState.Stopped, XlinkServiceStartType.Automatic, "xlink", path, null), control.Query());

        control.Start(TestContext.Current.CancellationToken);
        control.Start(TestContext.Current.CancellationToken);
        var status = control.Query();
        Assert.Equal(XlinkServiceState.Running, status.State);
        Assert.Equal(["isps_uls", "-service"], File.ReadAllText(ProcessFolder(status) + "/cmdline").TrimEnd('\0').Split('\0').TakeLast(2).Select(Path.GetFileName));
        Assert.Equal("xlink", Run("ps", "-o", "user=", "-p", status.ProcessId!.Value.ToString(CultureInfo.InvariantCulture)));

        control.Stop(TestContext.Current.CancellationToken);
        control.Stop(TestContext.Current.CancellationToken);
        Assert.Equal((XlinkServiceState.Stopped, null), (control.Query().State, control.Query().ProcessId));

        control.Start(TestContext.Current.CancellationToken);
        control.Uninstall(TestContext.Current.CancellationToken);
        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());
        Assert.False(File.Exists("/etc/systemd/system/isps-xlink.service"));
        Assert.False(Directory.Exists(ProcessFolder(status)));
    }

    [Fact(Explicit = true)]
    public async Task Killed_it_runs_again()
    {
        control.Install(Installation);
        control.Start(TestContext.Current.CancellationToken);
        var first = control.Query().ProcessId!.Value;

        Process.GetProcessById(first).Kill();

        await Poll.UntilAsync(() => control.Query() is { State: XlinkServiceState.Running, ProcessId: { } second } && second != first, "the service runs again");
    }

    [Fact(Explicit = true)]
    public async Task Hung_it_is_killed_by_the_watchdog_and_runs_again()
    {
        WriteProgram("systemd-notify READY=1", "sleep 1000");
        control.Install(Installation);
        control.Start(TestContext.Current.CancellationToken);
        var first = control.Query().ProcessId!.Value;

        await Poll.UntilAsync(() => control.Query() is { State: XlinkServiceState.Running, ProcessId: { } second } && second != first, "the watchdog has acted");
        Assert.Contains("Watchdog timeout", Run("journalctl", "-u", "isps-xlink", "--no-pager"), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void It_writes_logs_and_reads_settings_but_cannot_change_programs()
    {
        foreach (var old in new[] { "isps_uls.log", "manual.log" })
        {
            File.WriteAllText(Path.Combine(path, old), string.Empty);
            UnixMode.Set(Path.Combine(path, old), "640");
        }

        Directory.CreateDirectory(Path.Combine(path, "de"));
        File.WriteAllText(Path.Combine(path, "de", "Xlink.Core.resources.dll"), string.Empty);
        WriteProgram(
            "try() { if \"$@\" 2>/dev/null; then echo \"yes $*\"; else echo \"no $*\"; fi >> isps_uls.log; }",
            "try cat isps_ul.ini", "try test -r isps_ul.key", "try cp isps_ul.ini new.journal", "try mv new.journal old.journal", "try mv manual.log manual.log.1",
            "try cp isps_ul.ini Xlink.Core.dll", "try rm -f isps_uls", "try mv old.journal isps_uls", "try mv de elsewhere", "try rm de/Xlink.Core.resources.dll",
            "try touch /etc/evil", "try touch /usr/evil", "try test -w /srv/sources/calls.csv",
            "systemd-notify READY=1", "while :; do systemd-notify WATCHDOG=1; sleep 0.2; done");
        Directory.CreateDirectory("/srv/sources");
        File.WriteAllText("/srv/sources/calls.csv", string.Empty);
        UnixMode.Set("/srv/sources/calls.csv", "666");
        _ = PasswordEncoding.Open(path).Protect(Secret.From("geheim"));
        control.Install(Installation);

        control.Start(TestContext.Current.CancellationToken);

        Assert.Equal(
        [
            "yes cat isps_ul.ini", "yes test -r isps_ul.key", "yes cp isps_ul.ini new.journal", "yes mv new.journal old.journal", "yes mv manual.log manual.log.1",
            "no cp isps_ul.ini Xlink.Core.dll", "no rm -f isps_uls", "no mv old.journal isps_uls", "no mv de elsewhere", "no rm de/Xlink.Core.resources.dll",
            "no touch /etc/evil", "no touch /usr/evil", "yes test -w /srv/sources/calls.csv",
        ],
            File.ReadAllLines(Path.Combine(path, "isps_uls.log")).Where(line => line != "[DB]"));
        Assert.Equal(("640", "660", "2775"), (UnixMode.Get(Path.Combine(path, "isps_ul.ini")), UnixMode.Get(Path.Combine(path, "isps_uls.log")), UnixMode.Get(path)));
        Assert.Equal("root:xlink 640", Run("stat", "-c", "%U:%G %a", Path.Combine(path, "isps_ul.key")));
        File.Delete(Path.Combine(path, "isps_ul.key"));
        _ = PasswordEncoding.Open(path).Protect(Secret.From("geheim"));
        Assert.Equal("root:xlink 640", Run("stat", "-c", "%U:%G %a", Path.Combine(path, "isps_ul.key")));
    }

    [Fact(Explicit = true)]
    public void A_second_installation_is_told_where_the_first_is()
    {
        control.Install(Installation);
        var other = Directory.CreateDirectory("/srv/other").FullName;
        File.Copy(Path.Combine(path, "isps_uls"), Path.Combine(other, "isps_uls"), overwrite: true);
        File.Copy(Path.Combine(path, "Xlink.Core.dll"), Path.Combine(other, "Xlink.Core.dll"), overwrite: true);

        var error = Assert.Throws<XlinkException>(() => control.Install(XlinkInstallation.Open(other)));

        Assert.Equal("ServiceInstalledElsewhere", error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(path, control.Query().InstallationPath);
    }

    [Fact(Explicit = true)]
    public void Installed_again_it_takes_the_account_given_now()
    {
        control.Install(Installation, new ServiceAccount("nobody"));
        Assert.Equal("nobody", control.Query().Account);
        control.Start(TestContext.Current.CancellationToken);
        Assert.Equal(XlinkServiceState.Running, control.Query().State);

        control.Install(Installation);
        Assert.Equal("xlink", control.Query().Account);
    }

    [Fact(Explicit = true)]
    public void An_account_that_does_not_exist_is_refused_and_nothing_is_installed()
    {
        foreach (var name in new[] { "nosuchuser", "no body", "-x", string.Empty })
        {
            Assert.Equal("ServiceAccountUnknown", Assert.Throws<XlinkException>(() => control.Install(Installation, new ServiceAccount(name))).ErrorId);
        }

        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());
    }

    [Fact(Explicit = true)]
    public void An_update_keeps_account_and_start_type_and_protects_new_programs_too()
    {
        control.Install(Installation, new ServiceAccount("nobody"));
        Run("systemctl", "disable", "isps-xlink");
        control.Start(TestContext.Current.CancellationToken);
        var first = control.Query().ProcessId;
        var suite = Directory.CreateDirectory("/srv/suite" + number + "/Xlink/de").Parent!.FullName;
        foreach (var (name, content) in new[]
        {
            ("Xlink.Core.dll", "2"), ("version.txt", "2.0"), ("new.dll", "2"), ("de/texts.dll", "2"),
            ("isps_uls", "#!/bin/sh\n# 2\necho '03/17/22 12:15:48 > Connected to iwfm://wfm:45054: 2' >> isps_uls.log\n" +
                "echo x 2>/dev/null >> new.dll || echo '03/17/22 12:15:48 > new.dll is protected' >> isps_uls.log\n" +
                "systemd-notify READY=1\nwhile :; do systemd-notify WATCHDOG=1; sleep 0.2; done\n"),
        })
        {
            File.WriteAllText(Path.Combine(suite, name), content);
        }

        using (var source = InstallationSource.Open(suite))
        {
            Updater.Update(path, source, new UpdateOptions(), control, cancellationToken: TestContext.Current.CancellationToken);
        }

        var status = control.Query();
        Assert.Equal((XlinkServiceState.Running, XlinkServiceStartType.Manual, "nobody"), (status.State, status.StartType, status.Account));
        Assert.NotEqual(first, status.ProcessId);
        Assert.Contains("new.dll is protected", File.ReadAllText(Path.Combine(path, "isps_uls.log")), StringComparison.Ordinal);
        Assert.Equal(("2", "755"), (File.ReadAllText(Path.Combine(path, "new.dll")), UnixMode.Get(Path.Combine(path, "isps_uls"))));
    }

    [Fact(Explicit = true)]
    public void A_new_version_that_does_not_start_makes_way_for_the_old_one()
    {
        control.Install(Installation, new ServiceAccount("nobody"));
        control.Start(TestContext.Current.CancellationToken);
        var unit = File.ReadAllText("/etc/systemd/system/isps-xlink.service");
        var before = File.ReadAllText(Path.Combine(path, "isps_uls"));
        var suite = Directory.CreateDirectory("/srv/broken" + number + "/Xlink").FullName;
        File.WriteAllText(Path.Combine(suite, "Xlink.Core.dll"), "2");
        File.WriteAllText(Path.Combine(suite, "new.dll"), "2");
        File.WriteAllText(Path.Combine(suite, "isps_uls"), "#!/bin/sh\necho '03/17/22 12:15:48 > Error: no such library' >> isps_uls.log\nexit 3\n");
        using var source = InstallationSource.Open(suite);

        var error = Assert.Throws<XlinkException>(() => Updater.Update(path, source, new UpdateOptions(), control, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("ChangeUndone", error.ErrorId);
        Assert.Contains("no such library", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(path, "isps_uls")));
        Assert.Equal(unit, File.ReadAllText("/etc/systemd/system/isps-xlink.service"));
        Assert.False(File.Exists(Path.Combine(path, "new.dll")));
        Assert.Equal((XlinkServiceState.Running, "nobody"), (control.Query().State, control.Query().Account));
    }

    [Fact(Explicit = true)]
    public void A_program_that_fails_is_reported_with_its_exit_code()
    {
        // It is not started again while the test looks at it.
        File.WriteAllText(DropIn, "[Service]\nRestartSec=1000\n");
        WriteProgram("exit 3");
        control.Install(Installation);

        var error = Assert.Throws<XlinkException>(() => control.Start(TestContext.Current.CancellationToken));

        Assert.Equal("ServiceStartFailed", error.ErrorId);
        Assert.Contains("exit-code, 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("journalctl -u isps-xlink.service", error.Remedy, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void What_is_not_installed_cannot_be_controlled()
    {
        foreach (var act in new Action[]
        {
            () => control.Start(TestContext.Current.CancellationToken), () => control.Stop(TestContext.Current.CancellationToken),
            () => control.Uninstall(TestContext.Current.CancellationToken), () => control.Refresh(Installation),
        })
        {
            Assert.Equal("ServiceNotInstalled", Assert.Throws<XlinkException>(act).ErrorId);
        }
    }

    [Theory(Explicit = true)]
    [InlineData("/root/closed/Xlink", "/root")]
    [InlineData("/tmp/Xlink", "/tmp/Xlink")]
    public void A_folder_that_the_service_cannot_reach_is_refused(string folder, string named)
    {
        UnixMode.Set("/root", "700");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(path, "isps_uls"), Path.Combine(folder, "isps_uls"), overwrite: true);
        File.Copy(Path.Combine(path, "Xlink.Core.dll"), Path.Combine(folder, "Xlink.Core.dll"), overwrite: true);

        var error = Assert.Throws<XlinkException>(() => control.Install(XlinkInstallation.Open(folder)));

        Assert.Equal("ServiceFolderUnreachable", error.ErrorId);
        Assert.Contains("'" + named + "'", error.Message, StringComparison.Ordinal);
        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());
    }

    [Theory(Explicit = true)]
    [InlineData("/srv/a\"b")]
    [InlineData("/srv/a\\b")]
    [InlineData("/srv/a\nb")]
    public void A_folder_that_systemd_cannot_name_is_refused(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(path, "isps_uls"), Path.Combine(folder, "isps_uls"), overwrite: true);
        File.Copy(Path.Combine(path, "Xlink.Core.dll"), Path.Combine(folder, "Xlink.Core.dll"), overwrite: true);

        Assert.Equal("ServiceFolderName", Assert.Throws<XlinkException>(() => control.Install(XlinkInstallation.Open(folder))).ErrorId);
        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());
    }

    [Fact(Explicit = true)]
    public void An_original_Xlink_is_left_to_its_own_program()
    {
        File.Delete(Path.Combine(path, "Xlink.Core.dll"));

        Assert.Equal("ServiceOfVendor", Assert.Throws<XlinkException>(() => control.Install(Installation)).ErrorId);
    }

    [Fact(Explicit = true)]
    public void Somebody_without_rights_may_ask_but_not_change()
        => Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", Run(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/mnt/Xlink.Core.Tests", "-noColor", "-explicit", "only",
            "-method", typeof(SystemdServiceProcess).FullName + "." + nameof(SystemdServiceProcess.Ask_and_change_without_rights)), StringComparison.Ordinal);

    [Fact(Explicit = true)]
    public async Task Our_host_reports_ready_and_alive_writes_to_the_journal_and_ends_well()
    {
        WriteProgram(
            "export XLINK_TEST_ARGUMENT=\"$PWD\" DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            "exec /mnt/Xlink.Core.Tests -explicit only -method " + typeof(SystemdServiceProcess).FullName + "." + nameof(SystemdServiceProcess.Serve));
        control.Install(Installation);

        control.Start(TestContext.Current.CancellationToken);
        Assert.Equal("prepared", File.ReadAllText(Path.Combine(path, "service.txt")));
        await Poll.UntilAsync(
            () => Run("journalctl", "--unit=isps-xlink", "--identifier=isps_uls", "--priority=err", "--output=cat", "--no-pager").Contains("The server is away.", StringComparison.Ordinal),
            "the entry in the journal");

        // Longer than the watchdog's two seconds.
        var first = control.Query().ProcessId;
        Run("sleep", "5");
        Assert.Equal(first, control.Query().ProcessId);

        control.Stop(TestContext.Current.CancellationToken);
        Assert.Equal("stopped", File.ReadAllText(Path.Combine(path, "service.txt")));
        Assert.Equal(XlinkServiceState.Stopped, control.Query().State);
        Assert.Equal("success", Run("systemctl", "show", "isps-xlink", "--property=Result", "--value"));
    }

    private void WriteProgram(params string[] lines)
    {
        File.WriteAllText(Path.Combine(path, "isps_uls"), "#!/bin/sh\n[ \"$1\" = -service ] || exit 64\n" + string.Join('\n', lines) + "\n");
        UnixMode.Set(Path.Combine(path, "isps_uls"), "755");
    }

    private static string ProcessFolder(XlinkServiceStatus status) => string.Create(CultureInfo.InvariantCulture, $"/proc/{status.ProcessId}");

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    public void Dispose()
    {
        if (control.Query().State != XlinkServiceState.NotInstalled)
        {
            control.Uninstall();
        }

        File.Delete(DropIn);
    }
}
