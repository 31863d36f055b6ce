using System;
using System.IO;
using Xlink.Installation;
using Xlink.Services;

namespace Xlink.Core.Tests.Services;

public sealed class ServiceControlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Without_a_service_manager_there_is_the_console()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Directory.Exists("/run/systemd/system"), "There is a service manager here.");
        folder.Write("isps_uls");
        folder.Write("Xlink.Core.dll");
        var installation = XlinkInstallation.Open(folder.Path);
        var control = ServiceControl.ForThisComputer();

        foreach (var act in new Action[] { () => control.Query(), () => control.Install(installation), () => control.Refresh(installation), () => control.Start(), () => control.Stop(), () => control.Uninstall() })
        {
            var error = Assert.Throws<XlinkException>(act);
            Assert.Equal("ServiceManagerMissing", error.ErrorId);
            Assert.Contains("isps_uls -console", error.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_texts_are_the_documented_ones()
        => Assert.Equal(
            ("ISPS Xlink installed.", "Starting up ISPS Xlink.", "ISPS Xlink started."),
            (XlinkService.InstalledText, XlinkService.StartingText, XlinkService.StartedText));

    public void Dispose() => folder.Dispose();
}
