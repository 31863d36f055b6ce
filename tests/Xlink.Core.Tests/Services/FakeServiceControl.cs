using System;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Installation;
using Xlink.Services;

namespace Xlink.Core.Tests.Services;

/// <summary>
/// A service manager whose state is a file, so that it outlives the process that uses it. A service that starts writes to isps_uls.log what
/// its program's file says behind <c>says: </c>, and fails if nothing does.
/// </summary>
internal sealed class FakeServiceControl(string stateFile) : IServiceControl
{
    /// <summary>What the service's program writes when it reaches its server.</summary>
    public const string Connected = "Connected to iwfm://wfm:45054: 2 queues";

    private const string Mark = "says: ";

    /// <summary>Called before each action with its name; what it throws is the action's failure.</summary>
    public Action<string>? OnAction { get; init; }

    public void Set(XlinkServiceState state, string installationPath, string account = "special")
        => File.WriteAllLines(stateFile, [state.ToString(), installationPath, account]);

    public XlinkServiceStatus Query()
    {
        if (!File.Exists(stateFile))
        {
            return XlinkServiceStatus.NotInstalled;
        }

        var lines = File.ReadAllLines(stateFile);
        return new XlinkServiceStatus(Enum.Parse<XlinkServiceState>(lines[0]), XlinkServiceStartType.Automatic, lines[2], lines[1], ProcessId: null);
    }

    public void Install(XlinkInstallation installation, ServiceAccount? account = null)
        => Set(XlinkServiceState.Stopped, installation.Path, account?.UserName ?? "default");

    public void Refresh(XlinkInstallation installation) => OnAction?.Invoke(nameof(Refresh));

    public void Uninstall(CancellationToken cancellationToken = default)
    {
        OnAction?.Invoke(nameof(Uninstall));
        Get();
        File.Delete(stateFile);
    }

    public void Start(CancellationToken cancellationToken = default)
    {
        var status = Get();
        if (status.State == XlinkServiceState.Running)
        {
            return;
        }

        var program = Path.Combine(status.InstallationPath!, "isps_uls");
        var said = File.ReadLines(program).FirstOrDefault(line => line.Contains(Mark, StringComparison.Ordinal));
        if (said is not null)
        {
            File.AppendAllText(Path.Combine(status.InstallationPath!, "isps_uls.log"), "03/17/22 12:15:48 > " + said[(said.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..] + "\r\n");
        }

        OnAction?.Invoke(nameof(Start));
        if (said is null)
        {
            throw XlinkException.Create("ServiceStartFailed", XlinkErrorCategory.InvalidOperation, "exit-code", "the journal");
        }

        Set(XlinkServiceState.Running, status.InstallationPath!, status.Account!);
    }

    public void Stop(CancellationToken cancellationToken = default)
    {
        OnAction?.Invoke(nameof(Stop));
        var status = Get();
        Set(XlinkServiceState.Stopped, status.InstallationPath!, status.Account!);
    }

    private XlinkServiceStatus Get() => Query() is { State: not XlinkServiceState.NotInstalled } status
        ? status
        : throw XlinkException.Create("ServiceNotInstalled", XlinkErrorCategory.NotInstalled);
}
