using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using XlinkPS.Servers;

namespace XlinkPS;

/// <summary>
/// What happens when the module is imported and removed. PowerShell loads the cmdlets; the core and its libraries lie in a folder of their own, and are
/// loaded when the first cmdlet needs them: in PowerShell 7 into a load context of their own, in Windows PowerShell 5.1, which has none and no binding
/// redirects either, whatever version of them one of them asks for.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Assembly Cmdlets = typeof(ModuleLifetime).Assembly;
    private static readonly string Folder = Path.GetDirectoryName(Cmdlets.Location)!;
    private static readonly string LibraryFolder = Path.Combine(Folder, "lib");
    private static readonly Lazy<Func<string, Assembly>> Loader = new(FindLoader);

    // Once for all runspaces, and not undone: objects of a module that was removed still need their libraries.
    static ModuleLifetime() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <inheritdoc/>
    public void OnImport()
    {
        // The static constructor has run.
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        ServerSession.Current?.Dispose();
        ServerSession.Current = null;
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (request.RequestingAssembly is not { } requesting || !IsOurs(requesting))
        {
            return null;
        }

        var path = Path.Combine(LibraryFolder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Loader.Value(path) : null;
    }

    // In PowerShell 7 the libraries find each other in their load context.
    private static bool IsOurs(Assembly assembly)
        => assembly == Cmdlets
            || (!assembly.IsDynamic && string.Equals(Path.GetDirectoryName(assembly.Location), LibraryFolder, StringComparison.OrdinalIgnoreCase));

    private static Func<string, Assembly> FindLoader()
    {
        if (typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext") is null)
        {
            return Assembly.LoadFrom;
        }

        var load = Assembly.LoadFrom(Path.Combine(Folder, "net8.0", "XlinkPS.LoadContext.dll")).GetType("XlinkPS.ModuleLoadContext", throwOnError: true)!.GetMethod("LoadLibrary")!;
        return (Func<string, Assembly>)load.CreateDelegate(typeof(Func<string, Assembly>));
    }
}
