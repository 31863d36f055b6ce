using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Xlink.Installation;

/// <summary>What netstandard2.0 lacks about files on Unix: modes, groups, flushed folders. Every method does nothing on Windows.</summary>
internal static class UnixFile
{
    /// <summary>The mode bit by which files in a folder get the folder's group.</summary>
    internal const int SetGroupId = 0x400; // 02000

    private const int CurrentFolder = -100;
    private const int OwnersMask = 0xFFF; // 07777
    private const int KeepOwner = -1;

    internal static bool IsUnix { get; } = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Whether this process may do everything.</summary>
    internal static bool IsRoot => IsUnix && NativeMethods.EffectiveUserId() == 0;

    /// <summary>Sets the permissions.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="mode">Octal, as text: <c>0640</c>.</param>
    internal static void SetMode(string path, string mode) => SetMode(path, Convert.ToInt32(mode, 8));

    /// <inheritdoc cref="SetMode(string, string)"/>
    internal static void SetMode(string path, int mode)
    {
        if (IsUnix)
        {
            Check(NativeMethods.ChangeMode(Encode(path), mode), path);
        }
    }

    /// <summary>Gives a file or folder, not what a link points to, another group.</summary>
    internal static void SetGroup(string path, int group)
    {
        if (IsUnix)
        {
            Check(NativeMethods.ChangeOwner(Encode(path), KeepOwner, group), path);
        }
    }

    /// <summary>Mode and group of a file or folder; <see langword="null"/> if it is missing or the platform does not say.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="follow">Whether of a link that is wanted which it points to.</param>
    internal static (int Mode, int Group, bool IsLink)? Find(string path, bool follow)
    {
        const int NoFollow = 0x100, TypeAndModeAndGroup = 0x13, LinkType = 0xA000, TypeMask = 0xF000;
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return null;
        }

        var status = new byte[256];
        try
        {
            if (NativeMethods.Status(CurrentFolder, Encode(path), follow ? 0 : NoFollow, TypeAndModeAndGroup, status) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        // struct statx has one layout on every architecture: group at 24, mode at 28.
        int group = BitConverter.ToInt32(status, 24), mode = BitConverter.ToUInt16(status, 28);
        return (mode & OwnersMask, group, (mode & TypeMask) == LinkType);
    }

    /// <summary>Makes the names in a folder survive a power failure.</summary>
    internal static void FlushFolder(string path)
    {
        if (!IsUnix)
        {
            return;
        }

        var descriptor = NativeMethods.Open(Encode(path), flags: 0);
        if (descriptor >= 0)
        {
            // Some file systems cannot flush folders; nothing is lost that they could have kept.
            _ = NativeMethods.Flush(descriptor);
            _ = NativeMethods.Close(descriptor);
        }
    }

    private static byte[] Encode(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static void Check(int result, string path)
    {
        if (result != 0)
        {
            throw new IOException(path + ": " + new Win32Exception(Marshal.GetLastWin32Error()).Message);
        }
    }

    private static class NativeMethods
    {
        private const string Library = "libc";

        [DllImport(Library, EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int EffectiveUserId();

        [DllImport(Library, EntryPoint = "chmod", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int ChangeMode(byte[] path, int mode);

        [DllImport(Library, EntryPoint = "lchown", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int ChangeOwner(byte[] path, int owner, int group);

        [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Status(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);

        [DllImport(Library, EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open(byte[] path, int flags);

        [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Flush(int descriptor);

        [DllImport(Library, EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int descriptor);
    }
}
