using System;
using System.IO;
using Xlink.Files;

namespace Xlink.Importing;

/// <summary>Keeps the imports of one installation apart, over all processes of the computer: manual and automatic ones never run at once [documented].</summary>
public sealed class ImportLock : IDisposable
{
    /// <summary>Name of the lock file in the installation folder. It may stay behind; only an open one counts.</summary>
    public const string FileName = "isps_import.lock";

    private readonly FileStream file;

    private ImportLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or fails at once.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The lock; dispose it when the import has ended. A process that dies loses it by itself.</returns>
    /// <exception cref="XlinkException"><c>ImportRunning</c>: somebody else has it. <c>InstallationNotWritable</c>: the file cannot be created. <c>FolderNotFound</c>.</exception>
    public static ImportLock Acquire(string installationPath) => new(Open(installationPath, FileName));

    /// <summary>Opens a file that only one process can have open.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="Acquire"/>.</exception>
    internal static FileStream Open(string installationPath, string name)
    {
        var path = Path.Combine(installationPath, name);
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var error = FileError.Writing(path, exception);
            throw error.Category switch
            {
                XlinkErrorCategory.ResourceBusy => XlinkException.Create(nameof(Messages.ImportRunning), XlinkErrorCategory.ResourceBusy, exception, installationPath),
                XlinkErrorCategory.ObjectNotFound => FileError.FolderNotFound(installationPath, exception),
                _ => XlinkException.InFile(path, line: null, nameof(Messages.InstallationNotWritable), XlinkErrorCategory.PermissionDenied, exception, exception.Message),
            };
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // Made by another user: root's manual import leaves one that the service may only read, which is enough to hold it.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => file.Dispose();
}
