using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>Finds a file or sub-folder by a name whose case varies from installation to installation.</summary>
internal static class FolderEntry
{
    /// <summary>The file's path as it is on disk; <see langword="null"/> if there is none, or no such folder.</summary>
    internal static string? FindFile(string folder, string name) => Find(folder, name, File.Exists);

    /// <summary>The sub-folder's path as it is on disk; <see langword="null"/> if there is none, or no such folder.</summary>
    internal static string? FindFolder(string folder, string name) => Find(folder, name, Directory.Exists);

    /// <summary>The paths of everything in a folder; empty if there is no such folder.</summary>
    internal static IReadOnlyList<string> List(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(nameof(Messages.FolderNotReadable), XlinkErrorCategory.ReadError, error, folder, error.Message);
        }
    }

    private static string? Find(string folder, string name, Predicate<string> isRightKind)
        => CaseInsensitivePath.Choose(folder, List(folder).Where(path => isRightKind(path)), name);
}
