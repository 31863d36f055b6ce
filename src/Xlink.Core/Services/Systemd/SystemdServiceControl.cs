using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Xlink.Files;
using Xlink.Installation;
using Xlink.Processes;

namespace Xlink.Services.Systemd;

/// <summary>
/// The service as the systemd unit <c>isps-xlink.service</c>. Unless another account is given it runs as the system user <c>xlink</c>,
/// which is made with the service and stays after it. In the installation folder everything but the programs becomes readable,
/// logs and the folder itself writable for the group <c>xlink</c>, and the folder hands that group on to new files [our reading].
/// </summary>
public sealed class SystemdServiceControl : IServiceControl
{
    private const string UserName = "xlink";
    private const string RunningMark = "/run/systemd/system";
    private const string UnitPath = "/etc/systemd/system/" + XlinkService.UnitName;
    private const string UserPath = "/etc/sysusers.d/isps-xlink.conf";
    private const string UserText = "# Written by XlinkPS for " + XlinkService.UnitName + ".\nu " + UserName + " - \"" + XlinkService.Name + "\"\n";
    private const int OthersMayPass = 0b001;

    private static readonly string[] PrivateFolders = ["/tmp/", "/var/tmp/", "/dev/", "/proc/", "/sys/"];

    /// <inheritdoc/>
    public XlinkServiceStatus Query()
    {
        CheckManager();
        var properties = Show();
        return properties["LoadState"] is "not-found" ? XlinkServiceStatus.NotInstalled : new XlinkServiceStatus(
            properties["ActiveState"] switch
            {
                "active" or "reloading" => XlinkServiceState.Running,
                "activating" => XlinkServiceState.Starting,
                "deactivating" => XlinkServiceState.Stopping,
                "failed" => XlinkServiceState.Failed,
                _ => XlinkServiceState.Stopped,
            },
            properties["UnitFileState"] switch
            {
                "enabled" or "enabled-runtime" => XlinkServiceStartType.Automatic,
                "masked" or "masked-runtime" => XlinkServiceStartType.Disabled,
                _ => XlinkServiceStartType.Manual,
            },
            properties["User"],
            ReadUnit() is { } unit ? SystemdUnit.FindInstallation(unit) : null,
            int.Parse(properties["MainPID"], CultureInfo.InvariantCulture) is > 0 and var process ? process : null);
    }

