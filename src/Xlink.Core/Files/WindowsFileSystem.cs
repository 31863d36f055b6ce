using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xlink.Services;

namespace Xlink.Files;

/// <summary>What .NET Standard does not offer of Windows' file system: the path behind a link, private files, appending.</summary>
internal static unsafe class WindowsFileSystem
{
    // Full access for Administrators and SYSTEM, reading for our service, nothing inherited.
    private const string PrivateDescriptor = "D:P(A;;FA;;;BA)(A;;FA;;;SY)(A;;FR;;;" + XlinkService.Sid + ")";
    private const uint GenericWrite = 0x40000000;
    private const uint AppendAccess = 0x100084; // SYNCHRONIZE, FILE_READ_ATTRIBUTES, FILE_APPEND_DATA
    private const uint DescriptorRevision = 1;
    private const int LongestPath = 32768;
    private const string LongPathPrefix = @"\\?\";
    private const string LongSharePrefix = @"\\?\UNC\";

    /// <summary>Whether this is Windows.</summary>
    internal static bool IsCurrent { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The path behind a symbolic link that exists; any other path as it is.</summary>
    internal static string ResolveLinks(string path)
    {
        if (!File.Exists(path) || !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
        {
            return path;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new char[LongestPath];
        var length = GetFinalPathNameByHandle(stream.SafeFileHandle, buffer, LongestPath, 0);
        if (length is 0 or >= LongestPath)
        {
            throw new IOException(new Win32Exception().Message);
        }

        var resolved = new string(buffer, 0, (int)length);
        return resolved.StartsWith(LongSharePrefix, StringComparison.Ordinal) ? @"\\" + resolved.Substring(LongSharePrefix.Length)
            : resolved.StartsWith(LongPathPrefix, StringComparison.Ordinal) ? resolved.Substring(LongPathPrefix.Length)
            : resolved;
    }

    /// <summary>Creates a file for Administrators and SYSTEM, which our service may read.</summary>
    internal static SafeFileHandle CreatePrivate(string path)
    {
        if (!ConvertStringSecurityDescriptorToSecurityDescriptor(PrivateDescriptor, DescriptorRevision, out var descriptor, IntPtr.Zero))
        {
            throw new UnauthorizedAccessException(new Win32Exception().Message);
        }

        try
        {
            var attributes = new SecurityAttributes { Length = sizeof(SecurityAttributes), Descriptor = descriptor };
            var handle = CreateFile(path, GenericWrite, FileShare.None, &attributes, FileMode.CreateNew, FileAttributes.Normal, IntPtr.Zero);
            return handle.IsInvalid ? throw new UnauthorizedAccessException(new Win32Exception().Message) : handle;
        }
        finally
        {
            Marshal.FreeHGlobal(descriptor); // LocalFree
        }
    }

    /// <summary>Opens a file, or makes it; every write goes behind its end as it then is. It can be renamed and deleted meanwhile.</summary>
    internal static SafeFileHandle OpenToAppend(string path) => CreateFile(
        path, AppendAccess, FileShare.ReadWrite | FileShare.Delete, attributes: null, FileMode.OpenOrCreate, FileAttributes.Normal, IntPtr.Zero);

    /// <summary>Length of an open file; -1 if Windows does not say it.</summary>
    internal static long Length(SafeFileHandle file) => GetFileSizeEx(file, out var length) ? length : -1;

    /// <summary>Writes everything with one call.</summary>
    internal static bool Write(SafeFileHandle file, byte[] content)
    {
        fixed (byte* start = content)
        {
            return WriteFile(file, start, content.Length, out var written, IntPtr.Zero) && written == content.Length;
        }
    }

#pragma warning disable SYSLIB1054 // .NET Standard has no generated P/Invokes.
    [DllImport("kernel32", EntryPoint = "GetFinalPathNameByHandleW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern uint GetFinalPathNameByHandle(SafeFileHandle file, [Out] char[] path, uint size, uint flags);

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern SafeFileHandle CreateFile(
        string path, uint access, FileShare share, SecurityAttributes* attributes, FileMode mode, FileAttributes flags, IntPtr template);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSizeEx(SafeFileHandle file, out long length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool WriteFile(SafeFileHandle file, byte* content, int count, out int written, IntPtr overlapped);

    [DllImport("advapi32", EntryPoint = "ConvertStringSecurityDescriptorToSecurityDescriptorW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ConvertStringSecurityDescriptorToSecurityDescriptor(
        string text, uint revision, out IntPtr descriptor, IntPtr size);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private struct SecurityAttributes
    {
        internal int Length;
        internal IntPtr Descriptor;
        internal int InheritHandle;
    }
}
