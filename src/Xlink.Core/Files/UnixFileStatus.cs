using System.Runtime.InteropServices;

namespace Xlink.Files;

/// <summary>Owner and mode of a file: the part of Linux's <c>struct statx</c> that is used here. Its layout is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct UnixFileStatus
{
    /// <summary>The nine permission bits and the three special ones.</summary>
    internal const int PermissionBits = 0xFFF;

    /// <summary>The write bits of owner, group and others.</summary>
    internal const int WriteBits = 0x92;

    [FieldOffset(20)]
    internal int UserId;

    [FieldOffset(24)]
    internal int GroupId;

    [FieldOffset(28)]
    internal ushort Mode;
}
