using System;
using System.ComponentModel;
using System.IO;

namespace Xlink.Files;

/// <summary>Turns what the file system reports into errors that name the file and the remedy.</summary>
internal static class FileError
{
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int HandleDiskFull = 39;
    private const int DiskFull = 112;

    /// <summary>A file or folder could not be read.</summary>
    internal static XlinkException Reading(string path, Exception cause) => From(path, nameof(Messages.FileReadFailed), XlinkErrorCategory.ReadError, cause);

    /// <summary>A file could not be written.</summary>
    internal static XlinkException Writing(string path, Exception cause) => From(path, nameof(Messages.FileWriteFailed), XlinkErrorCategory.WriteError, cause);

    /// <summary>A Unix system call on a file failed.</summary>
    internal static XlinkException Writing(string path, int errno)
    {
        var cause = new Win32Exception(errno);
        return errno switch
        {
            UnixFileSystem.NoEntry => NotFound(path, cause),
            UnixFileSystem.NotPermitted or UnixFileSystem.AccessDenied => AccessDenied(path, cause),
            UnixFileSystem.NoSpace or UnixFileSystem.QuotaExceeded => Full(path, cause),
            UnixFileSystem.ReadOnlyFileSystem => ReadOnly(path, cause),
            _ => XlinkException.InFile(path, null, nameof(Messages.FileWriteFailed), XlinkErrorCategory.WriteError, cause, cause.Message),
        };
    }

    /// <summary>The folder of a file could not be opened.</summary>
    internal static XlinkException OpeningFolder(string folder, int errno)
        => errno == UnixFileSystem.NoEntry ? FolderNotFound(folder, new Win32Exception(errno)) : Writing(folder, errno);

    internal static XlinkException FolderNotFound(string folder, Exception? cause = null)
        => XlinkException.Create(nameof(Messages.FolderNotFound), XlinkErrorCategory.ObjectNotFound, cause, folder);

    internal static XlinkException ReadOnly(string path, Exception? cause = null)
        => XlinkException.InFile(path, null, nameof(Messages.FileReadOnly), XlinkErrorCategory.PermissionDenied, cause);

    internal static XlinkException Locked(string path, Exception? cause = null)
        => XlinkException.InFile(path, null, nameof(Messages.FileLocked), XlinkErrorCategory.ResourceBusy, cause);

    internal static XlinkException AccessDenied(string path, Exception? cause = null)
        => XlinkException.InFile(path, null, nameof(Messages.FileAccessDenied), XlinkErrorCategory.PermissionDenied, cause);

    /// <summary>Whether another program has the file open.</summary>
    internal static bool IsLocked(Exception cause) => IsSharingViolation(cause.HResult);

    private static XlinkException NotFound(string path, Exception cause)
        => XlinkException.InFile(path, null, nameof(Messages.FileNotFound), XlinkErrorCategory.ObjectNotFound, cause);

    private static XlinkException Full(string path, Exception cause)
        => XlinkException.InFile(path, null, nameof(Messages.DiskFull), XlinkErrorCategory.WriteError, cause);

    private static XlinkException From(string path, string otherId, XlinkErrorCategory otherCategory, Exception cause) => cause switch
    {
        FileNotFoundException => NotFound(path, cause),
        DirectoryNotFoundException => FolderNotFound(Path.GetDirectoryName(Path.GetFullPath(path))!, cause),
        UnauthorizedAccessException => AccessDenied(path, cause),
        _ when IsLocked(cause) => Locked(path, cause),
        _ when IsDiskFull(cause.HResult) => Full(path, cause),
        _ => XlinkException.InFile(path, null, otherId, otherCategory, cause, cause.Message),
    };

    // .NET on Unix gives the bare errno; Windows and Mono give an HRESULT, which is negative.
    private static bool IsSharingViolation(int result) => result < 0
        ? (result & 0xFFFF) is SharingViolation or LockViolation
        : result == UnixFileSystem.WouldBlock;

    private static bool IsDiskFull(int result) => result < 0
        ? (result & 0xFFFF) is DiskFull or HandleDiskFull
        : result is UnixFileSystem.NoSpace or UnixFileSystem.QuotaExceeded;
}