    /// <inheritdoc/>
    public void Install(XlinkInstallation installation, ServiceAccount? account = null)
    {
        CheckManager();
        CheckElevation();
        var program = XlinkService.GetProgram(installation);
        var before = ReadUnit();
        var other = before is null ? null : SystemdUnit.FindInstallation(before) ?? UnitPath;
        if (other is not null && !string.Equals(other, installation.Path, StringComparison.Ordinal))
        {
            throw XlinkException.Create(nameof(Messages.ServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, other);
        }

        CheckReachable(installation.Path);
        CheckAccount(account);
        Write(() =>
        {
            OpenFor(MakeGroup(), installation.Path);
            WriteUnit(SystemdUnit.Format(installation, program, account?.UserName ?? UserName, UserName), before);
        });
    }

    /// <inheritdoc/>
    public void Refresh(XlinkInstallation installation)
    {
        var user = CheckInstalled().Account!;
        var program = XlinkService.GetProgram(installation);
        Write(() =>
        {
            OpenFor(MakeGroup(), installation.Path);
            ReplaceUnit(SystemdUnit.Format(installation, program, user, UserName));
            SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
        });
    }

    /// <inheritdoc/>
    public void Uninstall(CancellationToken cancellationToken = default)
    {
        if (CheckInstalled().State is not (XlinkServiceState.Stopped or XlinkServiceState.Failed))
        {
            Stop(cancellationToken);
        }

        // Otherwise systemd remembers a failure of the service beyond its end.
        SystemCommand.TryRun("systemctl", "reset-failed " + XlinkService.UnitName, cancellationToken, out _);
        SystemCommand.Run("systemctl", "disable " + XlinkService.UnitName, cancellationToken);
        File.Delete(UnitPath);
        File.Delete(UserPath);
        SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Start(CancellationToken cancellationToken = default)
    {
        CheckInstalled();
        if (!SystemCommand.TryRun("systemctl", "start " + XlinkService.UnitName, cancellationToken, out _))
        {
            var properties = Show();
            throw XlinkException.Create(
                nameof(Messages.ServiceStartFailed), XlinkErrorCategory.InvalidOperation,
                string.Format(CultureInfo.InvariantCulture, "{0}, {1}", properties["Result"], properties["ExecMainStatus"]),
                "journalctl -u " + XlinkService.UnitName);
        }
    }

    /// <inheritdoc/>
    public void Stop(CancellationToken cancellationToken = default)
    {
        CheckInstalled();
        if (!SystemCommand.TryRun("systemctl", "stop " + XlinkService.UnitName, cancellationToken, out var output))
        {
            throw XlinkException.Create(nameof(Messages.ServiceStopFailed), XlinkErrorCategory.InvalidOperation, output);
        }
    }

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.ServiceManagerFailed), XlinkErrorCategory.WriteError, error, "systemd", error.Message);
        }
    }

    private static void CheckAccount(ServiceAccount? account)
    {
        // A name in a unit may have no blanks and no wildcards either.
        if (account is not null && (!IsAccountName(account.UserName)
            || !SystemCommand.TryRun("getent", "passwd -- " + account.UserName, CancellationToken.None, out _)))
        {
            throw XlinkException.Create(nameof(Messages.ServiceAccountUnknown), XlinkErrorCategory.InvalidArgument);
        }
    }

    private static bool IsAccountName(string name)
        => name.Length > 0 && name.All(character => char.IsLetterOrDigit(character) || "_-.@\\".IndexOf(character) >= 0);

    private XlinkServiceStatus CheckInstalled()
    {
        CheckManager();
        CheckElevation();
        return Query() is { State: not XlinkServiceState.NotInstalled } status
            ? status
            : throw XlinkException.Create(nameof(Messages.ServiceNotInstalled), XlinkErrorCategory.NotInstalled);
    }

    private static void CheckManager()
    {
        if (!Directory.Exists(RunningMark))
        {
            throw XlinkException.Create(nameof(Messages.ServiceManagerMissing), XlinkErrorCategory.ResourceUnavailable);
        }
    }

    private static void CheckElevation()
    {
        if (!UnixProcess.IsRoot)
        {
            throw XlinkException.Create(nameof(Messages.ElevationRequired), XlinkErrorCategory.PermissionDenied);
        }
    }

    /// <summary>Refuses a folder that systemd takes no program from, or that the service would not see: below a closed folder, or below those that systemd replaces for it.</summary>
    private static void CheckReachable(string folder)
    {
        if (folder.Any(char.IsControl) || folder.IndexOfAny(['"', '\'', '\\']) >= 0)
        {
            throw XlinkException.Create(nameof(Messages.ServiceFolderName), XlinkErrorCategory.InvalidArgument, Logging.OneLine.Escape(folder));
        }

        var closed = PrivateFolders.Any(hidden => folder.StartsWith(hidden, StringComparison.Ordinal)) ? folder : null;
        for (var parent = Path.GetDirectoryName(folder); closed is null && parent is not null; parent = Path.GetDirectoryName(parent))
        {
            closed = UnixFileSystem.Status(parent, follow: true) is { } found && (found.Mode & OthersMayPass) == 0 ? parent : null;
        }

        if (closed is not null)
        {
            throw XlinkException.Create(nameof(Messages.ServiceFolderUnreachable), XlinkErrorCategory.PermissionDenied, folder, closed);
        }
    }

    private static int MakeGroup()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UserPath)!);
        File.WriteAllText(UserPath, UserText);
        SystemCommand.Run("systemd-sysusers", UserPath, CancellationToken.None);
        var entry = SystemCommand.Run("getent", "group " + UserName, CancellationToken.None);
        return int.Parse(entry.Split(':')[2], CultureInfo.InvariantCulture);
    }

    private static void OpenFor(int group, string folder)
    {
        InstallationPermissions.OpenFolder(folder, group);
        foreach (var path in Folder.List(folder).Where(path => File.Exists(path) && !SystemdUnit.IsProgram(path)))
        {
            InstallationPermissions.OpenFile(path, group);
        }
    }

    private static void WriteUnit(string unit, string? before)
    {
        try
        {
            ReplaceUnit(unit);
            SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
            SystemCommand.Run("systemctl", "enable " + XlinkService.UnitName, CancellationToken.None);
        }
        catch
        {
            if (before is null)
            {
                File.Delete(UnitPath);
            }
            else
            {
                ReplaceUnit(before);
            }

            throw;
        }
    }

    private static void ReplaceUnit(string unit)
    {
        using var file = PendingFile.Create(UnitPath);
        file.Write(Encoding.UTF8.GetBytes(unit));
        file.Replace();
    }

    private static string? ReadUnit() => File.Exists(UnitPath) ? File.ReadAllText(UnitPath) : null;

    private static Dictionary<string, string> Show() => SystemCommand
        .Run("systemctl", "show " + XlinkService.UnitName + " --property=LoadState,ActiveState,UnitFileState,MainPID,User,Result,ExecMainStatus", CancellationToken.None)
        .Split('\n')
        .Select(line => line.Split(['='], 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
