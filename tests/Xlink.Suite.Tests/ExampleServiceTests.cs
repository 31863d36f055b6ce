using System;
using System.Globalization;
using System.IO.Compression;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The examples that look at the service, or exchange it, with the real one under a real systemd.</summary>
public sealed class ExampleServiceTests(ServerFixture server)
{
    private const string Check = "NO_COLOR=1 pwsh -NoProfile -NonInteractive -File /mnt/examples/Test-XlinkHealth.ps1 -Path /mnt/Xlink -Module /mnt/module/XlinkPS.psd1";

    [Fact]
    public async Task The_check_follows_the_service_and_a_move_exchanges_it_or_brings_it_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A machine with systemd can be made by Linux's root only.");
        using var site = await Site.CreateAsync(server);
        site.ConfigureCsv(changes: [("Source", "/mnt/acd"), ("Destination", "/mnt/done")]);
        site.Set("General", ("CallDataImport", "none"), ("CallDataImportMinutes", "1"), ("CallDataImportTime", "00:00"));
        site.Folder.Copy(Artifacts.ModuleFolder, "module");
        site.Folder.Copy(Artifacts.ExamplesFolder, "examples");
        ZipFile.ExtractToDirectory(Artifacts.SuiteZip(Site.Platform), site.Folder["broken"]);
        site.Folder.Write("broken/Xlink/isps_uls", "#!/bin/sh\nexit 3\n");
        await using var box = await SystemdBox.BootAsync(site.Folder.Path);
        Assert.SkipUnless((await box.RunAsync("command -v pwsh")).ExitCode == 0, "PowerShell is not here.");
        await box.SucceedAsync("chmod 755 /mnt && chmod 777 /mnt/acd /mnt/done && chmod -R a+rX /mnt/module /mnt/broken");

        await CheckAsync(2, "XLINK CRITICAL - the service is NotInstalled | 'running'=0");
        await PowerShellAsync("$null = Install-XlinkService /mnt/Xlink -Wait");
        await CheckAsync(1, "XLINK WARNING - there was no automatic import yet | 'running'=1");
        await CheckAsync(0, "XLINK OK - ", " -WarningMinutes 0 -CriticalMinutes 0");

        // Imports that were due since yesterday.
        await PowerShellAsync("Stop-XlinkService");
        site.Deliver("calls.csv", string.Create(CultureInfo.InvariantCulture, $"{Site.Header}UHD_DE_IN;{Site.Yesterday:dd.MM.uuuu};08:00;1;0;0\n"));
        site.Set("General", ("CallDataImport", "interval"));
        site.ServiceWasDownSinceYesterday();
        await PowerShellAsync("Start-XlinkService -Wait");
        await Poll.UntilAsync(async () => await PowerShellAsync("$null -ne (Get-XlinkService).LastRun") == "True", "the first import by schedule");
        await CheckAsync(0, "'last_import'=");

        Assert.Equal("ServiceStartFailed Running /mnt/Xlink", await MoveAsync("/mnt/New", "-SourcePath /mnt/broken"));
        Assert.Equal("Running /mnt/Newer", await MoveAsync("/mnt/Newer"));

        async Task CheckAsync(int exitCode, string text, string parameters = "")
        {
            var result = await box.RunAsync(Check + parameters);
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
            Assert.Equal(exitCode, result.ExitCode);
        }

        Task<string> MoveAsync(string path, string parameters = "") => PowerShellAsync(
            $"$credential = [pscredential]::new('{ServerFixture.UserName}', (ConvertTo-SecureString '{ServerFixture.Password}' -AsPlainText -Force))\n$failure = ''\n"
            + $"try {{ $null = /mnt/examples/Move-XlinkInstallation.ps1 -OldPath /mnt/Xlink -Path {path} {parameters} -Credential $credential -SwitchService -Module /mnt/module/XlinkPS.psd1 }}\n"
            + "catch { $failure = $_.FullyQualifiedErrorId.Split(',')[0] }\n$service = Get-XlinkService\n\"$failure $($service.State) $($service.InstallationPath)\"");

        Task<string> PowerShellAsync(string script)
        {
            site.Folder.Write("command.ps1", "$ErrorActionPreference = 'Stop'\nImport-Module /mnt/module/XlinkPS.psd1\n" + script + "\n");
            return box.SucceedAsync("NO_COLOR=1 pwsh -NoProfile -NonInteractive -File /mnt/command.ps1");
        }
    }
}
