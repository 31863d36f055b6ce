using System;
using System.IO;

namespace Xlink.Files;

/// <summary>
/// Writes a whole file in one step: to a temporary file beside it, flushed to the disk, then renamed over it. Whatever happens, the
/// file is either the old or the new one. Owner and permissions stay, and a symbolic link stays a link to the same file.
/// </summary>
internal static class FileReplacement
{
    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="expected">What the file must still hold, or <see langword="null"/> if whatever it holds may go.</param>
    /// <exception cref="XlinkException"><c>FileChangedOnDisk</c>, <c>FileReadOnly</c>, <c>FileLocked</c>, <c>FileAccessDenied</c>,
    /// <c>FileOwnerNotKept</c>, <c>FileNotFound</c> (its folder, or the end of a link), <c>DiskFull</c>, <c>FileWriteFailed</c>; the
    /// file is as it was.</exception>
    internal static void Write(string path, byte[] content, byte[]? expected)
    {
        var target = ResolveLinks(path);
        using var guard = FileGuard.Acquire(target);
        if (expected is not null && !IsUnchanged(target, expected))
        {
            throw XlinkException.InFile(path, null, nameof(Messages.FileChangedOnDisk), XlinkErrorCategory.InvalidOperation);
        }

        using var pending = PendingFile.Create(target);
        pending.Write(content);
        pending.Replace();
    }

    /// <summary>Reads a whole file, whoever has it open.</summary>
    /// <exception cref="XlinkException"><c>FileNotFound</c>, <c>FileAccessDenied</c>, <c>FileLocked</c>, <c>FileReadFailed</c>.</exception>
    internal static byte[] Read(string path)
    {
        try
        {
            using var stream = Open(path);
            using var content = new MemoryStream((int)Math.Min(stream.Length, int.MaxValue / 2));
            stream.CopyTo(content);
            return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, cause);
        }
    }

    /// <summary>Opens a file to read, whoever has it open.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="Read"/>.</exception>
    internal static Stream OpenRead(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, cause);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static bool IsUnchanged(string target, byte[] expected)
        => File.Exists(target) && Read(target).AsSpan().SequenceEqual(expected);

    private static string ResolveLinks(string path)
    {
        var full = Path.GetFullPath(path);
        if (!WindowsFileSystem.IsCurrent)
        {
            return UnixFileSystem.ResolveLinks(full)
                ?? (UnixFileSystem.Status(full) is null ? full : throw FileError.Writing(full, UnixFileSystem.NoEntry));
        }

        try
        {
            return WindowsFileSystem.ResolveLinks(full);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(full, cause);
        }
    }
}
