using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;
using XlinkPS.Servers;

namespace XlinkPS;

/// <summary>
/// What happens when the module is imported and removed. Windows PowerShell 5.1 has no load contexts and no binding redirects: there the
/// module's own libraries are found whatever version of them another one of them asks for.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleLifetime).Assembly.Location)!;

    private static bool IsDesktop => RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void OnImport()
    {
        if (IsDesktop)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        ServerSession.Current?.Dispose();
        ServerSession.Current = null;
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var path = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
        var isOurs = request.RequestingAssembly is { IsDynamic: false } requesting
            && string.Equals(Path.GetDirectoryName(requesting.Location), Folder, StringComparison.OrdinalIgnoreCase);
        return isOurs && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
