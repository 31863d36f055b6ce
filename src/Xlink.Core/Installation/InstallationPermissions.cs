using System.IO;
using System.Linq;

namespace Xlink.Installation;

/// <summary>
/// Who may read and write what in an installation [our reading]. Programs are everybody's to read and run. Files with secrets
/// are their owner's alone (0600) until a service is installed; its group then may read them (0640). On Windows the folder's access list rules.
/// </summary>
public static class InstallationPermissions
{
    private const string PrivateMode = "0600";
    private const string ServiceReadableMode = "0640";
    private const string LogMode = "0640";
    private const string SharedLogMode = "0660";
    private const string FileMode = "0644";
    private const string ProgramMode = "0755";

    private static readonly string[] Secrets = [XlinkFileName.Settings, XlinkFileName.ExtraSettings];
    private static readonly string[] Programs = [XlinkFileName.ServiceProgram, XlinkFileName.ImportProgram, "passcode", "register"];

    /// <summary>Protects a file with secrets (key file, isps_ul.ini) as its folder demands. Call it before the content is written.</summary>
    /// <param name="path">The file, lying in the installation folder, where the service's group shows by the folder's set-group-ID bit.</param>
    /// <exception cref="IOException">The permissions cannot be set.</exception>
    public static void ProtectSecret(string path)
    {
        if (ServiceGroup(path) is { } group)
        {
            UnixFile.SetGroup(path, group);
            UnixFile.SetMode(path, ServiceReadableMode);
        }
        else
        {
            UnixFile.SetMode(path, PrivateMode);
        }
    }

    /// <summary>Lets service and manual import write the same logs.</summary>
    internal static void SetForLog(string path) => UnixFile.SetMode(path, ServiceGroup(path) is null ? LogMode : SharedLogMode);

    /// <summary>Gives an installed file the permissions its name asks for.</summary>
    internal static void SetFor(string path)
    {
        var name = Path.GetFileName(path);
        UnixFile.SetMode(path, IsSecret(name) ? PrivateMode : IsProgram(name) ? ProgramMode : FileMode);
    }

    /// <summary>Gives an installed folder its permissions.</summary>
    internal static void SetForFolder(string path) => UnixFile.SetMode(path, ProgramMode);

    /// <summary>Whether a configuration file of this name may hold passwords.</summary>
    internal static bool IsSecret(string fileName) => Secrets.Contains(fileName, System.StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of this name is one of the suite's programs on Unix.</summary>
    internal static bool IsProgram(string fileName) => Programs.Contains(fileName, System.StringComparer.OrdinalIgnoreCase);

    private static int? ServiceGroup(string path)
        => UnixFile.Find(Path.GetDirectoryName(Path.GetFullPath(path))!, follow: true) is { } folder && (folder.Mode & UnixFile.SetGroupId) != 0 ? folder.Group : null;
}
