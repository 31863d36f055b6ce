using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Xlink.Benchmarks.Table;

/// <summary>The system's cache of files, which decides whether reading waits for the disk.</summary>
internal static partial class FileCache
{
    private const int WillNotBeNeeded = 4; // POSIX_FADV_DONTNEED
    private const FileOptions WithoutCache = (FileOptions)0x20000000; // FILE_FLAG_NO_BUFFERING

    /// <summary>Has the system forget a file, so that it is read from the disk again. What it has still to write it keeps.</summary>
    internal static void Forget(string path)
    {
        // Windows forgets a file that somebody opens without its cache.
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: OperatingSystem.IsWindows() ? WithoutCache : FileOptions.None);
        if (OperatingSystem.IsLinux())
        {
            _ = posix_fadvise(file.DangerousGetHandle().ToInt32(), 0, 0, WillNotBeNeeded);
        }
    }

#pragma warning disable IDE1006 // The name is the C library's.
    [LibraryImport("libc")]
    private static partial int posix_fadvise(int descriptor, long offset, long length, int advice);
#pragma warning restore IDE1006
}
