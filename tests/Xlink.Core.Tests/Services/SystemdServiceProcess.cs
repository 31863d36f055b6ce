using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Services;
using Xlink.Services.Systemd;

namespace Xlink.Core.Tests.Services;

/// <summary>What <see cref="SystemdServiceControlTests"/> runs in processes of their own.</summary>
public sealed class SystemdServiceProcess
{
    [Fact(Explicit = true)]
    public void Serve()
    {
        var file = Path.Combine(TestProcess.Argument, "service.txt");
        new SystemdServiceHost(new SignsOfLife()).Run(stop =>
        {
            SystemLog.ForThisComputer().Write(LogLevel.Error, "The server is away.");
            File.WriteAllText(file, "prepared");
            return WorkAsync(file, stop);
        });
    }

    [Fact(Explicit = true)]
    public void Ask_and_change_without_rights()
    {
        using var folder = new TemporaryFolder();
        folder.Write("isps_uls");
        folder.Write("Xlink.Core.dll");
        var control = new SystemdServiceControl();

        Assert.Equal(XlinkServiceStatus.NotInstalled, control.Query());
        foreach (var act in new Action[]
        {
            () => control.Install(XlinkInstallation.Open(folder.Path)), () => control.Start(TestContext.Current.CancellationToken),
            () => control.Stop(TestContext.Current.CancellationToken), () => control.Uninstall(TestContext.Current.CancellationToken),
            () => control.Refresh(XlinkInstallation.Open(folder.Path)),
        })
        {
            Assert.Equal("ElevationRequired", Assert.Throws<XlinkException>(act).ErrorId);
        }
    }

    private static async Task WorkAsync(string file, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        finally
        {
            // A service that has something to finish gets the time for it.
            await Task.Delay(500, CancellationToken.None);
            await File.WriteAllTextAsync(file, "stopped", CancellationToken.None);
        }
    }
}
