using System.Runtime.InteropServices;

namespace Xlink.Files;

/// <summary>Owner, mode and length of a file: the part of Linux's <c>struct statx</c> that is used here. Its layout is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct UnixFileStatus
{
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Link = 0xA000;
    private const int PermissionBits = 0b111_111_111_111;
    private const int SetGroupId = 0b010_000_000_000;
    private const int OwnerOnly = 0b110_000_000;
    private const int OwnerAndReadingGroup = 0b110_100_000;

    [FieldOffset(20)]
    internal readonly int UserId;

    [FieldOffset(24)]
    internal readonly int GroupId;

    [FieldOffset(28)]
    private readonly ushort typeAndMode;

    [FieldOffset(32)]
    internal readonly long Inode;

    [FieldOffset(40)]
    internal readonly long Length;

    /// <summary>Major and minor number of the device that the inode is on.</summary>
    [FieldOffset(136)]
    internal readonly long Device;

    /// <summary>Whether this is a file with content of its own, no folder, link, pipe, socket or device.</summary>
    internal bool IsFile => (typeAndMode & TypeBits) == RegularFile;

    internal bool IsLink => (typeAndMode & TypeBits) == Link;

    /// <summary>The nine permission bits and the three special ones.</summary>
    internal int Mode => typeAndMode & PermissionBits;

    /// <summary>Whether this is a folder whose files get its group (set-group-ID).</summary>
    internal bool HandsGroupOn => (typeAndMode & SetGroupId) != 0;

    /// <summary>
    /// The mode of a secret in this folder: its owner's alone (0600), unless the folder hands its group on, which is that of the service;
    /// then the group may read it (0640) [our reading].
    /// </summary>
    internal int ModeOfSecrets => HandsGroupOn ? OwnerAndReadingGroup : OwnerOnly;
}
