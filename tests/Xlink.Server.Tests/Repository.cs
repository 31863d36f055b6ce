using System.IO;
using System.Runtime.CompilerServices;

namespace Xlink.Server.Tests;

internal static class Repository
{
    internal static string ReadText(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
