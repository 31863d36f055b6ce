using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Xlink.Files;

/// <summary>A temporary file that only the user can read, from its first moment on. It is deleted when disposed.</summary>
internal sealed class PrivateFile : IDisposable
{
    private PrivateFile(string path) => FilePath = path;

    /// <summary>Full path of the file.</summary>
    internal string FilePath { get; }

    /// <summary>Writes a text to a new file, UTF-8 without byte order mark.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The file.</returns>
    internal static PrivateFile Create(string text)
    {
        var path = NewPath();
        using var stream = WindowsFileSystem.IsCurrent ? new FileStream(path, FileMode.CreateNew) : CreateUnixFile(ref path);
        var content = Encoding.UTF8.GetBytes(text);
        stream.Write(content, 0, content.Length);
        return new PrivateFile(path);
    }

    /// <summary>Opens a new file that nobody else can find, and that is gone when it is closed or the process ends.</summary>
    /// <returns>The file, to be read and written; not buffered.</returns>
    internal static FileStream OpenUnnamed()
    {
        var path = NewPath();
        if (WindowsFileSystem.IsCurrent)
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }

        try
        {
            return CreateUnixFile(ref path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => File.Delete(FilePath);

    // On Windows the temporary folder belongs to the user. Elsewhere it is everybody's.
    private static string NewPath() => Path.Combine(Path.GetTempPath(), "xlink-" + Guid.NewGuid().ToString("N"));

    private static FileStream CreateUnixFile(ref string path)
    {
        var descriptor = UnixFileSystem.CreateBeside(path, out path);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true), FileAccess.ReadWrite, bufferSize: 1)
            : throw FileError.Writing(Path.GetTempPath(), UnixFileSystem.LastError);
    }
}
