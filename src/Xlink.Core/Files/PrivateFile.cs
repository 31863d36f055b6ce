using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Xlink.Processes;

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
        // On Windows the temporary folder belongs to the user. Elsewhere it is everybody's, and mkstemp makes the file with mode 0600.
        var path = Path.Combine(Path.GetTempPath(), "xlink-" + Guid.NewGuid().ToString("N"));
        using var stream = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new FileStream(path, FileMode.CreateNew) : OpenUnixFile(ref path);
        var content = Encoding.UTF8.GetBytes(text);
        stream.Write(content, 0, content.Length);
        return new PrivateFile(path);
    }

    public void Dispose() => File.Delete(FilePath);

    private static FileStream OpenUnixFile(ref string path)
    {
        var template = Encoding.UTF8.GetBytes(path + "XXXXXX\0");
        var descriptor = UnixProcess.MakeTemporaryFile(template);
        if (descriptor < 0)
        {
            throw new IOException(path + ": mkstemp " + UnixProcess.LastError.ToString(CultureInfo.InvariantCulture));
        }

        path = Encoding.UTF8.GetString(template, 0, template.Length - 1);
        return new FileStream(new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true), FileAccess.Write);
    }
}
