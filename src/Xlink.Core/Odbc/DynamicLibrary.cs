using System;
using System.Runtime.InteropServices;
using System.Text;
using Xlink.Files;

namespace Xlink.Odbc;

/// <summary>
/// A library of the system that is looked for when it is needed: its name differs between the platforms, which .NET Standard cannot say in a
/// declaration. It stays loaded.
/// </summary>
internal sealed class DynamicLibrary
{
    private const uint SystemFolderOnly = 0x800; // LOAD_LIBRARY_SEARCH_SYSTEM32
    private const int BindLater = 1; // RTLD_LAZY

    private readonly IntPtr handle;

    private DynamicLibrary(IntPtr handle) => this.handle = handle;

    /// <summary>Loads a library.</summary>
    /// <param name="name">File name; on Windows it is one of the system folder.</param>
    /// <returns>The library, or <see langword="null"/> if there is none.</returns>
    internal static DynamicLibrary? Find(string name)
    {
        var loaded = WindowsFileSystem.IsCurrent ? LoadLibraryEx(name, IntPtr.Zero, SystemFolderOnly) : dlopen(Terminated(name), BindLater);
        return loaded == IntPtr.Zero ? null : new DynamicLibrary(loaded);
    }

    /// <summary>A function of the library.</summary>
    /// <typeparam name="T">Its signature.</typeparam>
    /// <param name="name">Its exported name.</param>
    /// <returns>The function.</returns>
    /// <exception cref="EntryPointNotFoundException">The library has no such function.</exception>
    internal T Get<T>(string name)
        where T : Delegate
    {
        var address = WindowsFileSystem.IsCurrent ? GetProcAddress(this.handle, Terminated(name)) : dlsym(this.handle, Terminated(name));
        return address == IntPtr.Zero ? throw new EntryPointNotFoundException(name) : Marshal.GetDelegateForFunctionPointer<T>(address);
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("kernel32", EntryPoint = "LoadLibraryExW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr LoadLibraryEx(string name, IntPtr reserved, uint flags);

    [DllImport("kernel32", SetLastError = true)]
    private static extern IntPtr GetProcAddress(IntPtr library, byte[] name);

    [DllImport("libc")]
    private static extern IntPtr dlopen(byte[] name, int flags);

    [DllImport("libc")]
    private static extern IntPtr dlsym(IntPtr library, byte[] name);
}
