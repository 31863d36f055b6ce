using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Installation.Changes;
using Xlink.Services.AutomaticImports;
using Xlink.Targets;

namespace Xlink.Installation.Backups;

/// <summary>Tells the files of an installation apart: configuration, programs, and what neither is nor is worth keeping.</summary>
internal static class InstallationFiles
{
    /// <summary>Folder in the installation for backups [our reading].</summary>
    internal const string BackupFolder = "backup";

    private static readonly string[] Configuration =
        [XlinkFileName.Settings, XlinkFileName.ExtraSettings, XlinkFileName.ServerAddress, XlinkFileName.Mapping, InstallationKey.FileName, ServerSnapshot.FileName];

    private static readonly string[] Progress = [ScheduleJournal.FileName, AgentFileJournal.FileName];

    private static readonly string[] Traces = [".journal", ".lock", ".status"];

    private static readonly string[] ProgramExtensions = [".dll", ".exe", ".so", ".pdb", ".json", ".config", ".lng", ".ocx", ".xml"];

    /// <summary>
    /// Whether a file is configuration, which is backed up and kept: the documented isps.cfg, isps_ul.ini, isps_ulx.ini, acd_map.ini and *.bas
    /// [documented], isps_ul.key, without which the encoded passwords are worthless, and isps_wfm.json, without which Cloud Link files need a server
    /// [our reading].
    /// </summary>
    /// <param name="relativePath">Path inside the installation folder, with <c>/</c>.</param>
    internal static bool IsConfiguration(string relativePath) => relativePath.IndexOf('/') < 0
        && (Configuration.Contains(relativePath, StringComparer.OrdinalIgnoreCase) || relativePath.EndsWith(".bas", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file only tells what was or is being done: logs, journals, locks, the service's status.</summary>
    /// <param name="relativePath">Path inside the installation folder, with <c>/</c>.</param>
    internal static bool IsTrace(string relativePath)
    {
        var name = relativePath.Substring(relativePath.LastIndexOf('/') + 1);
        return name.IndexOf(".log", StringComparison.OrdinalIgnoreCase) > 0
            || Array.Exists(Traces, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Whether a file goes to another computer with an export: configuration, and how far the imports have come, so that what was due meanwhile is
    /// caught up there [our reading]. A backup is without the latter, since it is restored when imports have gone on.
    /// </summary>
    /// <param name="relativePath">Path inside the installation folder, with <c>/</c>.</param>
    internal static bool IsExported(string relativePath) => IsConfiguration(relativePath) || Progress.Contains(relativePath, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file came with the suite, as far as its name tells.</summary>
    /// <param name="relativePath">Path inside the installation folder, with <c>/</c>.</param>
    internal static bool IsProgram(string relativePath)
    {
        var name = relativePath.Substring(relativePath.LastIndexOf('/') + 1);
        return !IsConfiguration(relativePath)
            && (InstallationPermissions.IsProgram(name) || string.Equals(name, XlinkFileName.Version, StringComparison.OrdinalIgnoreCase)
                || ProgramExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The configuration, in order of the names.</summary>
    internal static IEnumerable<NewFile> ListConfiguration(XlinkInstallation installation)
        => List(installation.Path).Where(file => IsConfiguration(file.RelativePath));

    /// <summary>What an export holds, in order of the names.</summary>
    internal static IEnumerable<NewFile> ListExported(XlinkInstallation installation) => List(installation.Path).Where(file => IsExported(file.RelativePath));

    /// <summary>Everything but logs, journals, locks and backups.</summary>
    internal static IEnumerable<NewFile> ListAll(XlinkInstallation installation) => List(installation.Path).Where(file => !IsTrace(file.RelativePath));

    /// <summary>Every file but backups and what a change needs for itself, in order of the paths.</summary>
    internal static IEnumerable<NewFile> List(string installation) => List(installation, string.Empty);

    /// <summary>The backups in the installation's own folder for them.</summary>
    internal static IEnumerable<NewFile> ListBackups(string installation) => List(Path.Combine(installation, BackupFolder), BackupFolder + "/");

    private static IEnumerable<NewFile> List(string folder, string prefix)
    {
        foreach (var entry in Folder.List(folder).OrderBy(entry => entry, StringComparer.Ordinal))
        {
            var relative = prefix + Path.GetFileName(entry);
            if (!Directory.Exists(entry))
            {
                yield return new NewFile(relative, new FileInfo(entry).Length, () => FileReplacement.OpenRead(entry));
            }
            else if (!IsLink(entry) && relative is not (BackupFolder or ChangeFolder.Name))
            {
                foreach (var inner in List(entry, relative + "/"))
                {
                    yield return inner;
                }
            }
        }
    }

    // What a link leads to belongs to somebody else, and may lead back here.
    private static bool IsLink(string folder) => File.GetAttributes(folder).HasFlag(FileAttributes.ReparsePoint);
}
