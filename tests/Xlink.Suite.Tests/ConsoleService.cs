using System.Threading;
using Xlink.Installation;
using Xlink.Services;

namespace Xlink.Suite.Tests;

/// <summary>A service manager for one installation: its service is <c>isps_uls -console</c>.</summary>
internal sealed class ConsoleService(XlinkInstallation installation) : IServiceControl, System.IDisposable
{
    private SuiteProgram? running;

    public XlinkServiceStatus Query() => new(
        running is { HasExited: false } ? XlinkServiceState.Running : XlinkServiceState.Stopped,
        XlinkServiceStartType.Automatic, "test", installation.Path, ProcessId: null);

    public void Install(XlinkInstallation installed, ServiceAccount? account = null) => Assert.Fail("An update does not install the service anew.");

    public void Refresh(XlinkInstallation installed)
    {
        // The program's path stays.
    }

    public void Uninstall(CancellationToken cancellationToken = default) => Stop(cancellationToken);

    public void Start(CancellationToken cancellationToken = default)
    {
        if (running is not { HasExited: false })
        {
            running?.Dispose();
            running = SuiteProgram.Start(installation.GetProgram("isps_uls"), ["-console"]);
            running.CloseInput();
        }
    }

    public void Stop(CancellationToken cancellationToken = default)
    {
        if (running is { HasExited: false })
        {
            running.Signal(SuiteProgram.Terminate);
            running.EndAsync().GetAwaiter().GetResult();
        }
    }

    public void Dispose() => running?.Dispose();
}
