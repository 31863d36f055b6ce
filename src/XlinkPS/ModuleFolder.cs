using System.IO;
using Xlink.Installation;

namespace XlinkPS;

/// <summary>Where the module lies, with the server and the suite ZIPs it brings.</summary>
internal static class ModuleFolder
{
    // The cmdlets' assembly lies in the module's bin folder.
    private static readonly string Folder = Directory.GetParent(typeof(ModuleFolder).Assembly.Location)!.Parent!.FullName;

    /// <summary>Folder of the server's program.</summary>
    internal static string Server => Path.Combine(Folder, "server");

    /// <summary>Finds the suite's ZIP for this computer.</summary>
    internal static string FindSuite() => SuiteArchive.Find(Path.Combine(Folder, "suite"));
}
