using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xlink.Files;

namespace Xlink.Diagnosis;

/// <summary>
/// The folders into which Windows diverts what a program writes without the right to: below each user's local application data, in
/// <c>VirtualStore</c>, the path without its drive [documented: a stale copy there hides the real file].
/// </summary>
internal sealed class VirtualStore
{
    private const string FolderName = "VirtualStore";

    private readonly IReadOnlyList<string> applicationData;

    /// <summary>Names the users' folders.</summary>
    /// <param name="applicationData">For each user <c>…\AppData\Local</c>.</param>
    internal VirtualStore(IReadOnlyList<string> applicationData) => this.applicationData = applicationData;

    /// <summary>Those of all users of this computer whose folders can be looked into; none but on Windows.</summary>
    internal static VirtualStore OfThisComputer()
    {
        var own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) || own.Length == 0)
        {
            return new VirtualStore([]);
        }

        var profile = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var users = Path.GetDirectoryName(profile) is { Length: > 0 } parent ? ListFolders(parent) : [];
        return new VirtualStore([.. users.Select(user => Path.Combine(user, "AppData", "Local")).Append(own).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Finds the copies that hide a file.</summary>
    /// <param name="file">The file: a full path of either platform.</param>
    /// <returns>The copies.</returns>
    internal IReadOnlyList<string> FindCopies(string file)
    {
        var parts = file.Split(['\\', '/'], StringSplitOptions.RemoveEmptyEntries).Where(part => !part.EndsWith(":", StringComparison.Ordinal)).ToArray();
        var name = parts[parts.Length - 1];
        var folder = Path.Combine([FolderName, .. parts.Take(parts.Length - 1)]);
        return [.. applicationData.Select(local => Find(Path.Combine(local, folder), name)).OfType<string>()];
    }

    private static string? Find(string folder, string name)
    {
        try
        {
            return CaseInsensitivePath.FindFile(folder, name);
        }
        catch (XlinkException)
        {
            // Another user's folder that this one may not look into.
            return null;
        }
    }

    private static IReadOnlyList<string> ListFolders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
