using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Installation.Updates;

/// <summary>
/// Updates an installation as the manual has it [documented]: back up, stop the service, replace the program files, keep the configuration,
/// register the library where it was, start the service, look for the connection in isps_uls.log. What the manual leaves to the
/// administrator is kept: the service's account, and the language. Whatever fails, the old version runs again, byte by byte as it was.
/// </summary>
public static class Updater
{
    /// <summary>What <see cref="Update"/> would do, after the same checks; nothing is written.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="source">The new suite.</param>
    /// <param name="options">How.</param>
    /// <returns>The plan; without files if there is nothing to do.</returns>
    /// <exception cref="XlinkException"><c>UpdateOlder</c>, <c>UpdateOtherSuite</c>, and the errors of reading the suite.</exception>
    public static XlinkUpdate Plan(XlinkInstallation installation, InstallationSource source, UpdateOptions options)
        => new(installation.Path, installation.Version, source.Version, BackupPath: null, IsNeeded(installation, source, options)
            ? [.. InstallationChange.Plan(installation.Path, Programs(installation, source)).Concat(KeptConfiguration(installation)).OrderBy(change => change.RelativePath, StringComparer.OrdinalIgnoreCase)]
            : []);

    /// <summary>Updates. An update that was killed is undone first, also where the version is then the right one.</summary>
    /// <param name="path">Folder of the installation.</param>
    /// <param name="source">The new suite.</param>
    /// <param name="options">How.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="progress">Told before each step. What it throws undoes the update.</param>
    /// <param name="cancellationToken">Ends the update; everything is as it was.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>, <c>UpdateOlder</c>, <c>UpdateOtherSuite</c>; <c>ChangeUndone</c>: it failed, and the old version is
    /// in place and runs; <c>ChangeNotUndone</c>, <c>ChangeRunning</c>; <c>BackupExists</c>, and the errors of reading the suite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; everything is as it was.</exception>
    public static XlinkUpdate Update(
        string path, InstallationSource source, UpdateOptions options, IServiceControl control,
        IProgress<ChangeProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        progress?.Report(new ChangeProgress(ChangeStep.Recover, File: null, FilesDone: 0, FilesTotal: 0));
        InstallationChange.Recover(Folder.FullPath(path), control);
        var installation = XlinkInstallation.Open(path);
        var plan = Plan(installation, source, options);
        if (!plan.IsNeeded)
        {
            return plan;
        }

        progress?.Report(new ChangeProgress(ChangeStep.Backup, File: null, FilesDone: 0, FilesTotal: plan.Files.Count));
        var backup = InstallationBackup.Create(installation, options.BackupPath ?? InstallationBackup.DefaultPath(installation), isComplete: true, cancellationToken);
        try
        {
            InstallationChange.Apply(installation.Path, Programs(installation, source), control, new ChangeOptions
            {
                Progress = progress,
                ConnectionLimit = options.SkipConnection ? null : options.ConnectionLimit,
                RegisterLibrary = LibraryRegistration.FindRepetition(installation, cancellationToken),
                CancellationToken = cancellationToken,
            });
        }
        catch (Exception error) when (error is not XlinkException { ErrorId: nameof(Messages.ChangeNotUndone) })
        {
            // Everything is as it was, so the folder is too.
            RemoveBackup(installation, backup.BackupPath);
            throw;
        }

        return plan with { BackupPath = backup.BackupPath };
    }

    private static bool IsNeeded(XlinkInstallation installation, InstallationSource source, UpdateOptions options)
    {
        CheckKind(installation, source);
        var version = source.Version;
        var order = SuiteVersion.Compare(version, installation.Version)
            ?? (version is not null && string.Equals(version, installation.Version, StringComparison.OrdinalIgnoreCase) ? 0 : 1);
        return order >= 0 || options.Force
            ? order > 0 || options.Force
            : throw XlinkException.Create(nameof(Messages.UpdateOlder), XlinkErrorCategory.InvalidOperation, source.Name, version, installation.Version, installation.Path);
    }

    /// <summary>Refuses a suite of the other kind, or for another platform: its service program must have the name of the one that is there.</summary>
    private static void CheckKind(XlinkInstallation installation, InstallationSource source)
    {
        var isOurs = source.Files.Any(file => string.Equals(file.Key, XlinkInstallation.MarkerOfOurs, StringComparison.OrdinalIgnoreCase));
        var programs = Folder.List(installation.Path).Select(Path.GetFileName).Where(SuiteLayout.IsServiceProgram).ToList();
        if (isOurs != (installation.Kind == XlinkInstallationKind.Open)
            || !programs.TrueForAll(program => source.Files.Any(file => string.Equals(file.Key, program, StringComparison.OrdinalIgnoreCase))))
        {
            throw XlinkException.Create(nameof(Messages.UpdateOtherSuite), XlinkErrorCategory.InvalidOperation, source.Name, installation.Path);
        }
    }

    /// <summary>
    /// The program files that the installation is to have. Files of the language that it speaks come from the new suite's folder of that
    /// language; the English ones then go to the folder <c>english</c>, from which <see cref="LanguageSwitch"/> takes them.
    /// </summary>
    private static List<NewFile> Programs(XlinkInstallation installation, InstallationSource source)
    {
        var programs = source.Files.Where(file => !InstallationFiles.IsConfiguration(file.Key)).ToDictionary(file => file.Key, file => file.Value, StringComparer.OrdinalIgnoreCase);
        var english = LanguageSwitch.Default + "/";
        var language = installation.Languages.FirstOrDefault(candidate => candidate.IsCurrent)?.Name;
        if (language is not null && !programs.Keys.Any(path => path.StartsWith(english, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var name in Folder.List(Path.Combine(installation.Path, language)).Select(Path.GetFileName).Where(programs.ContainsKey).ToList())
            {
                programs[english + name] = programs[name];
                programs[name] = programs.TryGetValue(language + "/" + name, out var spoken) ? spoken : programs[name];
            }
        }

        return [.. programs.Select(file => NewFile.From(file.Key, file.Value))];
    }

    private static IEnumerable<FileChange> KeptConfiguration(XlinkInstallation installation)
        => InstallationFiles.ListConfiguration(installation).Select(file => new FileChange(file.RelativePath, FileChangeKind.Keep, file.Length));

    private static void RemoveBackup(XlinkInstallation installation, string path)
    {
        try
        {
            File.Delete(path);
            var folder = Path.Combine(installation.Path, InstallationFiles.BackupFolder);
            if (Directory.Exists(folder) && Folder.List(folder).Count == 0)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A backup too many does no harm.
        }
    }
}
