using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Xlink.Installation;

namespace Xlink.Logging;

/// <summary>
/// A file that the system itself only ever appends to (<c>O_APPEND</c>, <c>FILE_APPEND_DATA</c>): what several processes write at
/// once comes out whole, in some order, without a lock. The framework's append mode remembers a position instead and overwrites.
/// </summary>
internal sealed class AppendOnlyFile : IDisposable
{
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
            long length;
            if (UnixFile.IsUnix)
            {
                length = NativeMethods.Seek(handle, offset: 0, NativeMethods.FromEnd);
            }
            else if (!NativeMethods.GetFileSizeEx(handle, out length))
            {
                length = -1;
            }

            return length >= 0 ? length : throw Failure(path);
        }
    }

    /// <summary>Opens the file; makes it, for its owner and group, if it is missing. It can be renamed and deleted meanwhile.</summary>
    internal static AppendOnlyFile Open(string path)
    {
        if (UnixFile.IsUnix && !File.Exists(path))
        {
            CreateOnUnix(path);
        }

        var opened = UnixFile.IsUnix
            ? NativeMethods.Open(Encoding.UTF8.GetBytes(path + '\0'), NativeMethods.AppendFlags)
            : NativeMethods.CreateFile(
                path, NativeMethods.AppendAccess, FileShare.ReadWrite | FileShare.Delete, IntPtr.Zero, FileMode.OpenOrCreate, FileAttributes.Normal, IntPtr.Zero);
        if (opened.IsInvalid)
        {
            var failure = Failure(path);
            opened.Dispose();
            throw failure;
        }

        return new AppendOnlyFile(opened, path);
    }

    /// <summary>Appends bytes with one write.</summary>
    internal unsafe void Append(byte[] bytes)
    {
        fixed (byte* first = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                done += Write(first + done, bytes.Length - done);
            }
        }
    }

    public void Dispose() => handle.Dispose();

    private unsafe int Write(byte* bytes, int count)
    {
        const int Interrupted = 4;
        int written;
        if (UnixFile.IsUnix)
        {
            written = (int)NativeMethods.Write(handle, bytes, count);
            return written > 0 ? written
                : written < 0 && Marshal.GetLastWin32Error() == Interrupted ? 0
                : throw Failure(path);
        }

        return NativeMethods.WriteFile(handle, bytes, count, out written, IntPtr.Zero) && written > 0 ? written : throw Failure(path);
    }

    private static void CreateOnUnix(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
            InstallationPermissions.SetForLog(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }

    private static IOException Failure(string path) => new(path + ": " + new Win32Exception(Marshal.GetLastWin32Error()).Message);

    private static unsafe class NativeMethods
    {
        internal const int FromEnd = 2;
        internal const int AppendAccess = 0x100084; // SYNCHRONIZE, FILE_READ_ATTRIBUTES, FILE_APPEND_DATA

        // O_WRONLY, O_APPEND, O_CLOEXEC
        internal static readonly int AppendFlags = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 0x1000009 : 0x80401;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern SafeFileHandle Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "lseek", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern long Seek(SafeFileHandle handle, long offset, int origin);

        [DllImport("libc", EntryPoint = "write", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint Write(SafeFileHandle handle, byte* bytes, nint count);

        [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        internal static extern SafeFileHandle CreateFile(
            string name, int access, FileShare share, IntPtr security, FileMode mode, FileAttributes attributes, IntPtr template);

        [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool GetFileSizeEx(SafeFileHandle handle, out long size);

        [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        internal static extern bool WriteFile(SafeFileHandle handle, byte* bytes, int count, out int written, IntPtr overlapped);
    }
}
