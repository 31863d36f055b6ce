using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Sources;

namespace Xlink.Logging;

/// <summary>
/// The logs of an installation, in its folder and in <c>LogDir</c> of <c>[General]</c> or of an external system [documented]: those with documented names, and those of the configured
/// external systems. Other programs' files in <c>LogDir</c> are none of them.
/// </summary>
public static class InstallationLogs
{
    /// <summary>The log of moved and deleted source files [documented].</summary>
    public const string DeletedFiles = "DeleteImportFiles.log";

    /// <summary>The log of errors in the queries of source trees [documented].</summary>
    public const string SourceTrees = "call_tree.log";

    private const string Extension = ".log";
    private const string LogFolderKey = "LogDir";
    private const string AdditionKey = "LogFile";

    private static readonly string[] DocumentedNames = [InstallationLog.Interface, InstallationLog.Service, DeletedFiles, SourceTrees];

    /// <summary>Finds the logs that are there.</summary>
    /// <param name="installationPath">Folder of the installation. Without a readable isps_ul.ini only the logs with documented names are known.</param>
    /// <returns>The logs in the order of their names.</returns>
    /// <exception cref="XlinkException"><c>FileAccessDenied</c>, <c>FileReadFailed</c>: a folder cannot be listed.</exception>
    public static IReadOnlyList<XlinkLogFile> Find(string installationPath)
    {
        var configuration = TryLoad(installationPath);
        var folders = configuration?.ExternalSystems.Select(section => section.GetText(LogFolderKey)).Append(configuration.General.LogDir) ?? [];
        return
        [
            .. folders.OfType<string>().Select(folder => SectionReader.ToFolder(folder, installationPath)).Append(installationPath)
                .Select(Folder.FullPath)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(folder => FindIn(folder, configuration))
                .OrderBy(log => log.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>
    /// Removes what has been logged so far. Full files are deleted; the one that programs write to at present is emptied, so that a running
    /// service writes on in it.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="shouldRemove">Asked before each file.</param>
    /// <param name="failed">Is told of a file that cannot be removed; the others are.</param>
    /// <returns>What was removed.</returns>
    public static IReadOnlyList<RemovedLog> Clear(XlinkLogFile log, Predicate<string> shouldRemove, Action<XlinkException> failed)
    {
        var removed = new List<RemovedLog>();
        foreach (var path in LogFile.PathsOf(log.Path).Where(path => File.Exists(path) && shouldRemove(path)))
        {
            try
            {
                removed.Add(Remove(path, isCurrent: string.Equals(path, log.Path, StringComparison.Ordinal)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed(FileError.Writing(path, exception));
            }
        }

        return removed;
    }

    private static RemovedLog Remove(string path, bool isCurrent)
    {
        var length = new FileInfo(path).Length;
        if (isCurrent)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(0);
        }
        else
        {
            File.Delete(path);
        }

        return new RemovedLog(path, length, isCurrent);
    }

    // Logs are looked at when something is wrong; the configuration may be just that.
    private static IspsUlConfiguration? TryLoad(string installationPath)
    {
        try
        {
            var configuration = IspsUlConfiguration.Load(installationPath);
            _ = configuration.General;
            return configuration;
        }
        catch (XlinkException)
        {
            return null;
        }
    }

    private static IEnumerable<XlinkLogFile> FindIn(string folder, IspsUlConfiguration? configuration) => Folder.List(folder)
        .Select(CurrentPath)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(path => Describe(path, configuration))
        .OfType<XlinkLogFile>();

    /// <summary>The path of the log that a file belongs to, as the current or a full one; <see langword="null"/> if it is no log.</summary>
    private static string? CurrentPath(string path)
    {
        var dot = path.LastIndexOf('.');
        var isFull = dot >= 0 && int.TryParse(path.Substring(dot + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= LogFile.FullFilesKept;
        var current = isFull ? path.Substring(0, dot) : path;
        return current.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? current : null;
    }

    private static XlinkLogFile? Describe(string path, IspsUlConfiguration? configuration)
    {
        var name = Path.GetFileName(path);
        if (DocumentedNames.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return new XlinkLogFile { Name = name, Path = path };
        }

        // Where the name of one external system begins with that of another, the longer one is meant.
        var section = configuration?.ExternalSystems
            .Where(candidate => LogFileName.IsOf(candidate.Name, name))
            .OrderByDescending(candidate => candidate.Name.Length)
            .FirstOrDefault();
        return section is null ? null : new XlinkLogFile
        {
            Name = name,
            Path = path,
            ExternalSystem = section.Name,
            Queue = LogFileName.FindQueue(section.Name, name, section.GetText(AdditionKey)),
        };
    }
}
