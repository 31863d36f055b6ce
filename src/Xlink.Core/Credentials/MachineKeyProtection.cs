using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Xlink.Credentials;

/// <summary>The key is encrypted by Windows' data protection (DPAPI) for this computer: service and administrators read it, another computer does not.</summary>
internal sealed class MachineKeyProtection : IKeyProtection
{
    private const uint NoWindow = 0x1; // CRYPTPROTECT_UI_FORBIDDEN
    private const uint LocalMachine = 0x4; // CRYPTPROTECT_LOCAL_MACHINE

    private delegate bool DataProtection(
        ref DataBlob input, IntPtr description, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out DataBlob output);

    public string Name => "dpapi";

    public byte[] Wrap(byte[] key) => Run(CryptProtectData, key) ?? throw new CryptographicException(new Win32Exception().Message);

    public byte[]? Unwrap(byte[] wrapped) => Run(CryptUnprotectData, wrapped);

    private static byte[]? Run(DataProtection protection, byte[] data)
    {
        var pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            var input = new DataBlob { Length = data.Length, Data = pinned.AddrOfPinnedObject() };
            if (!protection(ref input, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, NoWindow | LocalMachine, out var output))
            {
                return null;
            }

            var result = new byte[output.Length];
            Marshal.Copy(output.Data, result, 0, result.Length);
            Marshal.Copy(new byte[output.Length], 0, output.Data, output.Length);
            Marshal.FreeHGlobal(output.Data); // LocalFree
            return result;
        }
        finally
        {
            pinned.Free();
        }
    }

#pragma warning disable SYSLIB1054 // .NET Standard has no generated P/Invokes.
    [DllImport("crypt32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptProtectData(
        ref DataBlob input, IntPtr description, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out DataBlob output);

    [DllImport("crypt32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptUnprotectData(
        ref DataBlob input, IntPtr description, IntPtr entropy, IntPtr reserved, IntPtr prompt, uint flags, out DataBlob output);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private struct DataBlob
    {
        internal int Length;
        internal IntPtr Data;
    }
}
