using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xlink.Services;

namespace Xlink.Files;

/// <summary>What .NET Standard does not offer of Windows' file system: the path behind a link, replacement in one step, permissions, appending.</summary>
internal static unsafe class WindowsFileSystem
{
    // Full access for Administrators and SYSTEM, reading for our service, nothing inherited.
    private const string PrivateDescriptor = "D:P(A;;FA;;;BA)(A;;FA;;;SY)(A;;FR;;;" + XlinkService.Sid + ")";
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;
    private const int FromWindows = unchecked((int)0x80070000); // HRESULT_FROM_WIN32
    private const uint GenericWrite = 0x40000000;
    private const uint AppendAccess = 0x100084; // SYNCHRONIZE, FILE_READ_ATTRIBUTES, FILE_APPEND_DATA
    private const uint DescriptorRevision = 1;
    private const int LongestPath = 32768;
    private const uint ReplaceExisting = 1;
    private const uint WriteThrough = 8;
    private const uint Owner = 1;
    private const uint Group = 2;
    private const uint AccessList = 4;
    private const uint ProtectedAccessList = 0x80000000;
    private const uint UnprotectedAccessList = 0x20000000;
    private const ushort IsProtected = 0x1000; // SE_DACL_PROTECTED
    private const ushort KeepInherited = 0x100; // SE_DACL_AUTO_INHERIT_REQ
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
        Check(length is > 0 and < LongestPath);
        var resolved = new string(buffer, 0, (int)length);
        return resolved.StartsWith(LongSharePrefix, StringComparison.Ordinal) ? @"\\" + resolved.Substring(LongSharePrefix.Length)
            : resolved.StartsWith(LongPathPrefix, StringComparison.Ordinal) ? resolved.Substring(LongPathPrefix.Length)
            : resolved;
    }

    /// <summary>Renames a file over whatever has the new name, in one step: unlike <c>ReplaceFile</c> it never leaves the name without a file.</summary>
    /// <returns>Whether it is renamed; otherwise somebody has the replaced file open.</returns>
    internal static bool TryRename(string from, string to)
    {
        var isRenamed = MoveFile(from, to, ReplaceExisting | WriteThrough);
        if (!isRenamed && Marshal.GetLastWin32Error() is not (AccessDenied or SharingViolation))
        {
            Check(isRenamed);
        }

        return isRenamed;
    }

    /// <summary>Gives a file the permissions of another one, and its owner where Windows allows it.</summary>
    internal static void CopySecurity(string from, string to)
    {
        const uint Parts = Owner | Group | AccessList;
        _ = GetFileSecurity(from, Parts, [], 0, out var length);
        var descriptor = new byte[length];
        Check(GetFileSecurity(from, Parts, descriptor, length, out _));
        Check(GetSecurityDescriptorControl(descriptor, out var control, out _));
        _ = SetSecurityDescriptorControl(descriptor, KeepInherited, KeepInherited);
        Check(SetFileSecurity(to, AccessList | ((control & IsProtected) != 0 ? ProtectedAccessList : UnprotectedAccessList), descriptor));
        _ = SetFileSecurity(to, Owner | Group, descriptor);
    }

    /// <summary>Creates a file for Administrators and SYSTEM, which our service may read.</summary>
    internal static SafeFileHandle CreatePrivate(string path)
    {
        Check(ConvertStringSecurityDescriptorToSecurityDescriptor(PrivateDescriptor, DescriptorRevision, out var descriptor, IntPtr.Zero));
        try
        {
            var attributes = new SecurityAttributes { Length = sizeof(SecurityAttributes), Descriptor = descriptor };
            var handle = CreateFile(path, GenericWrite, FileShare.None, &attributes, FileMode.CreateNew, FileAttributes.Normal, IntPtr.Zero);
            Check(!handle.IsInvalid);
            return handle;
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

    /// <summary>What tells an open file from every other one.</summary>
    internal static FileIdentity Identity(SafeFileHandle file)
        => GetFileInformationByHandle(file, out var information)
            ? new FileIdentity(information.Volume, ((long)information.IndexHigh << 32) | information.IndexLow)
            : default;

    /// <summary>Writes everything with one call.</summary>
    internal static bool Write(SafeFileHandle file, byte[] content)
    {
        fixed (byte* start = content)
        {
            return WriteFile(file, start, content.Length, out var written, IntPtr.Zero) && written == content.Length;
        }
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            var error = Marshal.GetLastWin32Error();
            var message = new Win32Exception(error).Message;
            throw error == AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, FromWindows | error);
        }
    }

#pragma warning disable SYSLIB1054 // .NET Standard has no generated P/Invokes.
    [DllImport("kernel32", EntryPoint = "GetFinalPathNameByHandleW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern uint GetFinalPathNameByHandle(SafeFileHandle file, [Out] char[] path, uint size, uint flags);

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern SafeFileHandle CreateFile(
        string path, uint access, FileShare share, SecurityAttributes* attributes, FileMode mode, FileAttributes flags, IntPtr template);

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFile(string from, string to, uint flags);

    [DllImport("advapi32", EntryPoint = "GetFileSecurityW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSecurity(string path, uint parts, [Out] byte[] descriptor, uint length, out uint neededLength);

    [DllImport("advapi32", EntryPoint = "SetFileSecurityW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetFileSecurity(string path, uint parts, byte[] descriptor);

    [DllImport("advapi32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetSecurityDescriptorControl(byte[] descriptor, out ushort control, out uint revision);

    [DllImport("advapi32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetSecurityDescriptorControl([In, Out] byte[] descriptor, ushort bits, ushort values);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSizeEx(SafeFileHandle file, out long length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, out FileInformation information);

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

    // BY_HANDLE_FILE_INFORMATION
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private readonly struct FileInformation
    {
        [FieldOffset(28)]
        internal readonly uint Volume;

        [FieldOffset(44)]
        internal readonly uint IndexHigh;

        [FieldOffset(48)]
        internal readonly uint IndexLow;
    }
}
