using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace Xlink.Files;

/// <summary>
/// Keeps others of our programs away from a file between the look at what it holds and its replacement, and makes sure that it may
/// be written at all. Readers are not disturbed. The guard ends with the process at the latest.
/// </summary>
internal sealed class FileGuard : IDisposable
{
    private const int WriteBits = 0b010_010_010;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Action release;

    private FileGuard(Action release) => this.release = release;

    /// <summary>Waits for the guard, for up to five seconds.</summary>
    /// <param name="target">The file: a full path that is no link. It need not exist.</param>
    /// <returns>The guard.</returns>
    /// <exception cref="XlinkException"><c>FileLocked</c>: another program has the file; <c>FileReadOnly</c>; <c>FileAccessDenied</c>.</exception>
    internal static FileGuard Acquire(string target)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if ((WindowsFileSystem.IsCurrent ? TryWindows(target) : TryUnix(target)) is { } ending)
            {
                return new FileGuard(ending);
            }

            if (waited.Elapsed > Patience)
            {
                throw FileError.Locked(target);
            }

            Thread.Sleep(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => release();

    // The handle lets others read and replace the file, but not write it.
    private static Action? TryWindows(string target)
    {
        if (!File.Exists(target))
        {
            return () => { };
        }

        if (File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
        {
            throw FileError.ReadOnly(target);
        }

        return TryOpen(target, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete) is { } stream ? stream.Dispose : null;
    }

    // The folder is locked rather than the file: whoever waits for the file would otherwise get hold of the one that was replaced.
    private static Action? TryUnix(string target)
    {
        var folder = UnixFileSystem.OpenFolder(Path.GetDirectoryName(target)!);
        if (folder < 0)
        {
            throw FileError.OpeningFolder(Path.GetDirectoryName(target)!, UnixFileSystem.LastError);
        }

        void Close() => _ = UnixFileSystem.Close(folder);
        try
        {
            if ((UnixFileSystem.TryLock(folder) == 0 || UnixFileSystem.LastError != UnixFileSystem.WouldBlock) && MayReplace(target))
            {
                return Close;
            }
        }
        catch
        {
            Close();
            throw;
        }

        Close();
        return null;
    }

    private static bool MayReplace(string target)
    {
        if (UnixFileSystem.Status(target) is not { } status)
        {
            return true;
        }

        // Root could write it; but whoever took all write permissions away meant it.
        if ((status.Mode & WriteBits) == 0)
        {
            throw FileError.ReadOnly(target);
        }

        if (UnixFileSystem.CheckWritable(target) != 0)
        {
            throw FileError.Writing(target, UnixFileSystem.LastError);
        }

        // Sharing for reading is what a foreign exclusive lock refuses.
        using var stream = TryOpen(target, FileAccess.Read, FileShare.Read);
        return stream is not null;
    }

    private static FileStream? TryOpen(string target, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(target, FileMode.Open, access, share, bufferSize: 1);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw FileError.AccessDenied(target, cause);
        }
        catch (IOException cause)
        {
            var error = FileError.Writing(target, cause);
            return string.Equals(error.ErrorId, nameof(Messages.FileLocked), StringComparison.Ordinal) ? null : throw error;
        }
    }
}
