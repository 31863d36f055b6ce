using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace XlinkPS;

/// <summary>
/// Keeps the module's libraries apart from the session's in PowerShell 7: another version of CsvHelper or System.Text.Json
/// that a script has loaded does no harm, and ours does none to it.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly object Entrance = new();
    private static ModuleLoadContext? instance;

    private readonly string folder;
    private readonly string platformAssemblies;

    private ModuleLoadContext(string folder)
        : base("XlinkPS", isCollectible: false)
    {
        this.folder = folder;
        platformAssemblies = $"{AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")}{Path.PathSeparator}";
    }

    /// <summary>Loads one of the module's libraries; what it needs itself is found beside it.</summary>
    /// <param name="path">Full path of the library; a second call gives the same assembly again, also to another runspace.</param>
    /// <returns>The assembly.</returns>
    public static Assembly LoadLibrary(string path)
    {
        lock (Entrance)
        {
            instance ??= new ModuleLoadContext(Path.GetDirectoryName(path)!);
            return instance.LoadFromAssemblyPath(path);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) && !IsSuppliedByPlatform(assemblyName) ? LoadFromAssemblyPath(path) : null;
    }

    // The runtime's own System.Memory and its like must win: they share their types with the core library, our copies for .NET Framework do not.
    private bool IsSuppliedByPlatform(AssemblyName wanted)
        // Loading it tells its version ten times faster than reading it from the file would.
        => platformAssemblies.Contains(Path.DirectorySeparatorChar + wanted.Name + ".dll" + Path.PathSeparator, StringComparison.OrdinalIgnoreCase)
            && Default.LoadFromAssemblyName(new AssemblyName(wanted.Name!)).GetName().Version >= wanted.Version;
}
