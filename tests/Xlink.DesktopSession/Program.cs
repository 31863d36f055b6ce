using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Xlink.DesktopSession;

/// <summary>
/// What Windows PowerShell 5.1 is to the module: a process of the .NET Framework without binding redirects, which has loaded older versions of the module's
/// libraries. It imports the module, has it read a desired state, and says which libraries have been loaded from where.
/// </summary>
internal static class Program
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">The module's folder and the file of a desired state.</param>
    private static void Main(string[] arguments)
    {
        var (module, state) = (arguments[0], arguments[1]);
        var older = Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "older");
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) => request.RequestingAssembly == typeof(Program).Assembly
            ? Assembly.LoadFrom(Path.Combine(older, new AssemblyName(request.Name).Name + ".dll"))
            : null;
        Console.WriteLine($"the session has read {ReadWithOlderLibraries()}");
        var cmdlets = Assembly.LoadFrom(Path.Combine(module, "bin", "XlinkPS.dll"));
        var lifetime = Activator.CreateInstance(cmdlets.GetType("XlinkPS.ModuleLifetime", throwOnError: true));
        lifetime.GetType().GetMethod("OnImport").Invoke(lifetime, []);

        // The cmdlets ask for the core, as they do when PowerShell makes the first of them.
        _ = cmdlets.GetTypes();
        var core = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "Xlink.Core");

        var desired = core.GetType("Xlink.DesiredState.XlinkDesiredState", throwOnError: true);
        var read = desired.GetMethod("FromJson").Invoke(null, [File.ReadAllBytes(state), state]);
        Console.WriteLine($"the module has parsed {desired.GetProperty("Language").GetValue(read)}");
        Console.WriteLine($"the session has read {ReadWithOlderLibraries()}");
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.GlobalAssemblyCache).OrderBy(assembly => assembly.FullName, StringComparer.Ordinal))
        {
            Console.WriteLine($"{assembly.GetName().Name} {assembly.GetName().Version.Major} {(assembly.Location.StartsWith(module, StringComparison.Ordinal) ? "module" : "session")}");
        }
    }

    private static int ReadWithOlderLibraries()
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes("[1]"));
        return json.RootElement.GetArrayLength();
    }
}
