using System.IO;

namespace XlinkPS;

/// <summary>Where the module lies, with the server and the suite ZIPs it brings.</summary>
internal static class ModuleFolder
{
    // The cmdlets' assembly lies in the module's bin folder.
    internal static string Path { get; } = Directory.GetParent(typeof(ModuleFolder).Assembly.Location)!.Parent!.FullName;
}
