using System;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Installation;

namespace Xlink.Services.Systemd;

/// <summary>
/// The service as the systemd unit <c>isps-xlink.service</c>. Unless another account is given it runs as the system user <c>xlink</c>,
/// which is made with the service and stays after it. In the installation folder everything but the programs becomes readable,
/// logs and the folder itself writable for the group <c>xlink</c>, and the folder hands that group on to new files [our reading].
/// </summary>
public sealed class SystemdServiceControl : IServiceControl
{
    private static readonly string UserName = XlinkService.Identity.UserName;

    private readonly SystemdService service = new(XlinkService.Identity);

    /// <inheritdoc/>
    public XlinkServiceStatus Query()
    {
        var found = service.Query();
        return found.State == XlinkServiceState.NotInstalled
            ? XlinkServiceStatus.NotInstalled
            : new(found.State, found.StartType, found.Account, found.Definition is { } unit ? SystemdUnit.FindInstallation(unit) : null, found.ProcessId);
    }

    /// <inheritdoc/>
    public void Install(XlinkInstallation installation, ServiceAccount? account = null)
    {
        service.CheckRights();
        var program = XlinkService.GetProgram(installation);
        var before = service.ReadUnit();
        var other = before is null ? null : SystemdUnit.FindInstallation(before) ?? service.UnitPath;
        if (other is not null && !string.Equals(other, installation.Path, StringComparison.Ordinal))
        {
            throw XlinkException.Create(nameof(Messages.ServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, other);
        }

        service.CheckReachable(installation.Path);
        SystemdService.CheckAccount(account);
        service.Write(() =>
        {
            OpenFor(service.MakeGroup(), installation.Path);
            service.WriteUnit(SystemdUnit.Format(installation, program, account?.UserName ?? UserName, UserName), before);
        });
    }

    /// <inheritdoc/>
    public void Refresh(XlinkInstallation installation)
    {
        var user = service.CheckInstalled().Account!;
        var program = XlinkService.GetProgram(installation);
        service.Write(() =>
        {
            OpenFor(service.MakeGroup(), installation.Path);
            service.ReplaceUnit(SystemdUnit.Format(installation, program, user, UserName));
            SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
        });
    }

    /// <inheritdoc/>
    public void Uninstall(CancellationToken cancellationToken = default) => service.Uninstall(cancellationToken);

    /// <inheritdoc/>
    public void Start(CancellationToken cancellationToken = default) => service.Start(cancellationToken);

    /// <inheritdoc/>
    public void Stop(CancellationToken cancellationToken = default) => service.Stop(cancellationToken);

    private static void OpenFor(int group, string folder)
    {
        InstallationPermissions.OpenFolder(folder, group);
        foreach (var path in Folder.List(folder).Where(path => File.Exists(path) && !SystemdUnit.IsProgram(path)))
        {
            InstallationPermissions.OpenFile(path, group);
        }
    }
}
