using System.IO;
using System.Runtime.CompilerServices;

namespace XlinkPS.Help.Tests;

/// <summary>The repository that the tests were compiled in.</summary>
internal static class Repository
{
    internal static readonly string[] Languages = ["en-US", "de-DE"];

    internal static string Folder { get; } = Find();

    internal static string PathOf(params string[] names) => Path.Combine([Folder, .. names]);

    private static string Find([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
