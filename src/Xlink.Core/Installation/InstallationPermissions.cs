using System;
using System.ComponentModel;
using System.IO;
using System.Linq;
using Xlink.Credentials;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>
/// Who may read and write what in an installation on Unix [our reading]. Programs are everybody's to read and run. Secrets are their owner's
/// alone (0600) until a service is installed; its group then may read them (0640). The folder shows the group by its set-group-ID bit. On
/// Windows the folder's access list rules, except for the key.
/// </summary>
internal static class InstallationPermissions
{
    private const int PrivateMode = 0b110_000_000;
    private const int FileMode = 0b110_100_100;
    private const int ProgramMode = 0b111_101_101;
    private const int ServiceFolderMode = 0b010_111_111_101;
    private const int LogMode = 0b110_100_000;
    private const int SharedLogMode = 0b110_110_000;
    private const int GroupMayRead = 0b100_000;
    private const int GroupMayWrite = 0b110_000;
    private const int Others = 0b111;

    private static readonly string[] Secrets = [XlinkFileName.Settings, XlinkFileName.ExtraSettings, InstallationKey.FileName];
    private static readonly string[] Programs = [XlinkFileName.ServiceProgram, XlinkFileName.ImportProgram, "passcode", "register"];

    /// <summary>The mode that lets service and manual import write the same logs.</summary>
    /// <param name="folder">Where the log is to be made.</param>
    internal static int LogModeIn(string folder)
        => UnixFileSystem.Status(folder, follow: true) is { HandsGroupOn: true } ? SharedLogMode : LogMode;

    /// <summary>Gives an installed file the permissions its name asks for.</summary>
    internal static void SetFor(string path)
    {
        var name = Path.GetFileName(path);
        SetMode(path, IsSecret(name) ? PrivateMode : IsProgram(name) ? ProgramMode : FileMode);
    }

    /// <summary>Gives a file that is going to take a place in an installation the owner and permissions of what stands there, or those that its name and its folder ask for.</summary>
    /// <param name="path">The file, in a folder that is closed to others.</param>
    /// <param name="target">Its place.</param>
    internal static void SetForReplacement(string path, string target)
    {
        if (WindowsFileSystem.IsCurrent)
        {
            if (File.Exists(target))
            {
                WindowsFileSystem.CopySecurity(target, path);
            }

            return;
        }

        var name = Path.GetFileName(target);
        var replaced = UnixFileSystem.Status(target) is { IsLink: false } found ? found : (UnixFileStatus?)null;
        if ((replaced ?? FolderAbove(target)) is { } owner)
        {
            _ = UnixFileSystem.SetOwner(path, owner.UserId, owner.GroupId);
        }

        SetMode(path, replaced?.Mode ?? (IsSecret(name) ? FolderAbove(target)?.ModeOfSecrets ?? PrivateMode : IsProgram(name) ? ProgramMode : FileMode));
    }

    /// <summary>Gives an installed folder its permissions.</summary>
    internal static void SetForFolder(string path) => SetMode(path, ProgramMode);

    /// <summary>Opens an installation folder for the group of the service, and for what will be written there hands that group on.</summary>
    internal static void OpenFolder(string folder, int group)
    {
        Check(UnixFileSystem.SetGroup(folder, group), folder);
        SetMode(folder, ServiceFolderMode);
    }

    /// <summary>Opens a file that is no program for the group of the service: logs to write, all else to read. Others lose access to secrets.</summary>
    internal static void OpenFile(string path, int group)
    {
        if (UnixFileSystem.Status(path) is { IsLink: false } found)
        {
            var name = Path.GetFileName(path);
            var kept = IsSecret(name) ? found.Mode & ~Others : found.Mode;
            Check(UnixFileSystem.SetGroup(path, group), path);
            SetMode(path, kept | (name.Contains(".log") ? GroupMayWrite : GroupMayRead));
        }
    }

    /// <summary>Keeps everybody but the owner out of a folder.</summary>
    internal static void Close(string folder) => SetMode(folder, 0b111_000_000);

    /// <summary>Whether a file of this name may hold passwords or is the key to them.</summary>
    internal static bool IsSecret(string fileName) => Secrets.Contains(fileName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of this name is one of the suite's programs on Unix.</summary>
    internal static bool IsProgram(string fileName) => Programs.Contains(fileName, StringComparer.OrdinalIgnoreCase);

    private static UnixFileStatus? FolderAbove(string path) => UnixFileSystem.Status(Path.GetDirectoryName(path)!, follow: true);

    private static void SetMode(string path, int mode)
    {
        if (!WindowsFileSystem.IsCurrent)
        {
            Check(UnixFileSystem.SetMode(path, mode), path);
        }
    }

    private static void Check(int result, string path)
    {
        if (result != 0)
        {
            throw new IOException(path + ": " + new Win32Exception(UnixFileSystem.LastError).Message);
        }
    }
}
