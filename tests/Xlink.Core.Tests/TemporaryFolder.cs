using System;
using System.IO;
using System.Text;

namespace Xlink.Core.Tests;

/// <summary>An empty folder of a test's own, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xlink-test-").FullName;

    /// <summary>Path of a file in the folder.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with the folders above it, and gives its path.</summary>
    public string Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], content);
        return this[relative];
    }

    public string Write(string relative, string content = "") => Write(relative, Encoding.UTF8.GetBytes(content));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
