using System;
using System.IO;
using System.Text;
using System.Threading;
using Xlink.Sources;

namespace Xlink;

/// <summary>An empty folder of a test's own, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xlink-test-").FullName;

    /// <summary>Path of a file or folder in it.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders above it, and gives its path.</summary>
    public string Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], content);
        AwaitClosed(this[relative]);
        return this[relative];
    }

    /// <summary>Writes a file in an encoding, with its byte order mark; in UTF-8 without one if none is named.</summary>
    public string Write(string relative, string content = "", Encoding? encoding = null)
        => Write(relative, encoding is null ? Encoding.UTF8.GetBytes(content) : [.. encoding.Preamble, .. encoding.GetBytes(content)]);

    /// <summary>Copies a folder with everything in it.</summary>
    public void Copy(string folder, string relative)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(this[relative], System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            AwaitClosed(copy);
        }
    }

    /// <summary>
    /// Waits until nobody has a closed file open any longer. A process that another test starts just then is born with all files that are open here,
    /// for writing too, and keeps them for a moment.
    /// </summary>
    public static void AwaitClosed(string path)
    {
        while (OpenSourceFile.IsOpenForWriting(path))
        {
            Thread.Yield();
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
