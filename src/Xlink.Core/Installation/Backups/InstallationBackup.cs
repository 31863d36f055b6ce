using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Installation.Backups;

/// <summary>
/// Backs an installation up and brings it back. The ZIP holds encoded passwords and on Linux the key to them: it is its owner's alone
/// (0600), on Windows the Administrators' and SYSTEM's. On Windows the key is encrypted for the computer: such a backup cannot be used on
/// another one, for which there is <see cref="InstallationExport"/>.
/// </summary>
public static class InstallationBackup
{
    /// <summary>The files that a backup would hold, with their lengths; nothing is written.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="isComplete">Whether the programs are wanted too, not only the configuration.</param>
    /// <returns>The files in order of their paths.</returns>
    public static IReadOnlyList<PlannedFile> Plan(XlinkInstallation installation, bool isComplete)
        => [.. Select(installation, isComplete).Select(PlannedFile.Of)];

    /// <summary>Where a backup goes unless somebody says otherwise: the folder <c>backup</c> of the installation, with version and time in its name [our reading].</summary>
    /// <param name="installation">The installation.</param>
    /// <returns>A path that does not exist.</returns>
    public static string DefaultPath(XlinkInstallation installation)
    {
        var name = string.Format(CultureInfo.InvariantCulture, "Xlink-{0}-{1:yyyyMMddHHmmss}", Safe(installation.Version ?? "backup"), DateTime.Now);
        var folder = Path.Combine(installation.Path, InstallationFiles.BackupFolder);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => Path.Combine(folder, number == 1 ? name + ".zip" : string.Format(CultureInfo.InvariantCulture, "{0}-{1}.zip", name, number)))
            .First(path => !File.Exists(path));
    }

    /// <summary>The backups in the folder where they go unless somebody says otherwise.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>The ZIP files, the newest first; nobody has looked into them.</returns>
    public static IReadOnlyList<FileInfo> FindFiles(string installationPath)
        => new DirectoryInfo(Path.Combine(installationPath, InstallationFiles.BackupFolder)) is { Exists: true } folder
            ? [.. folder.GetFiles("*.zip").OrderByDescending(file => file.LastWriteTimeUtc)]
            : [];

    /// <summary>Makes a backup, in one step, and verifies it.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="path">The ZIP; it must not exist. Its folder is made.</param>
    /// <param name="isComplete">Whether the programs are wanted too. Logs, journals, locks and other backups are in none: bringing those back would lose what came after.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    /// <returns>The backup.</returns>
    /// <exception cref="XlinkException"><c>BackupExists</c>, <c>ChangeInterrupted</c>, and the errors of reading and writing a file.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static XlinkBackup Create(XlinkInstallation installation, string path, bool isComplete, CancellationToken cancellationToken = default)
    {
        var full = Path.GetFullPath(path);
        CheckWhole(installation);
        MakeFolder(installation, Path.GetDirectoryName(full)!);
        using var pending = PendingFile.CreateClosed(full);
        BackupManifest manifest = null!;
        pending.Write(stream =>
        {
            manifest = BackupArchive.Write(
                stream, Cancellable(Select(installation, isComplete), cancellationToken),
                files => new BackupManifest(BackupManifest.CurrentFormat, DateTimeOffset.Now, installation.Version, installation.Kind, isComplete, [], files));
            BackupArchive.Check(stream, full);
        });
        return pending.TryPublish()
            ? new XlinkBackup(installation.Path, full, manifest.Version, manifest.Created, isComplete, manifest.Files)
            : throw XlinkException.Create(nameof(Messages.BackupExists), XlinkErrorCategory.ResourceExists, full);
    }

    /// <summary>What <see cref="Restore"/> would do, after the same verification of the backup; nothing is written.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="path">The ZIP.</param>
    /// <returns>What happens to each file of the backup.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Restore"/> that concern the backup.</exception>
    public static IReadOnlyList<FileChange> PlanRestore(XlinkInstallation installation, string path)
    {
        using var archive = Open(installation, path);
        return InstallationChange.Plan(installation.Path, archive.Files);
    }

    /// <summary>
    /// Brings the files of a backup back: all of them or none. Every file is verified first. A running service is stopped meanwhile and started
    /// afterwards. Files that are not in the backup stay.
    /// </summary>
    /// <param name="installationPath">Folder of the installation. A change that was killed there is undone first.</param>
    /// <param name="path">The ZIP.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="progress">Told before each step.</param>
    /// <param name="cancellationToken">Ends it; everything is as it was.</param>
    /// <returns>What happened to each file of the backup.</returns>
    /// <exception cref="XlinkException"><c>BackupNotFound</c>, <c>BackupForeign</c>, <c>BackupDamaged</c>, <c>BackupOfOtherKind</c>, the errors of a suite's ZIP;
    /// <c>ChangeUndone</c>, <c>ChangeNotUndone</c>, <c>ChangeRunning</c>.</exception>
    public static IReadOnlyList<FileChange> Restore(
        string installationPath, string path, IServiceControl control, IProgress<ChangeProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        InstallationChange.Recover(Folder.FullPath(installationPath), control);
        var installation = XlinkInstallation.Open(installationPath);
        using var archive = Open(installation, path);
        var plan = InstallationChange.Plan(installation.Path, archive.Files);
        InstallationChange.Apply(
            installation.Path, archive.Files, control, new ChangeOptions { Progress = progress, CancellationToken = cancellationToken });
        return plan;
    }

    /// <summary>Whether a change of an installation was interrupted, or is being made.</summary>
    /// <param name="path">Folder of the installation.</param>
    /// <returns>Whether <see cref="Recover"/> has something to do.</returns>
    public static bool IsInterrupted(string path) => ChangeFolder.HasJournal(Folder.FullPath(path));

    /// <summary>Undoes what an update or a restoration has left whose process was killed.</summary>
    /// <param name="path">Folder of the installation; it need not be complete.</param>
    /// <param name="control">The service manager.</param>
    /// <returns>Whether there was anything to undo.</returns>
    /// <exception cref="XlinkException"><c>ChangeNotUndone</c>, <c>ChangeRunning</c>, <c>ChangeFolderForeign</c>, <c>ChangeJournalDamaged</c>.</exception>
    public static bool Recover(string path, IServiceControl control) => InstallationChange.Recover(Folder.FullPath(path), control);

    /// <summary>Refuses to save half of a change.</summary>
    internal static void CheckWhole(XlinkInstallation installation)
    {
        if (IsInterrupted(installation.Path))
        {
            throw XlinkException.Create(nameof(Messages.ChangeInterrupted), XlinkErrorCategory.InvalidOperation, installation.Path);
        }
    }

    private static BackupArchive Open(XlinkInstallation installation, string path)
    {
        var archive = BackupArchive.Open(Path.GetFullPath(path));
        if (archive.Manifest.Kind == installation.Kind)
        {
            return archive;
        }

        archive.Dispose();
        throw XlinkException.Create(nameof(Messages.BackupOfOtherKind), XlinkErrorCategory.InvalidOperation, path, installation.Path);
    }

    private static IEnumerable<NewFile> Select(XlinkInstallation installation, bool isComplete)
        => isComplete ? InstallationFiles.ListAll(installation) : InstallationFiles.ListConfiguration(installation);

    private static IEnumerable<NewFile> Cancellable(IEnumerable<NewFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    private static void MakeFolder(XlinkInstallation installation, string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                if (folder.StartsWith(installation.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    InstallationPermissions.Close(folder);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(folder, error);
        }
    }

    private static string Safe(string version)
        => string.Concat(version.Select(character => char.IsLetterOrDigit(character) || character is '.' or '-' ? character : '_'));
}
