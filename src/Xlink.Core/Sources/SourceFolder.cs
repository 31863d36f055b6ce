using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;

namespace Xlink.Sources;

/// <summary>The folder an external system puts its files into.</summary>
/// <remarks>
/// [Our reading] Every file of the folder is read, whatever its extension, in the order of the names, but not those in folders below it, not
/// hidden ones (attribute, or a name that begins with a dot) and not those whose name says that somebody is still writing or editing them.
/// Pipes, sockets and devices, or links to them, are left out with a warning: opening a pipe waits for somebody to write into it.
/// </remarks>
internal static class SourceFolder
{
    private static readonly string[] TemporaryEndings = [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock", "~"];

    /// <summary>The files to read, in their order.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="warnings">Gets a sentence for each entry that looks like one of them and is no file.</param>
    /// <exception cref="XlinkException"><c>SourceFolderMissing</c>, <c>SourceFolderUnreadable</c>.</exception>
    internal static IReadOnlyList<FoundFile> GetFiles(string path, ICollection<string>? warnings = null)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
        {
            throw XlinkException.Create(nameof(Messages.SourceFolderMissing), XlinkErrorCategory.ObjectNotFound, path);
        }

        try
        {
            var entries = folder.EnumerateFiles().Where(entry => !IsLeftOut(entry)).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToLookup(IsFile, entry => entry.FullName);
            foreach (var entry in entries[false])
            {
                warnings?.Add(MessageText.Format(nameof(Messages.SourceFileNotOne), entry));
            }

            return [.. entries[true].Select(FoundFile.Find)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(
                nameof(Messages.SourceFolderUnreadable), XlinkErrorCategory.PermissionDenied, exception, path, exception.Message);
        }
    }

    // What a link that leads nowhere would lead to may come back: it is taken for a file, and its reading fails with the reason.
    private static bool IsFile(FileInfo entry) => WindowsFileSystem.IsCurrent || UnixFileSystem.Status(entry.FullName, follow: true) is not { IsFile: false };

    private static bool IsLeftOut(FileInfo file)
        => file.Name[0] == '.'
            || file.Name.StartsWith("~$", StringComparison.Ordinal)
            || (file.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.Temporary)) != default
            || TemporaryEndings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
