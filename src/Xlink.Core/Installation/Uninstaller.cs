using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Installation;

/// <summary>
/// Removes an installation: its service first, then its programs. Configuration, logs, backups and everything whose name no suite is known
/// to have stay, unless somebody wants the configuration to go too: then only what is not Xlink's stays [our reading].
/// </summary>
public static class Uninstaller
{
    private static readonly string[] SuiteFolders = [XlinkFileName.SampleFolder, XlinkFileName.SupportFolder];

    /// <summary>What <see cref="Uninstall"/> would do; nothing is removed.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="includeConfiguration">Whether configuration, key, logs and backups go too.</param>
    /// <returns>Every file of the installation, and whether it goes or stays.</returns>
    public static IReadOnlyList<FileChange> Plan(XlinkInstallation installation, bool includeConfiguration)
    {
        var languages = installation.Languages.Select(language => language.Name).ToList();
        var languageFiles = installation.Languages.SelectMany(language => Folder.List(language.Path)).Select(Path.GetFileName).ToList();
        return
        [
            .. InstallationFiles.List(installation.Path).Concat(includeConfiguration ? InstallationFiles.ListBackups(installation.Path) : []).Select(file => new FileChange(
                file.RelativePath.Replace('/', Path.DirectorySeparatorChar),
                Goes(file.RelativePath, includeConfiguration, languages, languageFiles) ? FileChangeKind.Remove : FileChangeKind.Keep,
                file.Length)),
        ];
    }

    /// <summary>Removes it. Killed half way it is found and removed again: the files by which it is known go last.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="includeConfiguration">Whether configuration, key, logs and backups go too.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="register">The register of this computer, which forgets it.</param>
    /// <param name="cancellationToken">Ends the waiting for the service; nothing is removed then.</param>
    /// <returns>As <see cref="Plan"/>.</returns>
    /// <exception cref="XlinkException"><c>ImportRunning</c>, <c>ChangeRunning</c>, the errors of removing the service, and of deleting a file.</exception>
    public static IReadOnlyList<FileChange> Uninstall(
        XlinkInstallation installation, bool includeConfiguration, IServiceControl control, InstallationRegister register, CancellationToken cancellationToken = default)
    {
        InstallationChange.Recover(installation.Path, control);
        var service = new InstallationService(installation, control);
        if (service.IsInstalled)
        {
            service.Uninstall(cancellationToken);
        }

        IReadOnlyList<FileChange> plan;
        using (ImportLock.Acquire(installation.Path))
        {
            plan = Plan(installation, includeConfiguration);
            var going = plan.Where(file => file.Kind == FileChangeKind.Remove && !IsLock(file.RelativePath)).OrderBy(file => XlinkInstallation.IsMark(file.RelativePath));
            foreach (var file in going)
            {
                Delete(installation, file);
            }
        }

        // Windows does not delete it while it is held.
        foreach (var file in plan.Where(file => file.Kind == FileChangeKind.Remove && IsLock(file.RelativePath)))
        {
            Delete(installation, file);
        }

        RemoveEmptyFolders(installation.Path);
        register.Remove(installation.Path);
        return plan;
    }

    private static bool Goes(string relativePath, bool includeConfiguration, List<string> languages, List<string> languageFiles)
    {
        if (IsLock(relativePath))
        {
            return true;
        }

        var separator = relativePath.IndexOf('/');
        var folder = separator < 0 ? null : relativePath.Substring(0, separator);
        return InstallationFiles.IsConfiguration(relativePath) || InstallationFiles.IsTrace(relativePath) || folder is InstallationFiles.BackupFolder
            ? includeConfiguration
            : InstallationFiles.IsProgram(relativePath) || languageFiles.Contains(relativePath, StringComparer.OrdinalIgnoreCase)
                || (folder is not null && languages.Concat(SuiteFolders).Contains(folder, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsLock(string relativePath) => string.Equals(relativePath, ImportLock.FileName, StringComparison.OrdinalIgnoreCase);

    private static void Delete(XlinkInstallation installation, FileChange file)
    {
        var path = Path.Combine(installation.Path, file.RelativePath);
        try
        {
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(path, error);
        }
    }

    private static void RemoveEmptyFolders(string folder)
    {
        foreach (var inner in Folder.List(folder).Where(Directory.Exists))
        {
            RemoveEmptyFolders(inner);
        }

        try
        {
            if (Folder.List(folder).Count == 0)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody has just put something in it, or stands in it.
        }
    }
}
