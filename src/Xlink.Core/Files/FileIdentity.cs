using System.IO;
using System.Runtime.InteropServices;

namespace Xlink.Files;

/// <summary>Tells an open file from another one that has got its name: the same as long as the file is open, whatever it is called.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Index">The file on the volume. Both are 0 where the file system does not say.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(long Volume, long Index)
{
    /// <summary>The identity of an open file.</summary>
    internal static FileIdentity Of(FileStream file)
    {
        if (WindowsFileSystem.IsCurrent)
        {
            return WindowsFileSystem.Identity(file.SafeFileHandle);
        }

        return UnixFileSystem.Status((int)file.SafeFileHandle.DangerousGetHandle()) is { } status ? new FileIdentity(status.Device, status.Inode) : default;
    }
}
