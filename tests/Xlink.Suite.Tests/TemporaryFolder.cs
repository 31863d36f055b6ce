using System;
using System.IO;
using System.Text;

namespace Xlink.Suite.Tests;

/// <summary>An empty folder of a test's own, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("xlink-suite-").FullName;

    /// <summary>Path of a file or folder in it.</summary>
    internal string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders above it, and gives its path.</summary>
    internal string Write(string relative, string content, Encoding? encoding = null)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return this[relative];
    }

    /// <summary>Copies a folder with everything in it.</summary>
    internal void Copy(string folder, string relative)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(this[relative], System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
