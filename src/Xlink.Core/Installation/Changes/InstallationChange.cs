using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Services;

namespace Xlink.Installation.Changes;

/// <summary>
/// Exchanges files of an installation: all of them or none. What is about to happen is written to the journal in <see cref="ChangeFolder"/>
/// first, so that a change that failed is undone at once, and one whose process was killed by the next change. The service is stopped
/// meanwhile and runs afterwards if it ran before.
/// </summary>
internal sealed class InstallationChange
{
    private const int BufferSize = 128 * 1024;

    private readonly string path;
    private readonly IServiceControl control;
    private readonly ChangeOptions options;
    private ChangeStep step;

    private InstallationChange(string path, IServiceControl control, ChangeOptions options)
    {
        this.path = path;
        this.control = control;
        this.options = options;
    }

    /// <summary>What a change would do; nothing is written.</summary>
    /// <param name="installation">Folder of the installation.</param>
    /// <param name="files">The files that it is to have.</param>
    internal static IReadOnlyList<FileChange> Plan(string installation, IEnumerable<NewFile> files) =>
    [
        .. files.Select(file => new FileChange(
                file.RelativePath.Replace('/', Path.DirectorySeparatorChar), KindOf(file, Path.Combine(installation, Resolve(installation, file.RelativePath))), file.Length))
            .OrderBy(change => change.RelativePath, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Makes the change. Files that have their content already are left alone.</summary>
    /// <param name="installation">Folder of the installation.</param>
    /// <param name="files">The files that it is to have.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="options">How.</param>
    /// <exception cref="XlinkException"><c>ChangeUndone</c>: it failed, and everything is as it was; <c>ChangeNotUndone</c>: the next one has to undo it;
    /// <c>ChangeRunning</c>, <c>ChangeFolderForeign</c>, <c>ChangeJournalDamaged</c>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; everything is as it was.</exception>
    internal static void Apply(string installation, IReadOnlyList<NewFile> files, IServiceControl control, ChangeOptions options)
        => new InstallationChange(installation, control, options).Apply(files);

    /// <summary>Undoes what a killed change has left; a change that was final already is only cleared up after.</summary>
    /// <param name="installation">Folder of the installation.</param>
    /// <param name="control">The service manager.</param>
    /// <returns>Whether there was anything to undo.</returns>
    /// <exception cref="XlinkException"><c>ChangeNotUndone</c>, <c>ChangeRunning</c>, <c>ChangeFolderForeign</c>, <c>ChangeJournalDamaged</c>.</exception>
    internal static bool Recover(string installation, IServiceControl control)
    {
        if (!ChangeFolder.Exists(installation))
        {
            return false;
        }

        using var folder = ChangeFolder.Open(installation);
        var isUndone = new InstallationChange(installation, control, new ChangeOptions()).Recover(folder);
        folder.Remove();
        return isUndone;
    }

    private void Apply(IReadOnlyList<NewFile> files)
    {
        using var folder = ChangeFolder.Open(path);
        Recover(folder);
        try
        {
            Make(folder, [.. files.Where(file => KindOf(file, folder.Target(Resolve(path, file.RelativePath))) != FileChangeKind.Keep)]);
        }
        catch (Exception failure)
        {
            var failedStep = step;
            Recover(folder, failure);
            folder.Remove();
            if (failure is IOException or UnauthorizedAccessException or XlinkException)
            {
                throw Undone(failedStep, failure);
            }

            throw;
        }

        folder.Remove();
    }

    private void Make(ChangeFolder folder, List<NewFile> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        var service = new InstallationService(XlinkInstallation.Open(path), control);
        var record = new ChangeRecord(options.StopsService && service.IsRunning, IsCommitted: false, NewFolders(files), [.. files.Select(Describe)]);
        Stage(folder, files, record);
        folder.WriteJournal(record);
        if (record.ServiceWasRunning)
        {
            Report(ChangeStep.StopService);
            service.Stop(options.CancellationToken);
        }

        Exchange(folder, record);
        Finish(record, service);
        Report(ChangeStep.Commit);
        folder.WriteJournal(record with { IsCommitted = true });
    }

    private void Stage(ChangeFolder folder, List<NewFile> files, ChangeRecord record)
    {
        var buffer = new byte[BufferSize];
        for (var i = 0; i < files.Count; i++)
        {
            Report(ChangeStep.Stage, record, i);
            folder.Stage(i, files[i], folder.Target(record.Files[i].Path), buffer);
        }
    }

    private void Exchange(ChangeFolder folder, ChangeRecord record)
    {
        // A manual import must not find half of the new programs.
        using (ImportLock.Acquire(path))
        {
            foreach (var created in record.Folders.Select(folder.Target))
            {
                Directory.CreateDirectory(created);
                InstallationPermissions.SetForFolder(created);
            }

            for (var i = 0; i < record.Files.Count; i++)
            {
                Report(ChangeStep.Replace, record, i);
                folder.Exchange(i, folder.Target(record.Files[i].Path));
            }

            folder.Flush(FoldersOf(record));
        }
    }

    private void Finish(ChangeRecord record, InstallationService service)
    {
        if (options.RegisterLibrary is { } register)
        {
            Report(ChangeStep.RegisterLibrary);
            register();
        }

        if (options.StopsService && service.IsInstalled)
        {
            Report(ChangeStep.RefreshService);
            service.Refresh();
        }

        if (record.ServiceWasRunning)
        {
            Report(ChangeStep.StartService);
            var watch = ServiceLogWatch.Begin(service.Installation);
            service.Start(options.CancellationToken);
            if (options.ConnectionLimit is { } limit)
            {
                Report(ChangeStep.WaitForConnection);
                watch.WaitForConnection(control, limit, options.CancellationToken);
            }
        }
    }

    private bool Recover(ChangeFolder folder, Exception? failure = null)
    {
        if (folder.ReadJournal() is not { IsCommitted: false } record)
        {
            folder.Clear();
            return false;
        }

        try
        {
            PutBack(folder, record);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or XlinkException)
        {
            var reason = failure is null ? error.Message : failure.Message + " " + error.Message;
            throw XlinkException.Create(nameof(Messages.ChangeNotUndone), XlinkErrorCategory.InvalidOperation, failure ?? error, path, reason);
        }
    }

    /// <summary>Brings every file back, and then the service.</summary>
    private void PutBack(ChangeFolder folder, ChangeRecord record)
    {
        var service = FindService();
        if (service is { IsRunning: true } && record.ServiceWasRunning)
        {
            service.Stop(CancellationToken.None);
        }

        for (var i = record.Files.Count - 1; i >= 0; i--)
        {
            folder.PutBack(i, record.Files[i]);
        }

        foreach (var created in record.Folders.Reverse())
        {
            var full = folder.Target(created);
            if (Directory.Exists(full) && Folder.List(full).Count == 0)
            {
                Directory.Delete(full);
            }
        }

        folder.Flush(FoldersOf(record).Where(relative => Directory.Exists(folder.Target(relative))));
        try
        {
            Restart(record);
        }
        finally
        {
            // A service that cannot be started is reported, but is no reason to undo the same thing for ever.
            folder.Clear();
        }
    }

    private void Restart(ChangeRecord record)
    {
        if (record.ServiceWasRunning && FindService() is { IsInstalled: true } service)
        {
            service.Refresh();
            service.Start(CancellationToken.None);
        }
    }

    // Killed between two renamings an installation may lack the very files by which it is known.
    private InstallationService? FindService() => XlinkInstallation.IsInstallation(path) ? new InstallationService(XlinkInstallation.Open(path), control) : null;

    private XlinkException Undone(ChangeStep failedStep, Exception failure)
    {
        var known = failure as XlinkException;
        return XlinkException.Create(
            nameof(Messages.ChangeUndone), known?.Category ?? XlinkErrorCategory.WriteError, failure,
            path, ChangeProgress.GetText(failedStep), failure.Message, known?.Remedy ?? string.Empty);
    }

    private void Report(ChangeStep next, ChangeRecord? record = null, int fileNumber = 0)
    {
        step = next;
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new ChangeProgress(next, record?.Files[fileNumber].Path, fileNumber, record?.Files.Count ?? 0));
    }

    private ChangedFile Describe(NewFile file)
    {
        var relative = Resolve(path, file.RelativePath);
        return new ChangedFile(relative, IsNew: !File.Exists(Path.Combine(path, relative)));
    }

    /// <summary>The path of a file as it is on disk: names are found in any case [documented].</summary>
    private static string Resolve(string installation, string relative)
    {
        var found = installation;
        var resolved = new List<string>();
        foreach (var name in relative.Split('/'))
        {
            var existing = CaseInsensitivePath.FindFile(found, name) ?? CaseInsensitivePath.FindFolder(found, name);
            resolved.Add(existing is null ? name : Path.GetFileName(existing));
            found = Path.Combine(found, resolved[resolved.Count - 1]);
        }

        return string.Join("/", resolved);
    }

    private IReadOnlyList<string> NewFolders(IEnumerable<NewFile> files) =>
    [
        .. files.SelectMany(file => SuitePath.Parents(Resolve(path, file.RelativePath)))
            .Distinct(StringComparer.Ordinal)
            .Where(folder => !Directory.Exists(Path.Combine(path, folder.Replace('/', Path.DirectorySeparatorChar))))
            .OrderBy(folder => folder, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> FoldersOf(ChangeRecord record)
        => record.Files.SelectMany(file => SuitePath.Parents(file.Path)).Distinct(StringComparer.Ordinal);

    private static FileChangeKind KindOf(NewFile file, string target)
        => !File.Exists(target) ? FileChangeKind.Add
            : new FileInfo(target).Length == file.Length && string.Equals(HashOf(file.OpenRead), HashOf(() => FileReplacement.OpenRead(target)), StringComparison.Ordinal) ? FileChangeKind.Keep
            : FileChangeKind.Replace;

    private static string HashOf(Func<Stream> open)
    {
        using var hash = SHA256.Create();
        using var stream = open();
        return HexText.Write(hash.ComputeHash(stream));
    }
}
