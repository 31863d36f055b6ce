using System;
using System.IO;

namespace Xlink.Sources;

/// <summary>A file as it is at one moment.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Length">Length in bytes; -1 if it is gone or cannot be looked at.</param>
/// <param name="LastWriteTimeUtc">Time of the last write, in UTC.</param>
internal sealed record FoundFile(string Path, long Length, DateTime LastWriteTimeUtc)
{
    /// <summary>Looks at a file.</summary>
    internal static FoundFile Find(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return new FoundFile(path, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FoundFile(path, -1, default);
        }
    }
}
