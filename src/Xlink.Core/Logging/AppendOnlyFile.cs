using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xlink.Files;
using Xlink.Installation;

namespace Xlink.Logging;

/// <summary>
/// A file that the system itself only ever appends to (<c>O_APPEND</c>, <c>FILE_APPEND_DATA</c>): what several processes write at
/// once comes out whole, in some order, without a lock. The framework's append mode remembers a position instead and overwrites.
/// </summary>
internal sealed class AppendOnlyFile : IDisposable
{
    private const int MaximumAttempts = 20;

    private readonly SafeFileHandle handle;
    private readonly string path;

    private AppendOnlyFile(SafeFileHandle handle, string path)
    {
        this.handle = handle;
        this.path = path;
    }

    /// <summary>Length in bytes, of this file even if it has another name by now.</summary>
    internal long Length
    {
        get
        {
            var length = WindowsFileSystem.IsCurrent ? WindowsFileSystem.Length(handle) : UnixFileSystem.Length(Descriptor);
            return length >= 0 ? length : throw Failure(path);
        }
    }

    private int Descriptor => (int)handle.DangerousGetHandle();

    /// <summary>Opens the file; makes it, for its owner and group, if it is missing. It can be renamed and deleted meanwhile.</summary>
    internal static AppendOnlyFile Open(string path)
    {
        var opened = WindowsFileSystem.IsCurrent ? WindowsFileSystem.OpenToAppend(path) : OpenOnUnix(path);
        if (opened.IsInvalid)
        {
            var failure = Failure(path);
            opened.Dispose();
            throw failure;
        }

        return new AppendOnlyFile(opened, path);
    }

    /// <summary>Appends bytes with one write.</summary>
    internal void Append(byte[] bytes)
    {
        if (!(WindowsFileSystem.IsCurrent ? WindowsFileSystem.Write(handle, bytes) : UnixFileSystem.Write(Descriptor, bytes) == 0))
        {
            throw Failure(path);
        }
    }

    public void Dispose() => handle.Dispose();

    private static SafeFileHandle OpenOnUnix(string path)
    {
        // Before it is made or opened, another process may have made it, or renamed it because it is full.
        for (var attempt = 1; ; attempt++)
        {
            var descriptor = UnixFileSystem.OpenToAppend(path);
            if (descriptor < 0 && Marshal.GetLastWin32Error() == UnixFileSystem.NoEntry)
            {
                descriptor = UnixFileSystem.CreateToAppend(path, InstallationPermissions.LogModeIn(Path.GetDirectoryName(path)!));
            }

            if (descriptor >= 0 || Marshal.GetLastWin32Error() != UnixFileSystem.FileExists || attempt == MaximumAttempts)
            {
                return new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true);
            }
        }
    }

    private static IOException Failure(string path) => new(path + ": " + new Win32Exception(Marshal.GetLastWin32Error()).Message);
}
