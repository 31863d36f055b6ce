using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Processes;

namespace Xlink.Installation.Changes;

/// <summary>
/// The folder inside an installation in which a change keeps its journal, the new files before and the old ones after they are
/// exchanged. It is on the same volume, so every exchange is a renaming, which also works for programs that Windows runs. One process at a
/// time has it; a process that dies loses it, and the next one finds the journal.
/// </summary>
internal sealed class ChangeFolder : IDisposable
{
    /// <summary>Name of the folder in the installation [our reading].</summary>
    internal const string Name = ".xlink-change";

    private const string JournalName = "journal.json";

    private readonly string installation;
    private readonly string root;
    private readonly FileStream guard;

    private ChangeFolder(string installation, string root, FileStream guard)
    {
        this.installation = installation;
        this.root = root;
        this.guard = guard;
    }

    private string JournalPath => Path.Combine(root, JournalName);

    /// <summary>Whether a change has left something in an installation, or is at work there.</summary>
    internal static bool Exists(string installation) => Directory.Exists(Path.Combine(installation, Name));

    /// <summary>Whether a change is at work in an installation, or was interrupted while it exchanged files.</summary>
    internal static bool HasJournal(string installation) => File.Exists(Path.Combine(installation, Name, JournalName));

    /// <summary>Takes the folder, which is made if it is not there.</summary>
    /// <exception cref="XlinkException"><c>ChangeRunning</c>, <c>ChangeFolderForeign</c>, and the errors of writing a file.</exception>
    internal static ChangeFolder Open(string installation)
    {
        var path = Path.Combine(installation, Name);
        try
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                InstallationPermissions.Close(path);
            }

