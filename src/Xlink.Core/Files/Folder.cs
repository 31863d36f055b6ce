using System;
using System.Collections.Generic;
using System.IO;

namespace Xlink.Files;

/// <summary>Paths of folders and of what is in them.</summary>
internal static class Folder
{
    /// <summary>The full path without a separator at its end, except for a root.</summary>
    internal static string FullPath(string path)
    {
        var full = Path.GetFullPath(path);
        return full.Length > Path.GetPathRoot(full)!.Length
            ? full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            : full;
    }

    /// <summary>The paths of everything in a folder; empty if there is no such folder.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="FileError.Reading"/>.</exception>
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
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(folder, cause);
        }
    }
}
