using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The packaged server as a service under a real systemd, by the cmdlets.</summary>
public sealed class ServerServiceTests
{
    private const string Unit = "xlink-server";
    private const string ShowProcess = "systemctl show xlink-server --property=MainPID --value";

    [Fact]
    public async Task The_cmdlets_install_show_control_and_remove_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A machine with systemd can be made by Linux's root only.");
        using var folder = new TemporaryFolder();
        await using var box = await SystemdBox.BootAsync(folder.Path);
        Assert.SkipUnless((await box.RunAsync("command -v pwsh")).ExitCode == 0, "PowerShell is not here.");
        folder.Copy(Artifacts.ModuleFolder, "module");
        await box.SucceedAsync("chmod 755 /mnt && chmod -R a+rX /mnt/module");
        var port = FreePort.Find();

        Assert.Equal("NotInstalled", await PowerShellAsync("(Get-XlinkServerService).State"));
        Assert.Equal("ServerServiceNotInstalled", await PowerShellAsync("try { Start-XlinkServerService } catch { $_.FullyQualifiedErrorId.Split(',')[0] }"));

        // A start that fails costs nobody the administrator's password: the installation is repeated.
        using (var other = new TcpListener(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)))
        {
            other.Start();
            Assert.Equal("ServerServiceStartFailed", await PowerShellAsync($"try {{ Install-XlinkServerService -Port {port} -TimeZone UTC }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}"));
        }

        Assert.Equal("600", await box.SucceedAsync("stat -c '%a' /var/lib/xlink-server/admin-password"));

        // What it says once is what it needs to be asked later.
        Assert.Equal(
            $"Running Automatic xlink-server /var/lib/xlink-server iwfm://127.0.0.1:{port} admin",
            await PowerShellAsync(
                $"$s = Install-XlinkServerService -Port {port} -TimeZone UTC\n$s.AdministratorCredential.GetNetworkCredential().Password | Set-Content /root/password\n"
                + "\"$($s.State) $($s.StartType) $($s.Account) $($s.DataPath) $($s.Url) $($s.AdministratorCredential.UserName)\""));
        await box.SucceedAsync("test ! -e /var/lib/xlink-server/admin-password");
        Assert.Equal("enabled\nactive", await box.SucceedAsync($"systemctl is-enabled {Unit}; systemctl is-active {Unit}"));
        var first = await box.SucceedAsync(ShowProcess);
        Assert.Equal(Unit, await box.SucceedAsync("ps -o user:20= -p " + first));
        Assert.Equal("700 xlink-server", await box.SucceedAsync("stat -c '%a %U' /var/lib/xlink-server"));
        Assert.Equal("600", await box.SucceedAsync("stat -c '%a' /var/lib/xlink-server/xlink.db"));
        Assert.Equal("True SQLite", await StatusAsync("\"$($s.IsReady) $($s.Data.Store)\""));

        // It comes back by itself, with its data, and the same administrator.
        await box.SucceedAsync("kill -9 " + first);
        await Poll.UntilAsync(async () => await box.SucceedAsync(ShowProcess) is var process && process != "0" && process != first, "the start after the kill");
        await Poll.UntilAsync(async () => await box.SucceedAsync($"systemctl is-active {Unit} || true") == "active", "the server after the kill");
        Assert.Equal("True", await StatusAsync("$s.IsReady"));
        var second = await box.SucceedAsync(ShowProcess);

        // Set up anew it keeps its data, and shows no password.
        Assert.Equal("Running True The service had --time-zone before and has no more: what is to stay is given again at each installation.", await PowerShellAsync(
            $"$s = Install-XlinkServerService -Port {port} -JsonLog -WarningVariable warning -WarningAction SilentlyContinue; \"$($s.State) $($null -eq $s.AdministratorCredential) $warning\""));
        Assert.NotEqual(second, await box.SucceedAsync(ShowProcess));
        Assert.Equal("True", await StatusAsync("$s.IsReady"));
        Assert.Equal("/var/lib/xlink-server ServerServiceInstalledElsewhere", await PowerShellAsync(
            "try { Install-XlinkServerService /srv/other } catch { \"$((Get-XlinkServerService).DataPath) $($_.FullyQualifiedErrorId.Split(',')[0])\" }"));

        await PowerShellAsync("Stop-XlinkServerService -WhatIf; Restart-XlinkServerService -WhatIf; Uninstall-XlinkServerService -WhatIf");
        Assert.Equal("active", await box.SucceedAsync($"systemctl is-active {Unit}"));
        Assert.Equal("Stopped", await PowerShellAsync("(Stop-XlinkServerService -PassThru).State"));
        Assert.Equal("success", await box.SucceedAsync($"systemctl show {Unit} --property=Result --value"));
        var journal = await box.SucceedAsync($"journalctl --sync; journalctl --unit={Unit} --output=cat --no-pager");
        Assert.Contains("\"message\":\"Asked to end", journal, StringComparison.Ordinal);
        Assert.Equal("Running", await PowerShellAsync("(Start-XlinkServerService -PassThru).State"));
        Assert.Equal("Running", await PowerShellAsync("(Restart-XlinkServerService -PassThru).State"));

        // What it shows is what it is connected to by: address and certificate.
        Assert.Equal($"iwfms://127.0.0.1:{port} True", await PowerShellAsync(
            $"$s = Install-XlinkServerService -Port {port} -JsonLog -SelfSigned\n$c = [pscredential]::new('admin', (Get-Content /root/password | ConvertTo-SecureString -AsPlainText -Force))\n"
            + "\"$(($s | Connect-XlinkServer -Credential $c -PassThru).Url) $($s.CertificateThumbprint -eq (Get-XlinkServerService).CertificateThumbprint)\""));

        Assert.Equal("NotInstalled", await PowerShellAsync("(Uninstall-XlinkServerService -PassThru).State"));
        Assert.Equal("gone", await box.SucceedAsync($"test ! -e /etc/systemd/system/{Unit}.service && test -e /var/lib/xlink-server/xlink.db && echo gone"));

        Task<string> StatusAsync(string output) => PowerShellAsync(
            "$c = [pscredential]::new('admin', (Get-Content /root/password | ConvertTo-SecureString -AsPlainText -Force))\n"
            + $"$s = Get-XlinkServerStatus -Url iwfm://127.0.0.1:{port} -Credential $c\n" + output);

        Task<string> PowerShellAsync(string script)
        {
            folder.Write("command.ps1", "$ErrorActionPreference = 'Stop'\nImport-Module /mnt/module/XlinkPS.psd1\n" + script + "\n");
            return box.SucceedAsync("NO_COLOR=1 pwsh -NoProfile -NonInteractive -File /mnt/command.ps1");
        }
    }

    private static class FreePort
    {
        internal static string Find()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        }
    }
}
