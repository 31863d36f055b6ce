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

    /// <summary>Whether the main assembly has been loaded into this process before.</summary>
    public static bool IsLoaded => instance is not null;

    /// <summary>Loads the module's main assembly; a second call gives the same one again, also to another runspace.</summary>
    /// <param name="path">Full path of the assembly; its dependencies lie beside it.</param>
    /// <returns>The assembly, for <c>Import-Module -Assembly</c>.</returns>
    public static Assembly LoadMain(string path)
    {
        lock (Entrance)
        {
            var full = Path.GetFullPath(path);
            var context = instance ?? new ModuleLoadContext(Path.GetDirectoryName(full)!);
            var main = context.LoadFromAssemblyPath(full);
            instance = context;
            return main;
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
