using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>The packaged service under a real systemd, from its installation to its removal.</summary>
public sealed class SystemdServiceTests(ServerFixture server)
{
    private const string ShowProcess = "systemctl show isps-xlink --property=MainPID --value";
    private const string Unit = "/etc/systemd/system/isps-xlink.service";

    [Fact]
    public async Task It_imports_by_its_schedule_through_kills_and_reboots_until_it_is_removed()
    {
        using var site = await CreateSiteAsync();
        await using var box = await SystemdBox.BootAsync(site.Folder.Path, boots: 2);
        var yesterday = Site.Yesterday;
        Deliver(site, "first.csv", yesterday, "08:00", 3);
        site.ServiceWasDownSinceYesterday();

        Assert.Equal(
            ["ISPS Xlink installed.", "Starting up ISPS Xlink.", "ISPS Xlink started."],
            (await box.SucceedAsync("/mnt/Xlink/isps_uls -install")).Split('\n'));
        Assert.Equal("enabled\nactive", await box.SucceedAsync("systemctl is-enabled isps-xlink; systemctl is-active isps-xlink"));
        await ConnectedAsync(site, 1);

        await ImportedAsync(site, 1);
        Assert.Equal("08:00=3", await site.ValuesAsync(site.German, "Calls", yesterday));
        Assert.Equal(["first.csv"], site.Files("done"));

        var killed = await box.SucceedAsync(ShowProcess);
        Assert.Equal("xlink", await box.SucceedAsync("ps -o user= -p " + killed));
        await box.SucceedAsync("kill -9 " + killed);
        await Poll.UntilAsync(async () => await box.SucceedAsync(ShowProcess) is var process && process != "0" && process != killed, "the start after the kill");
        await ConnectedAsync(site, 2);
        Assert.Equal("active", await box.SucceedAsync("systemctl is-active isps-xlink"));

        await box.SucceedAsync("systemctl stop isps-xlink");
        Assert.Equal("success", await box.SucceedAsync("systemctl show isps-xlink --property=Result --value"));
        Assert.Matches(@"> ISPS Xlink stopped\.\s*$", site.Log("isps_uls.log"));
        var journal = await box.SucceedAsync("journalctl --sync; journalctl --unit=isps-xlink --identifier=isps_uls --output=cat --no-pager");
        Assert.Equal(2, Count(journal, "ISPS Xlink started."));
        Assert.Equal(1, Count(journal, "ISPS Xlink stopped."));

        // Stopped now, enabled still: it comes with the machine and imports what has come meanwhile.
        Deliver(site, "second.csv", yesterday, "08:15", 5);
        site.ServiceWasDownSinceYesterday();
        await box.RebootAsync();
        await ConnectedAsync(site, 3);
        await ImportedAsync(site, 2);
        Assert.Equal("enabled\nactive", await box.SucceedAsync("systemctl is-enabled isps-xlink; systemctl is-active isps-xlink"));
        Assert.Equal("08:00=3 08:15=5", await site.ValuesAsync(site.German, "Calls", yesterday));
        Assert.Equal(["first.csv", "second.csv"], site.Files("done"));

        var process = await box.SucceedAsync(ShowProcess);
        Assert.Equal("ISPS Xlink removed.", await box.SucceedAsync("/mnt/Xlink/isps_uls -remove"));
        Assert.Equal("gone", await box.SucceedAsync($"test ! -e {Unit} && test ! -e /proc/{process} && echo gone"));
        Assert.NotEqual(0, (await box.RunAsync("systemctl cat isps-xlink")).ExitCode);
    }

