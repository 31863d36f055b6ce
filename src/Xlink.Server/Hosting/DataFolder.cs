using System;
using System.IO;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text.Json;
using Xlink.Servers;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Hosting;

/// <summary>The data folder while this server uses it: nobody else's server does.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFileName = "server.lock";
    private const string DatabaseFileName = "xlink.db";

    private readonly FileStream lockFile;
    private bool isAnnounced;

    private DataFolder(string path, FileStream lockFile)
    {
        FolderPath = path;
        this.lockFile = lockFile;
    }

    /// <summary>Full path of the folder.</summary>
    internal string FolderPath { get; }

    /// <summary>Full path of the database.</summary>
    internal string DatabasePath => Path.Combine(FolderPath, DatabaseFileName);

    /// <summary>Full path of the log of a server in the background.</summary>
    internal string LogPath => Path.Combine(FolderPath, ServerProcess.LogFile);

    private string AnnouncementPath => Path.Combine(FolderPath, ServerFile.FileName);

    /// <summary>Takes a folder into use, creating it for this user only if it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="XlinkException"><c>DataFolderNotWritable</c>, <c>DataFolderInUse</c>.</exception>
    internal static DataFolder Open(string path)
    {
        var fullPath = Path.GetFullPath(path);
        try
        {
            Create(fullPath);
            return new DataFolder(fullPath, Lock(fullPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw NotWritable(fullPath, exception);
        }
    }

    /// <summary>Whether a server has ever run on a folder.</summary>
    internal static bool HasDatabase(string path) => File.Exists(DatabaseOf(path));

    /// <summary>Full path of the database of a folder.</summary>
    internal static string DatabaseOf(string path) => Path.Combine(Path.GetFullPath(path), DatabaseFileName);

    /// <summary>Says in <c>server.json</c> that the server listens.</summary>
    internal void Announce(ServerFile content)
    {
        var temporary = AnnouncementPath + ".new";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create))
            {
                JsonSerializer.Serialize(stream, content, WfmJson.Default.ServerFile);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, AnnouncementPath, overwrite: true);
            isAnnounced = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(FolderPath, exception);
        }
    }

    /// <summary>Takes back what was said and frees the folder.</summary>
    public void Dispose()
    {
        if (isAnnounced)
        {
            File.Delete(AnnouncementPath);
        }

        lockFile.Dispose();
    }

    private static XlinkException NotWritable(string path, Exception exception)
        => XlinkException.Create(nameof(Messages.DataFolderNotWritable), XlinkErrorCategory.PermissionDenied, exception, path, exception.Message);

    private static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            CreateForThisUser(path);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [SupportedOSPlatform("windows")]
    private static void CreateForThisUser(string path)
    {
        using var user = WindowsIdentity.GetCurrent();
        var security = new DirectorySecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        SecurityIdentifier[] allowed =
        [
            user.User!, new(WellKnownSidType.LocalSystemSid, domainSid: null), new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
        ];
        foreach (var identity in allowed)
        {
            security.AddAccessRule(new(
                identity,
                FileSystemRights.FullControl,
                InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
                PropagationFlags.None,
                AccessControlType.Allow));
        }

        security.CreateDirectory(path);
    }

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, LockFileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            var owner = ServerFile.Read(folder);
            throw XlinkException.Create(
                nameof(Messages.DataFolderInUse), XlinkErrorCategory.ResourceBusy, exception, folder, owner is null ? "?" : owner.ProcessId);
        }
    }
}
