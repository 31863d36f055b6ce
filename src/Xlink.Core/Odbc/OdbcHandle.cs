using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Xlink.Odbc;

/// <summary>
/// A handle of the driver manager: environment, connection or statement. It keeps the handle above it until it is free itself, so that they
/// are freed in the order the standard asks for, whatever goes wrong and whoever frees first.
/// </summary>
internal sealed class OdbcHandle : SafeHandle
{
    private static int openCount;

    private readonly OdbcLibrary library;
    private readonly OdbcHandle? parent;

    private OdbcHandle(OdbcLibrary library, short type, OdbcHandle? parent)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        this.library = library;
        this.parent = parent;
        Type = type;
    }

    /// <summary>How many handles of this process are not free yet.</summary>
    internal static int OpenCount => Volatile.Read(ref openCount);

    /// <inheritdoc/>
    public override bool IsInvalid => this.handle == IntPtr.Zero;

    /// <summary>What kind of handle it is.</summary>
    internal short Type { get; }

    /// <summary>Makes a handle.</summary>
    /// <param name="library">The driver manager.</param>
    /// <param name="type">What kind of handle.</param>
    /// <param name="parent">The environment of a connection, the connection of a statement.</param>
    /// <returns>The handle; <see cref="IsInvalid"/> if the driver manager gives none, and <paramref name="parent"/> says why.</returns>
    internal static OdbcHandle Allocate(OdbcLibrary library, short type, OdbcHandle? parent)
    {
        var isHeld = false;
        parent?.DangerousAddRef(ref isHeld);
        var result = new OdbcHandle(library, type, parent);
        if (!OdbcCode.IsSuccess(library.AllocateHandle(type, parent?.DangerousGetHandle() ?? IntPtr.Zero, out var allocated)) || allocated == IntPtr.Zero)
        {
            parent?.DangerousRelease();
            return result;
        }

        result.SetHandle(allocated);
        Interlocked.Increment(ref openCount);
        return result;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        if (Type == OdbcCode.ConnectionHandle)
        {
            // A driver may have opened a transaction for its cursor, and refuses to disconnect then. One that is not connected refuses both.
            this.library.EndTransaction(Type, this.handle, OdbcCode.Rollback);
            this.library.Disconnect(this.handle);
        }

        var isFree = OdbcCode.IsSuccess(this.library.FreeHandle(Type, this.handle));
        if (isFree)
        {
            Interlocked.Decrement(ref openCount);
        }

        this.parent?.DangerousRelease();
        return isFree;
    }
}
