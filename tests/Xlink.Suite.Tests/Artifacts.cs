using System.IO;
using System.Linq;
using System.Reflection;

namespace Xlink.Suite.Tests;

/// <summary>What the package project has put together.</summary>
internal static class Artifacts
{
    internal static string Version { get; } = Metadata("Version");

    internal static string ModuleFolder { get; } = Path.Combine(Metadata("ArtifactsFolder"), "XlinkPS");

    internal static string ExamplesFolder { get; } = Metadata("ExamplesFolder");

    internal static string ServerFolder { get; } = Path.Combine(ModuleFolder, "server");

    /// <summary>Publishes the suite for Windows with the .NET runtime in it.</summary>
    internal static string WindowsSuiteProject { get; } = Metadata("WindowsSuiteProject");

    /// <summary>The program that loads the module as Windows PowerShell does.</summary>
    internal static string DesktopSession { get; } = Metadata("DesktopSession");

    internal static string SuiteZip(string platform) => Path.Combine(Metadata("ArtifactsFolder"), $"Xlink-{Version}-{platform}.zip");

    private static string Metadata(string key)
        => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
