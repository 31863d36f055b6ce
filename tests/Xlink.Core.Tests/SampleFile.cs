using System;
using System.IO;

namespace Xlink.Core.Tests;

/// <summary>The files that a first installation gets.</summary>
internal static class SampleFile
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "sample-configurations");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
