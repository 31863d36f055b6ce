using System;
using System.Collections.Generic;
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
    private readonly Dictionary<string, string> platformAssemblies;

    private ModuleLoadContext(string folder)
        : base("XlinkPS", isCollectible: false)
    {
        this.folder = folder;
        platformAssemblies = FindPlatformAssemblies();
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
            var context = instance ?? new ModuleLoadContext(Path.GetDirectoryName(path)!);
            var main = context.LoadFromAssemblyPath(path);
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
        => platformAssemblies.TryGetValue(wanted.Name!, out var path)
            && AssemblyName.GetAssemblyName(path).Version >= wanted.Version;

    private static Dictionary<string, string> FindPlatformAssemblies()
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var paths = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty;
        foreach (var path in paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            result[Path.GetFileNameWithoutExtension(path)] = path;
        }

        return result;
    }
}
