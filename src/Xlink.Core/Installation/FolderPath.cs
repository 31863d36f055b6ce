using System.IO;

namespace Xlink.Installation;

/// <summary>Folder paths as an installation shows them.</summary>
internal static class FolderPath
{
    /// <summary>The full path without a separator at its end, except for a root.</summary>
    internal static string Full(string path)
    {
        var full = Path.GetFullPath(path);
        return full.Length > Path.GetPathRoot(full)!.Length
            ? full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            : full;
    }
}
