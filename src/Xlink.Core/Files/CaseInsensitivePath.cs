using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Xlink.Files;

/// <summary>
/// Finds files of an installation whatever their case: the documents themselves write <c>isps_ul.ini</c>, <c>isps_Ul.ini</c> and
/// <c>Isps_Ul.ini</c> [documented], and Linux tells them apart.
/// </summary>
public static class CaseInsensitivePath
{
    /// <summary>Finds a file or folder by its name. The exact case is preferred.</summary>
    /// <param name="folder">The folder to look in.</param>
    /// <param name="name">Name of the file or folder, without a path.</param>
    /// <returns>Its path, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="XlinkException"><c>FolderNotFound</c>; <c>FileAccessDenied</c>;
    /// <c>FileCaseAmbiguous</c>: none has the exact case and several differ in case only.</exception>
    public static string? Find(string folder, string name)
    {
        var exact = Path.Combine(folder, name);
        if (File.Exists(exact) || Directory.Exists(exact))
        {
            return exact;
        }

        return Choose(folder, List(folder), name);
    }

    /// <summary>The entry of that name: in the exact case, or else the only one that differs in case.</summary>
    /// <param name="folder">The folder, for the message.</param>
    /// <param name="entries">Paths of the entries to choose from.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="XlinkException"><c>FileCaseAmbiguous</c>.</exception>
    internal static string? Choose(string folder, IEnumerable<string> entries, string name)
    {
        var candidates = entries
            .Where(path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(path => path, StringComparer.Ordinal)
            .ToList();
        var exact = candidates.Find(path => string.Equals(Path.GetFileName(path), name, StringComparison.Ordinal));
        return exact is null && candidates.Count > 1
            ? throw XlinkException.Create(
                nameof(Messages.FileCaseAmbiguous), XlinkErrorCategory.InvalidData, folder, string.Join(", ", candidates.Select(Path.GetFileName)), name)
            : exact ?? candidates.FirstOrDefault();
    }

    /// <summary>Finds a file or folder that must be there.</summary>
    /// <inheritdoc cref="Find"/>
    /// <returns>Its path.</returns>
    /// <exception cref="XlinkException"><c>FileMissing</c>, and the errors of <see cref="Find"/>.</exception>
    public static string Get(string folder, string name)
        => Find(folder, name) ?? throw XlinkException.Create(nameof(Messages.FileMissing), XlinkErrorCategory.ObjectNotFound, name, folder);

    /// <summary>Finds a file of an installation that may be given itself or by the installation's folder.</summary>
    /// <param name="folderOrFile">The folder to look in, or the file.</param>
    /// <param name="name">Name of the file in the folder.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Get"/>.</exception>
    internal static string GetFile(string folderOrFile, string name) => Directory.Exists(folderOrFile) ? Get(folderOrFile, name) : folderOrFile;

    private static string[] List(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (DirectoryNotFoundException cause)
        {
            throw FileError.FolderNotFound(folder, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(folder, cause);
        }
    }
}
