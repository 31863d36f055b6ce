using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Xlink.Sources;

/// <summary>The folder an external system puts its files into.</summary>
/// <remarks>
/// [Our reading] Every file of the folder is read, whatever its extension, in the order of the names, but not those in folders below it, not
/// hidden ones (attribute, or a name that begins with a dot) and not those whose name says that somebody is still writing or editing them.
/// </remarks>
internal static class SourceFolder
{
    private static readonly string[] TemporaryEndings = [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock", "~"];

    /// <summary>The files to read, in their order.</summary>
    /// <exception cref="XlinkException"><c>SourceFolderMissing</c>, <c>SourceFolderUnreadable</c>.</exception>
    internal static IReadOnlyList<FoundFile> GetFiles(string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
        {
            throw XlinkException.Create(nameof(Messages.SourceFolderMissing), XlinkErrorCategory.ObjectNotFound, path);
        }

        try
        {
            return
            [
                .. folder.EnumerateFiles()
                    .Where(file => !IsLeftOut(file))
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => FoundFile.Find(file.FullName)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(
                nameof(Messages.SourceFolderUnreadable), XlinkErrorCategory.PermissionDenied, exception, path, exception.Message);
        }
    }

    private static bool IsLeftOut(FileInfo file)
        => file.Name[0] == '.'
            || file.Name.StartsWith("~$", StringComparison.Ordinal)
            || (file.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.Temporary)) != default
            || TemporaryEndings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
