using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Xlink.Files;

/// <summary>
/// The system calls of Linux that .NET Standard does not offer: owners, modes, links, and what it takes to replace a file in one step.
/// Calls that return a number return -1 on failure; <see cref="LastError"/> says why.
/// </summary>
internal static class UnixFileSystem
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int WouldBlock = 11;
    internal const int AccessDenied = 13;
    internal const int FileExists = 17;
    internal const int NoSpace = 28;
    internal const int ReadOnlyFileSystem = 30;
    internal const int NoSuchCall = 38;
    internal const int NotSupported = 95;
    internal const int QuotaExceeded = 122;

    private const string Library = "libc";
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int DoNotFollowLink = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int DescriptorItself = 0x1000; // AT_EMPTY_PATH
    private const int EffectiveUser = 0x200; // AT_EACCESS
    private const int WriteAccess = 2; // W_OK
    private const int CloseOnExecute = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int Append = 0x80401; // O_WRONLY | O_APPEND | O_CLOEXEC
    private const int CreateNew = 0xC0; // O_CREAT | O_EXCL
    private const int SetSignal = 10; // F_SETSIG
    private const int SetLease = 1024; // F_SETLEASE
    private const int ReadLease = 0; // F_RDLCK
    private const int NoLease = 2; // F_UNLCK
    private const int HarmlessSignal = 23; // SIGURG: ignored unless somebody asks for it
    private const int SameOwner = -1;
    private const int WillBeNeeded = 3; // POSIX_FADV_WILLNEED
    private const uint BasicStatistics = 0x7FF; // STATX_BASIC_STATS
    private const int ExclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
    private const int LongestPath = 4096; // PATH_MAX
    private const int StatusLength = 256; // more than struct statfs, which begins with the type

    // The magic numbers of ext2 to ext4, XFS, Btrfs, F2FS, ZFS, tmpfs and overlays of them.
    private static readonly long[] LocalFileSystems = [0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x2FC12FC1, 0x01021994, 0x794C7630];
    private static readonly byte[] AccessList = Terminated("system.posix_acl_access");

    internal static int LastError => Marshal.GetLastWin32Error();

    /// <summary>The path behind all symbolic links, or <see langword="null"/> if nothing is there.</summary>
    internal static string? ResolveLinks(string path)
    {
        var buffer = new byte[LongestPath];
        return realpath(Terminated(path), buffer) == IntPtr.Zero ? null : Text(buffer);
    }

    /// <summary>Owner, mode and length of what stands at a path; <see langword="null"/> if nothing does.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether of a link that is wanted which it points to.</param>
    internal static UnixFileStatus? Status(string path, bool follow = false)
        => statx(CurrentFolder, Terminated(path), follow ? 0 : DoNotFollowLink, BasicStatistics, out var status) == 0 ? status : null;

    /// <summary>The same of an open file.</summary>
    internal static UnixFileStatus? Status(int descriptor)
        => statx(descriptor, Terminated(string.Empty), DescriptorItself, BasicStatistics, out var status) == 0 ? status : null;

    /// <summary>Length of an open file.</summary>
    internal static long Length(int descriptor) => Status(descriptor)?.Length ?? -1;

    internal static int CheckWritable(string path) => faccessat(CurrentFolder, Terminated(path), WriteAccess, EffectiveUser);

    /// <summary>Creates a file beside <paramref name="path"/> under a name that did not exist, for the owner only (0600).</summary>
    internal static int CreateBeside(string path, out string created)
    {
        var slash = path.LastIndexOf('/') + 1;
        var template = Terminated(path.Substring(0, slash) + "." + path.Substring(slash) + ".XXXXXX");
        var descriptor = mkostemp(template, CloseOnExecute);
        created = Text(template);
        return descriptor;
    }

    internal static int SetOwner(int descriptor, int userId, int groupId) => fchown(descriptor, userId, groupId);

    internal static int SetMode(int descriptor, int mode) => fchmod(descriptor, mode);

    internal static int SetMode(string path, int mode) => chmod(Terminated(path), mode);

    /// <summary>Gives a file or folder, not what a link points to, another owner and group.</summary>
    internal static int SetOwner(string path, int userId, int groupId) => lchown(Terminated(path), userId, groupId);

    /// <summary>Gives a file or folder, not what a link points to, another group.</summary>
    internal static int SetGroup(string path, int groupId) => lchown(Terminated(path), SameOwner, groupId);

    /// <summary>Gives an open file the access control list of another one, if that has one.</summary>
    internal static int CopyAccessList(string path, int descriptor)
    {
        var list = new byte[65536];
        var length = getxattr(Terminated(path), AccessList, list, (UIntPtr)list.Length).ToInt64();
        return length <= 0 ? 0 : fsetxattr(descriptor, AccessList, list, (UIntPtr)length, 0);
    }

    /// <summary>Writes everything, if possible with one call.</summary>
    internal static unsafe int Write(int descriptor, byte[] content)
    {
        var written = 0;
        fixed (byte* start = content)
        {
            while (written < content.Length)
            {
                var count = write(descriptor, start + written, (UIntPtr)(content.Length - written)).ToInt64();
                if (count < 0 && LastError != Interrupted)
                {
                    return -1;
                }

                written += (int)Math.Max(count, 0);
            }
        }

        return 0;
    }

    /// <summary>Waits until a file is on the disk.</summary>
    internal static int Flush(int descriptor) => fsync(descriptor);

    internal static int Close(int descriptor) => close(descriptor);

    /// <summary>Renames a file over whatever has the new name.</summary>
    internal static int Rename(string from, string to) => rename(Terminated(from), Terminated(to));

    /// <summary>Gives a file a second name, unless that name is taken.</summary>
    internal static int Link(string existing, string added) => link(Terminated(existing), Terminated(added));

    internal static int OpenFolder(string folder) => open(Terminated(folder), CloseOnExecute);

    /// <summary>Opens a file that exists; every write goes behind its end as it then is.</summary>
    internal static int OpenToAppend(string path) => open(Terminated(path), Append);

    /// <summary>Makes a file that does not exist, with a mode whatever the process's mask is, and opens it as <see cref="OpenToAppend"/> does.</summary>
    internal static int CreateToAppend(string path, int mode)
    {
        var descriptor = open(Terminated(path), Append | CreateNew, mode);
        if (descriptor >= 0)
        {
            _ = fchmod(descriptor, mode);
        }

        return descriptor;
    }

    /// <summary>Writes a folder's entries to the disk, so that a rename in it outlives a power failure. Not every file system can.</summary>
    internal static void FlushFolder(string folder)
    {
        var descriptor = OpenFolder(folder);
        if (descriptor >= 0)
        {
            _ = fsync(descriptor);
            _ = close(descriptor);
        }
    }

    /// <summary>
    /// Whether anybody has a file open for writing. The kernel gives a lease for reading only if nobody has; whoever opens it to write while the
    /// lease lasts, a few microseconds, waits. It says nothing about files of other users. Network shares refuse a lease for reasons of their own,
    /// and are not asked.
    /// </summary>
    /// <param name="descriptor">The file, opened for reading only.</param>
    internal static bool IsOpenForWriting(int descriptor)
    {
        // The signal that a lease is wanted back would end the process otherwise.
        if (!IsOnLocalDisk(descriptor) || fcntl(descriptor, SetSignal, HarmlessSignal) != 0)
        {
            return false;
        }

        if (fcntl(descriptor, SetLease, ReadLease) == 0)
        {
            _ = fcntl(descriptor, SetLease, NoLease);
            return false;
        }

        return LastError == WouldBlock;
    }

    /// <summary>Has a part of a file brought from the disk into the cache, without waiting for it. The system may as well not do it.</summary>
    internal static void WillNeed(int descriptor, long offset, int length) => _ = posix_fadvise(descriptor, (IntPtr)offset, (IntPtr)length, WillBeNeeded);

    /// <summary>Locks an open folder against others that lock it, without waiting. The lock ends with the process at the latest.</summary>
    internal static int TryLock(int descriptor) => flock(descriptor, ExclusiveWithoutWaiting);

    private static bool IsOnLocalDisk(int descriptor)
    {
        var status = new byte[StatusLength];
        return fstatfs(descriptor, status) == 0 && Array.IndexOf(LocalFileSystems, BitConverter.ToInt64(status, 0)) >= 0;
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    private static string Text(byte[] terminated) => Encoding.UTF8.GetString(terminated, 0, Array.IndexOf(terminated, (byte)0));

#pragma warning disable IDE1006, SYSLIB1054 // The names are the C library's; .NET Standard has no generated P/Invokes.
    [DllImport(Library, SetLastError = true)]
    private static extern IntPtr realpath(byte[] path, [Out] byte[] resolved);

    [DllImport(Library, SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, out UnixFileStatus status);

    [DllImport(Library, SetLastError = true)]
    private static extern int faccessat(int folder, byte[] path, int mode, int flags);

    [DllImport(Library, SetLastError = true)]
    private static extern int mkostemp([In, Out] byte[] template, int flags);

    [DllImport(Library, SetLastError = true)]
    private static extern int fchown(int descriptor, int userId, int groupId);

    [DllImport(Library, SetLastError = true)]
    private static extern int fchmod(int descriptor, int mode);

    [DllImport(Library, SetLastError = true)]
    private static extern int chmod(byte[] path, int mode);

    [DllImport(Library, SetLastError = true)]
    private static extern int lchown(byte[] path, int userId, int groupId);

    [DllImport(Library, SetLastError = true)]
    private static extern IntPtr getxattr(byte[] path, byte[] name, [Out] byte[] value, UIntPtr size);

    [DllImport(Library, SetLastError = true)]
    private static extern int fsetxattr(int descriptor, byte[] name, byte[] value, UIntPtr size, int flags);

    [DllImport(Library, SetLastError = true)]
    private static extern unsafe IntPtr write(int descriptor, byte* content, UIntPtr count);

    [DllImport(Library, SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport(Library, SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport(Library, SetLastError = true)]
    private static extern int rename(byte[] from, byte[] to);

    [DllImport(Library, SetLastError = true)]
    private static extern int link(byte[] existing, byte[] added);

    [DllImport(Library, SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport(Library, SetLastError = true)]
    private static extern int open(byte[] path, int flags, int mode);

    [DllImport(Library, SetLastError = true)]
    private static extern int fstatfs(int descriptor, [Out] byte[] status);

    [DllImport(Library, SetLastError = true)]
    private static extern int fcntl(int descriptor, int command, int argument);

    [DllImport(Library)]
    private static extern int posix_fadvise(int descriptor, IntPtr offset, IntPtr length, int advice);

    [DllImport(Library, SetLastError = true)]
    private static extern int flock(int descriptor, int operation);
#pragma warning restore IDE1006, SYSLIB1054
}
