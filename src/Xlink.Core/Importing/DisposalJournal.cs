using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>
/// The source files that the server has and that are still to be moved or deleted, kept in a file of the installation folder. They are never
/// read again: an interval that two files add up to would lose one of them if only the other was read once more.
/// </summary>
/// <remarks>The file is there only while files are being moved, or as long as one of them cannot be. Only the holder of the <see cref="ImportLock"/> writes it.</remarks>
internal sealed class DisposalJournal
{
    /// <summary>Name of the file in the installation folder [our reading].</summary>
    internal const string FileName = "isps_import.journal";

    private readonly string journalPath;
    private readonly Action<string> log;
    private List<PendingDisposal> pending;

    private DisposalJournal(string journalPath, List<PendingDisposal> pending, Action<string> log)
    {
        this.journalPath = journalPath;
        this.pending = pending;
        this.log = log;
    }

    /// <summary>The files that are not to be read.</summary>
    internal IReadOnlyList<string> Paths => [.. pending.Select(file => file.Path)];

    /// <summary>Reads what the last import has left.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="log">Takes a line for every file.</param>
    /// <exception cref="XlinkException"><c>ImportJournalDamaged</c>; the errors of reading a file.</exception>
    internal static DisposalJournal Load(string installationPath, Action<string> log)
    {
        var path = Path.Combine(installationPath, FileName);
        if (!File.Exists(path))
        {
            return new DisposalJournal(path, [], log);
        }

        try
        {
            return new DisposalJournal(path, JsonSerializer.Deserialize(FileReplacement.Read(path), DisposalJson.Default.ListPendingDisposal) ?? [], log);
        }
        catch (JsonException exception)
        {
            throw XlinkException.InFile(path, line: null, nameof(Messages.ImportJournalDamaged), XlinkErrorCategory.InvalidData, exception);
        }
    }

    /// <summary>Moves and deletes files, and what was left of the last time. A failure concerns one file only; it is tried again the next time.</summary>
    /// <param name="files">The files; the server has their data.</param>
    /// <returns>What became of each.</returns>
    /// <exception cref="XlinkException">The journal cannot be written; no file has been touched.</exception>
    internal IReadOnlyList<ImportedFile> Complete(IEnumerable<PendingDisposal> files)
    {
        pending.AddRange(files);
        if (pending.Count == 0)
        {
            return [];
        }

        Save();
        var outcomes = new List<ImportedFile>();
        var left = new List<PendingDisposal>();
        foreach (var file in pending)
        {
            try
            {
                outcomes.Add(Complete(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                left.Add(file);
                outcomes.Add(Describe(file, SourceFileAction.Leave, nameof(Messages.SourceFileLeftFailed), exception.Message));
            }
        }

        pending = left;
        Save();
        foreach (var outcome in outcomes.Where(outcome => outcome.Message.Length > 0))
        {
            log(outcome.Message);
        }

        return outcomes;
    }

    private void Save()
    {
        if (pending.Count > 0)
        {
            ConfigurationFile.Write(journalPath, JsonSerializer.SerializeToUtf8Bytes(pending, DisposalJson.Default.ListPendingDisposal));
            return;
        }

        try
        {
            File.Delete(journalPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(journalPath, exception);
        }
    }

    private static ImportedFile Complete(PendingDisposal file)
    {
        if (IsGone(file.Path))
        {
            return DescribeGone(file);
        }

        var now = new FileInfo(file.Path);
        if (now.Length != file.Length || now.LastWriteTimeUtc != file.LastWriteTimeUtc)
        {
            return Describe(file, SourceFileAction.Leave, nameof(Messages.SourceFileLeftChanged));
        }

        if (file.Target is null)
        {
            File.Delete(file.Path);
            return DescribeGone(file);
        }

        // Between volumes a move is a copy; one that was complete when the program ended only lacks the deletion.
        if (FoundFile.Find(file.Target) == new FoundFile(file.Target, file.Length, file.LastWriteTimeUtc))
        {
            File.Delete(file.Path);
        }
        else
        {
            Move(file.Path, file.Target);
        }

        return DescribeGone(file);
    }

    // A network share that is away has not lost its files.
    private static bool IsGone(string path) => !File.Exists(path) && Directory.Exists(Path.GetDirectoryName(path));

    private static ImportedFile DescribeGone(PendingDisposal file)
    {
        if (file.Target is null)
        {
            return Describe(file, SourceFileAction.Delete, nameof(Messages.SourceFileDeleted));
        }

        return File.Exists(file.Target)
            ? Describe(file, SourceFileAction.Move, nameof(Messages.SourceFileMoved), file.Target) with { MovedTo = file.Target }
            : Describe(file, SourceFileAction.Leave, nameof(Messages.SourceFileLeftGone));
    }

    private static ImportedFile Describe(PendingDisposal file, SourceFileAction action, string message, params object?[] arguments) => new()
    {
        Path = file.Path,
        Rows = 0,
        Action = action,
        Message = MessageText.Format(message, [file.Path, .. arguments]),
    };

    private static void Move(string source, string target)
    {
        try
        {
            // Unlike File.Move this only ever renames, on every platform, and fails between volumes instead of copying without a flush.
            Directory.Move(source, target);
        }
        catch (IOException) when (File.Exists(source) && !File.Exists(target))
        {
            CopyAndDelete(source, target);
        }
    }

    private static void CopyAndDelete(string source, string target)
    {
        var partial = target + ".part";
        try
        {
            using (var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read))
            using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                input.CopyTo(output);
                output.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(partial, File.GetLastWriteTimeUtc(source));
            File.Move(partial, target);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        File.Delete(source);
    }
}