            CheckOwner(installation, path);
            return new ChangeFolder(installation, path, Lock(path, installation));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(path, error);
        }
    }

    /// <summary>The journal, or <see langword="null"/> if no file has been exchanged.</summary>
    /// <exception cref="XlinkException"><c>ChangeJournalDamaged</c>, and the errors of reading a file.</exception>
    internal ChangeRecord? ReadJournal()
    {
        if (!File.Exists(JournalPath))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize(FileReplacement.Read(JournalPath), ChangeJson.Default.ChangeRecord)
                ?? throw new JsonException();
            foreach (var path in record.Folders.Concat(record.Files.Select(file => file.Path)))
            {
                SuitePath.Check(path, JournalPath);
            }

            return record;
        }
        catch (JsonException error)
        {
            throw XlinkException.InFile(JournalPath, line: null, nameof(Messages.ChangeJournalDamaged), XlinkErrorCategory.InvalidData, error);
        }
    }

    /// <summary>Puts the journal on the disk, in one step.</summary>
    internal void WriteJournal(ChangeRecord record)
    {
        using var pending = PendingFile.Create(JournalPath);
        pending.Write(JsonSerializer.SerializeToUtf8Bytes(record, ChangeJson.Default.ChangeRecord));
        pending.Replace();
    }

    /// <summary>Where a file waits for the exchange.</summary>
    internal string NewPath(int number) => Path.Combine(root, "new", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Puts a new file on the disk.</summary>
    internal void Stage(int number, NewFile file, string target, byte[] buffer)
    {
        var path = NewPath(number);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var input = file.OpenRead())
        using (var output = Create(path, target))
        {
            int count;
            while ((count = input.Read(buffer, 0, buffer.Length)) > 0)
            {
                output.Write(buffer, 0, count);
            }

            output.Flush(flushToDisk: true);
        }

        InstallationPermissions.SetForReplacement(path, target);
    }

    /// <summary>Puts a new file into its place; what stood there is kept.</summary>
    /// <exception cref="IOException">It cannot be done; nothing has happened, or the old file is kept aside.</exception>
    internal void Exchange(int number, string target)
    {
        if (File.Exists(target))
        {
            Directory.CreateDirectory(Path.Combine(root, "old"));
            Move(target, OldPath(number));
        }

        Move(NewPath(number), target);
    }

    /// <summary>Puts things back as they were before <see cref="Exchange"/>, however far that came; doing it twice does no harm.</summary>
    internal void PutBack(int number, ChangedFile file)
    {
        var target = Target(file.Path);
        if (File.Exists(OldPath(number)))
        {
            if (File.Exists(target))
            {
                Discard(number, target);
            }

            Move(OldPath(number), target);
        }
        else if (file.IsNew && File.Exists(target) && !File.Exists(NewPath(number)))
        {
            Discard(number, target);
        }
    }

    /// <summary>The path of a file on the disk.</summary>
    internal string Target(string relative) => Path.Combine(installation, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Waits until renamings below a folder are on the disk.</summary>
    internal void Flush(IEnumerable<string> relativeFolders)
    {
        if (!WindowsFileSystem.IsCurrent)
        {
            foreach (var folder in relativeFolders.Select(Target).Concat([installation, root]))
            {
                UnixFileSystem.FlushFolder(folder);
            }
        }
    }

    /// <summary>Removes what a change has left: the journal first, then all else.</summary>
    internal void Clear()
    {
        TryDelete(() => File.Delete(JournalPath));
        foreach (var folder in Folder.List(root).Where(Directory.Exists))
        {
            TryDelete(() => Directory.Delete(folder, recursive: true));
        }
    }

    /// <summary>Removes the folder with everything in it. Windows may still use an old program; the next change removes the rest.</summary>
    internal void Remove()
    {
        Clear();
        if (WindowsFileSystem.IsCurrent)
        {
            // There an open file cannot be deleted.
            guard.Dispose();
        }

        // Without recursion: what another change puts there at the same moment stays.
        TryDelete(() => File.Delete(guard.Name));
        TryDelete(() => Directory.Delete(root));
        guard.Dispose();
    }

    public void Dispose() => guard.Dispose();

    // A journal that stays is of a change that is final, or undone; to look at it again does no harm.
    private static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next change tries again.
        }
    }

    private string OldPath(int number) => Path.Combine(root, "old", number.ToString(CultureInfo.InvariantCulture));

    // In the folder, which is closed, nobody reads a secret before it has its permissions. Windows has them from the start.
    private static FileStream Create(string path, string target)
        => WindowsFileSystem.IsCurrent && string.Equals(Path.GetFileName(target), InstallationKey.FileName, StringComparison.OrdinalIgnoreCase)
            ? new FileStream(WindowsFileSystem.CreatePrivate(path), FileAccess.Write)
            : new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    private void Discard(int number, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(NewPath(number))!);
        Move(target, NewPath(number));
    }

    // A program or log viewer that holds the file for a moment is waited for.
    private static void Move(string from, string to)
    {
        Exception? failure = null;
        _ = Patience.Wait(() =>
        {
            try
            {
                // Unlike File.Move this only ever renames: killed at any moment there is one file, under one of the two names.
                Directory.Move(from, to);
                return to;
            }
            catch (IOException error) when (FileError.IsLocked(error))
            {
                failure = error;
                return null;
            }
            catch (UnauthorizedAccessException error) when (WindowsFileSystem.IsCurrent)
            {
                failure = error;
                return null;
            }
        }) ?? throw FileError.Locked(from, failure);
    }

    private static FileStream Lock(string root, string installation)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw XlinkException.Create(nameof(Messages.ChangeRunning), XlinkErrorCategory.ResourceBusy, error, installation);
        }
    }

    /// <summary>The service's account may write in the installation folder; it must not prepare a journal that an administrator then follows.</summary>
    private static void CheckOwner(string installation, string root)
    {
        if (!WindowsFileSystem.IsCurrent && UnixFileSystem.Status(root) is { } found
            && (found.IsLink || (found.UserId != UnixProcess.UserId && found.UserId != UnixFileSystem.Status(installation, follow: true)?.UserId)))
        {
            throw XlinkException.Create(nameof(Messages.ChangeFolderForeign), XlinkErrorCategory.SecurityError, root);
        }
    }
}
