using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace Xlink.Files;

/// <summary>
/// Keeps others of our programs away from a file between the look at what it holds and its replacement, and makes sure that it may
/// be written at all. Readers are not disturbed. The guard ends with the process at the latest, and is to be released by its thread.
/// </summary>
internal sealed class FileGuard : IDisposable
{
    private const int WriteBits = 0b010_010_010;

    private readonly Action release;

    private FileGuard(Action release) => this.release = release;

    /// <summary>Waits for the guard, for up to five seconds.</summary>
    /// <param name="target">The file: a full path that is no link. It need not exist.</param>
    /// <returns>The guard.</returns>
    /// <exception cref="XlinkException"><c>FileLocked</c>: another program has the file; <c>FileReadOnly</c>; <c>FileAccessDenied</c>;
    /// <c>FolderNotFound</c>.</exception>
    internal static FileGuard Acquire(string target) => Patience.Wait(() => TryAcquire(target)) ?? throw FileError.Locked(target);

    /// <inheritdoc/>
    public void Dispose() => release();

    private static FileGuard? TryAcquire(string target)
    {
        var guard = WindowsFileSystem.IsCurrent ? TryHoldName(target) : TryHoldFolder(Path.GetDirectoryName(target)!);
        var isUsable = false;
        try
        {
            isUsable = guard is not null && MayReplace(target);
            return isUsable ? guard : null;
        }
        finally
        {
            if (!isUsable)
            {
                guard?.Dispose();
            }
        }
    }

    // Windows does not replace a file that is held open, so the lock is a mutex named after it.
    private static FileGuard? TryHoldName(string target)
    {
        try
        {
            using var hash = SHA256.Create();
            var mutex = new Mutex(initiallyOwned: false, @"Global\XlinkPS-" + HexText.Write(hash.ComputeHash(Encoding.UTF8.GetBytes(target.ToUpperInvariant()))));
            if (IsOwned(mutex))
            {
                return new FileGuard(() =>
                {
                    mutex.ReleaseMutex();
                    mutex.Dispose();
                });
            }

            mutex.Dispose();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // A user with more rights has it; without these rights the file cannot be written either.
            return null;
        }
    }

    private static bool IsOwned(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(TimeSpan.Zero);
        }
        catch (AbandonedMutexException)
        {
            return true;
        }
    }

    // The folder is locked rather than the file: whoever waits for the file would otherwise get hold of the one that was replaced.
    private static FileGuard? TryHoldFolder(string folder)
    {
        var descriptor = UnixFileSystem.OpenFolder(folder);
        if (descriptor < 0)
        {
            throw FileError.OpeningFolder(folder, UnixFileSystem.LastError);
        }

        // File systems without locks do without.
        if (UnixFileSystem.TryLock(descriptor) == 0 || UnixFileSystem.LastError != UnixFileSystem.WouldBlock)
        {
            return new FileGuard(() => _ = UnixFileSystem.Close(descriptor));
        }

        _ = UnixFileSystem.Close(descriptor);
        return null;
    }

    private static bool MayReplace(string target)
    {
        if (!File.Exists(target))
        {
            return !Directory.Exists(target) ? true : throw FileError.AccessDenied(target);
        }

        if (WindowsFileSystem.IsCurrent)
        {
            return !File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly)
                ? CanOpen(target, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)
                : throw FileError.ReadOnly(target);
        }

        // Root could write it; but whoever took all write permissions away meant it.
        if (UnixFileSystem.Status(target) is { } status && (status.Mode & WriteBits) == 0)
        {
            throw FileError.ReadOnly(target);
        }

        // Sharing for reading is what a foreign exclusive lock refuses.
        return UnixFileSystem.CheckWritable(target) == 0
            ? CanOpen(target, FileAccess.Read, FileShare.Read)
            : throw FileError.Writing(target, UnixFileSystem.LastError);
    }

    private static bool CanOpen(string target, FileAccess access, FileShare share)
    {
        try
        {
            new FileStream(target, FileMode.Open, access, share, bufferSize: 1).Dispose();
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            var error = FileError.Writing(target, cause);
            return string.Equals(error.ErrorId, nameof(Messages.FileLocked), StringComparison.Ordinal) ? false : throw error;
        }
    }
}
