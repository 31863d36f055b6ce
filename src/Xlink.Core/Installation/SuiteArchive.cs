using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>The suites that a module brings along: <c>Xlink-&lt;version&gt;-windows.zip</c> and <c>Xlink-&lt;version&gt;-linux.zip</c>.</summary>
public static class SuiteArchive
{
    private static readonly Regex NamePattern = new(
        "^Xlink-(?<version>[0-9]+(\\.[0-9]+){1,3})-(?<platform>windows|linux)\\.zip$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Finds the suite for this platform; of several the newest. macOS takes that of Linux.</summary>
    /// <param name="folder">The module's folder <c>suite</c>.</param>
    /// <returns>Path of the ZIP.</returns>
    /// <exception cref="XlinkException"><c>SuiteArchiveMissing</c>.</exception>
    public static string Find(string folder) => Find(folder, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows" : "linux");

    internal static string Find(string folder, string platform) => Folder.List(folder)
        .Select(path => (Path: path, Match: NamePattern.Match(Path.GetFileName(path))))
        .Where(file => file.Match.Success && string.Equals(file.Match.Groups["platform"].Value, platform, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(file => Version.Parse(file.Match.Groups["version"].Value))
        .Select(file => file.Path)
        .FirstOrDefault()
        ?? throw XlinkException.Create(nameof(Messages.SuiteArchiveMissing), XlinkErrorCategory.ObjectNotFound, folder, $"Xlink-*-{platform}.zip");
}
