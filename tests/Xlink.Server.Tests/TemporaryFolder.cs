using System;
using System.IO;

namespace Xlink.Server.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder() => FullPath = Directory.CreateTempSubdirectory("xlink-server-").FullName;

    internal string FullPath { get; }

    internal string Combine(string name) => Path.Combine(FullPath, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(Combine(name), text);
        return Combine(name);
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
