using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Xlink.Files;
using Xlink.Processes;

namespace Xlink.Services.Systemd;

/// <summary>One service of systemd, with a unit that is written here and a system user that is made with it and stays after it [our reading].</summary>
internal sealed class SystemdService(ServiceIdentity identity) : IManagedService
{
    private const string RunningMark = "/run/systemd/system";
    private const int OthersMayPass = 0b001;

    private static readonly string[] PrivateFolders = ["/tmp/", "/var/tmp/", "/dev/", "/proc/", "/sys/"];

    /// <summary>The unit's file.</summary>
    internal string UnitPath => "/etc/systemd/system/" + identity.UnitName;

    private string UserPath => "/etc/sysusers.d/" + Path.ChangeExtension(identity.UnitName, ".conf");

    private string UserText => "# Written by XlinkPS for " + identity.UnitName + ".\nu " + identity.UserName + " - \"" + identity.Name + "\"\n";

    /// <summary>Asks how the service is. Needs no rights.</summary>
    public ManagedService Query()
    {
        CheckManager();
        var properties = Show();
        return properties["LoadState"] is "not-found" ? ManagedService.NotInstalled : new ManagedService(
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
            ReadUnit(),
            int.Parse(properties["MainPID"], CultureInfo.InvariantCulture) is > 0 and var process ? process : null);
    }

    /// <summary>The text of the unit that was written here, or <see langword="null"/>.</summary>
    internal string? ReadUnit() => File.Exists(UnitPath) ? File.ReadAllText(UnitPath) : null;

    /// <summary>Refuses if there is no systemd, or this user may not install services.</summary>
    internal void CheckRights()
    {
        CheckManager();
        CheckElevation();
    }

    /// <inheritdoc cref="IServiceControl.Uninstall"/>
    public void Uninstall(CancellationToken cancellationToken)
    {
        if (CheckInstalled().State is not (XlinkServiceState.Stopped or XlinkServiceState.Failed))
        {
            Stop(cancellationToken);
        }

        // Otherwise systemd remembers a failure of the service beyond its end.
        SystemCommand.TryRun("systemctl", "reset-failed " + identity.UnitName, cancellationToken, out _);
        SystemCommand.Run("systemctl", "disable " + identity.UnitName, cancellationToken);
        File.Delete(UnitPath);
        File.Delete(UserPath);
        SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
    }

    /// <inheritdoc cref="IServiceControl.Start"/>
    public void Start(CancellationToken cancellationToken)
    {
        CheckInstalled();
        if (!SystemCommand.TryRun("systemctl", "start " + identity.UnitName, cancellationToken, out _))
        {
            var properties = Show();
            throw XlinkException.Create(
                identity.Errors.StartFailed, XlinkErrorCategory.InvalidOperation,
                string.Format(CultureInfo.InvariantCulture, "{0}, {1}", properties["Result"], properties["ExecMainStatus"]),
                "journalctl -u " + identity.UnitName);
        }
    }

    /// <inheritdoc cref="IServiceControl.Stop"/>
    public void Stop(CancellationToken cancellationToken)
    {
        CheckInstalled();
        if (!SystemCommand.TryRun("systemctl", "stop " + identity.UnitName, cancellationToken, out var output))
        {
            throw XlinkException.Create(identity.Errors.StopFailed, XlinkErrorCategory.InvalidOperation, output);
        }
    }

    /// <summary>Writes files of the system; what fails is the manager's failure.</summary>
    internal void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(identity.Errors.ManagerFailed, XlinkErrorCategory.WriteError, error, "systemd", error.Message);
        }
    }

    /// <summary>Refuses an account that does not exist, or whose name cannot stand in a unit.</summary>
    internal static void CheckAccount(ServiceAccount? account)
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

    /// <summary>The service that is installed.</summary>
    internal ManagedService CheckInstalled()
    {
        CheckRights();
        return Query() is { State: not XlinkServiceState.NotInstalled } status
            ? status
            : throw XlinkException.Create(identity.Errors.NotInstalled, XlinkErrorCategory.NotInstalled);
    }

    private void CheckManager()
    {
        if (!Directory.Exists(RunningMark))
        {
            throw XlinkException.Create(identity.Errors.ManagerMissing, XlinkErrorCategory.ResourceUnavailable);
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
    internal void CheckReachable(string folder)
    {
        if (folder.Any(char.IsControl) || folder.IndexOfAny(['"', '\'', '\\']) >= 0)
        {
            throw XlinkException.Create(identity.Errors.FolderName, XlinkErrorCategory.InvalidArgument, Logging.OneLine.Escape(folder));
        }

        var closed = PrivateFolders.Any(hidden => folder.StartsWith(hidden, StringComparison.Ordinal)) ? folder : null;
        for (var parent = Path.GetDirectoryName(folder); closed is null && parent is not null; parent = Path.GetDirectoryName(parent))
        {
            closed = UnixFileSystem.Status(parent, follow: true) is { } found && (found.Mode & OthersMayPass) == 0 ? parent : null;
        }

        if (closed is not null)
        {
            throw XlinkException.Create(identity.Errors.FolderUnreachable, XlinkErrorCategory.PermissionDenied, folder, closed);
        }
    }

    /// <summary>Makes the system user with its group, and gives back the group.</summary>
    internal int MakeGroup()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UserPath)!);
        File.WriteAllText(UserPath, UserText);
        SystemCommand.Run("systemd-sysusers", UserPath, CancellationToken.None);
        var entry = SystemCommand.Run("getent", "group " + identity.UserName, CancellationToken.None);
        return int.Parse(entry.Split(':')[2], CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the unit, has systemd read it, and enables it; on failure what was there is there again.</summary>
    internal void WriteUnit(string unit, string? before)
    {
        try
        {
            ReplaceUnit(unit);
            SystemCommand.Run("systemctl", "daemon-reload", CancellationToken.None);
            SystemCommand.Run("systemctl", "enable " + identity.UnitName, CancellationToken.None);
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

    /// <summary>Writes the unit alone.</summary>
    internal void ReplaceUnit(string unit)
    {
        using var file = PendingFile.Create(UnitPath);
        file.Write(Encoding.UTF8.GetBytes(unit));
        file.Replace();
    }

    private Dictionary<string, string> Show() => SystemCommand
        .Run("systemctl", "show " + identity.UnitName + " --property=LoadState,ActiveState,UnitFileState,MainPID,User,Result,ExecMainStatus", CancellationToken.None)
        .Split('\n')
        .Select(line => line.Split(['='], 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