    [Fact]
    public async Task The_cmdlets_install_show_control_and_remove_it()
    {
        using var site = await CreateSiteAsync();
        await using var box = await SystemdBox.BootAsync(site.Folder.Path);
        Assert.SkipUnless((await box.RunAsync("command -v pwsh")).ExitCode == 0, "PowerShell is not here.");
        site.Folder.Copy(Artifacts.ModuleFolder, "module");

        Assert.Equal("NotInstalled", await PowerShellAsync("(Get-XlinkService).State"));
        Assert.Equal("/mnt/Xlink", await PowerShellAsync("(Install-XlinkService /mnt/Xlink -Wait).Path"));
        await ConnectedAsync(site, 1);
        Assert.Equal("enabled", await box.SucceedAsync("systemctl is-enabled isps-xlink"));

        await Poll.UntilAsync(
            async () => await PowerShellAsync("$null -ne (Get-XlinkService).LastRun -and $null -eq (Get-XlinkService).RunningImport") == "True", "the first import by schedule");
        var process = await box.SucceedAsync(ShowProcess);
        Assert.Equal(
            $"Running Automatic xlink /mnt/Xlink {process} True True",
            await PowerShellAsync(
                "$now = [datetime]::UtcNow; $s = Get-XlinkService; $last, $next = $s.LastRun, $s.NextRun | ForEach-Object ToUniversalTime; \"$($s.State) $($s.StartType) $($s.Account) $($s.InstallationPath) $($s.ProcessId) "
                + "$($last -le $now -and $last -gt $now.AddHours(-1)) $($next -ge $last -and $next -lt $now.AddHours(1))\""));

        await PowerShellAsync("Stop-XlinkService -WhatIf; Restart-XlinkService -WhatIf; Start-XlinkService -WhatIf; $null = Uninstall-XlinkService -WhatIf");
        Assert.Equal(process, await box.SucceedAsync(ShowProcess));

        await PowerShellAsync("Restart-XlinkService -Wait");
        await ConnectedAsync(site, 2);
        Assert.NotEqual(process, await box.SucceedAsync(ShowProcess));
        Assert.Equal("Stopped", await PowerShellAsync("(Stop-XlinkService -PassThru).State"));
        await PowerShellAsync("Start-XlinkService -WhatIf");
        Assert.Equal("Stopped True", await PowerShellAsync("$s = Get-XlinkService; \"$($s.State) $($null -eq $s.NextRun)\""));
        Assert.Equal("inactive", (await box.RunAsync("systemctl is-active isps-xlink")).Output);
        Assert.Equal("Running", await PowerShellAsync("(Start-XlinkService -Wait -PassThru).State"));
        await ConnectedAsync(site, 3);

        Assert.Equal("/mnt/Xlink", await PowerShellAsync("(Uninstall-XlinkService).Path"));
        Assert.Equal("NotInstalled", await PowerShellAsync("(Get-XlinkService).State"));
        Assert.Equal("gone", await box.SucceedAsync($"test ! -e {Unit} && echo gone"));

        Task<string> PowerShellAsync(string script)
        {
            site.Folder.Write("command.ps1", "$ErrorActionPreference = 'Stop'\nImport-Module /mnt/module/XlinkPS.psd1\n" + script + "\n");
            return box.SucceedAsync("NO_COLOR=1 pwsh -NoProfile -NonInteractive -File /mnt/command.ps1");
        }
    }

    /// <summary>An installation whose service imports every minute, with folders as the box has them.</summary>
    private async Task<Site> CreateSiteAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A machine with systemd can be made by Linux's root only.");
        var site = await Site.CreateAsync(server);
        site.Set("General", ("CallDataImport", "interval"), ("CallDataImportMinutes", "1"), ("CallDataImportTime", "00:00"));
        site.ConfigureCsv(changes: [("DeleteImportFiles", "1"), ("Source", "/mnt/acd"), ("Destination", "/mnt/done")]);
        Allow("755", ".");
        Allow("777", "acd");
        Allow("777", "done");
        return site;

        // The service's user has no rights but these.
        void Allow(string mode, string folder)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(site.Folder[folder], (UnixFileMode)Convert.ToInt32(mode, 8));
            }
        }
    }

    private static void Deliver(Site site, string name, LocalDate day, string time, int calls)
        => site.Deliver(name, string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{day:dd.MM.uuuu};{time};{calls};0;0\n"));

    private Task ConnectedAsync(Site site, int times)
        => Poll.UntilAsync(() => Count(site.Log("isps_uls.log"), "Connected to " + server.Url) == times, $"connection {times} in isps_uls.log:\n" + site.Log("isps_uls.log"));

    // Its line in the log stands before the files are moved.
    private static async Task ImportedAsync(Site site, int times)
    {
        await Poll.UntilAsync(() => Count(site.Log("isps_uls.log"), "CSV: 1 rows read, 0 skipped, 2 values written") == times, $"import {times} in isps_uls.log:\n" + site.Log("isps_uls.log"));
        await Poll.UntilAsync(() => site.Files("acd").Length == 0 && site.Files("done").Length == times, $"the files of import {times}");
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));
}
