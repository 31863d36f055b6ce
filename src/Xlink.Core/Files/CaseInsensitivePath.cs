using System;
using System.IO;
using System.Linq;

namespace Xlink.Files;

/// <summary>
/// Finds files of an installation whatever their case: the documents themselves write <c>isps_ul.ini</c>, <c>isps_Ul.ini</c> and
/// <c>Isps_Ul.ini</c> [documented], and Linux tells them apart. The exact case is preferred.
/// </summary>
public static class CaseInsensitivePath
{
    /// <summary>Finds a file or folder by its name.</summary>
    /// <param name="folder">The folder to look in.</param>
    /// <param name="name">Name of the file or folder, without a path.</param>
    /// <returns>Its path as it is on disk, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="XlinkException"><c>FolderNotFound</c>; <c>FileAccessDenied</c>;
    /// <c>FileCaseAmbiguous</c>: none has the exact case and several differ in case only.</exception>
    public static string? Find(string folder, string name)
        => Find(folder, name, _ => true) ?? (Directory.Exists(folder) ? null : throw FileError.FolderNotFound(folder));

    /// <summary>Finds a file or folder that must be there.</summary>
    /// <inheritdoc cref="Find(string, string)"/>
    /// <returns>Its path.</returns>
    /// <exception cref="XlinkException"><c>FileMissing</c>, and the errors of <see cref="Find(string, string)"/>.</exception>
    public static string Get(string folder, string name) => Find(folder, name) ?? throw Missing(folder, name);

    /// <summary>Finds a file of an installation that may be given itself or by the installation's folder.</summary>
    /// <param name="folderOrFile">The folder to look in, or the file.</param>
    /// <param name="name">Name of the file in the folder.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Get"/>.</exception>
    internal static string GetFile(string folderOrFile, string name) => Directory.Exists(folderOrFile) ? Get(folderOrFile, name) : folderOrFile;

    /// <summary>The path of a file; <see langword="null"/> if there is none, or no such folder.</summary>
    internal static string? FindFile(string folder, string name) => Find(folder, name, File.Exists);

    /// <summary>The path of a sub-folder; <see langword="null"/> if there is none, or no such folder.</summary>
    internal static string? FindFolder(string folder, string name) => Find(folder, name, Directory.Exists);

    internal static XlinkException Missing(string folder, string name)
        => XlinkException.Create(nameof(Messages.FileMissing), XlinkErrorCategory.ObjectNotFound, name, folder);

    private static string? Find(string folder, string name, Predicate<string> isRightKind)
    {
        var candidates = Folder.List(folder)
            .Where(path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase) && isRightKind(path))
            .OrderBy(path => path, StringComparer.Ordinal)
            .ToList();
        var exact = candidates.Find(path => string.Equals(Path.GetFileName(path), name, StringComparison.Ordinal));
        return exact is null && candidates.Count > 1
            ? throw XlinkException.Create(
                nameof(Messages.FileCaseAmbiguous), XlinkErrorCategory.InvalidData, folder, string.Join(", ", candidates.Select(Path.GetFileName)), name)
            : exact ?? candidates.FirstOrDefault();
    }
}
