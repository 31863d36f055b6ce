using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>
/// Moves or deletes source files: the key <c>DeleteImportFiles</c> [documented]. To be called only when the server has confirmed their data.
/// </summary>
/// <remarks>
/// [Our reading] A file stays if it has changed since it was read, was not read to its end, holds rows of days that were not imported, or
/// nothing of it was used: its data would be lost otherwise. A file that cannot be moved or deleted stays too; the next import reads it
/// again, which changes nothing on the server. The log lies in the installation folder.
/// </remarks>
public sealed class SourceFileDisposal
{
    /// <summary>Name of the log that every move and deletion is written to [documented].</summary>
    public const string LogFileName = "DeleteImportFiles.log";

    // Names are tried until one is free; a folder with that many files of one name is full of rubbish.
    private const int MaximumNumber = 100_000;

    private readonly SourceFileAction action;
    private readonly string? destination;
    private readonly Action<string> log;

    /// <summary>Makes the disposal of one external system.</summary>
    /// <param name="action">What is to be done.</param>
    /// <param name="destination">The folder to move to; needed only for <see cref="SourceFileAction.Move"/>. It must exist.</param>
    /// <param name="log">Takes each line of <see cref="LogFileName"/>, without its time.</param>
    public SourceFileDisposal(SourceFileAction action, string? destination, Action<string> log)
    {
        if (action == SourceFileAction.Move && string.IsNullOrEmpty(destination))
        {
            throw new ArgumentException("A destination is needed to move files.", nameof(destination));
        }

        this.action = action;
        this.destination = destination;
        this.log = log ?? throw new ArgumentNullException(nameof(log));
    }

    /// <summary>Moves or deletes the files. A failure concerns one file only; none is thrown.</summary>
    /// <param name="files">The files of an import, as its reading gave them.</param>
    /// <param name="importedDays">The days whose data the server has confirmed; rows of any other day keep a file where it is.</param>
    /// <returns>What became of each file.</returns>
    public IReadOnlyList<SourceFileOutcome> Complete(IEnumerable<SourceFile> files, DateInterval importedDays)
    {
        var outcomes = new List<SourceFileOutcome>();
        foreach (var file in files)
        {
            var outcome = this.action == SourceFileAction.Leave
                ? new SourceFileOutcome(file, SourceFileAction.Leave, NewPath: null, string.Empty)
                : Complete(file, importedDays);
            if (outcome.Message.Length != 0)
            {
                this.log(outcome.Message);
            }

            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static SourceFileOutcome Leave(SourceFile file, string message, params object?[] arguments)
        => new(file, SourceFileAction.Leave, NewPath: null, MessageText.Format(message, [file.Path, .. arguments]));

    private static bool HasChanged(SourceFile file)
    {
        var now = new FileInfo(file.Path);
        return now.Length != file.Length || now.LastWriteTimeUtc != file.LastWriteTimeUtc;
    }

    private SourceFileOutcome Complete(SourceFile file, DateInterval importedDays)
    {
        if (!file.WasRead)
        {
            return Leave(file, nameof(Messages.SourceFileLeftUnread));
        }

        if (file.RowsUsed == 0)
        {
            return Leave(file, nameof(Messages.SourceFileLeftUnused));
        }

        if (file.FirstDay is not { } first || file.LastDay is not { } last || !importedDays.Contains(first) || !importedDays.Contains(last))
        {
            return Leave(file, nameof(Messages.SourceFileLeftOtherDays), file.FirstDay, file.LastDay);
        }

        try
        {
            return HasChanged(file) ? Leave(file, nameof(Messages.SourceFileLeftChanged)) : this.action == SourceFileAction.Move ? Move(file) : Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Leave(file, nameof(Messages.SourceFileLeftFailed), exception.Message);
        }
    }

    private static SourceFileOutcome Delete(SourceFile file)
    {
        File.Delete(file.Path);
        return new(file, SourceFileAction.Delete, NewPath: null, MessageText.Format(nameof(Messages.SourceFileDeleted), file.Path));
    }

    private SourceFileOutcome Move(SourceFile file)
    {
        for (var number = 1; ; number++)
        {
            var target = GetTarget(file.Path, number);
            if (File.Exists(target) || Directory.Exists(target))
            {
                if (number == MaximumNumber)
                {
                    throw new IOException(MessageText.Format(nameof(Messages.SourceFileNoFreeName), this.destination));
                }

                continue;
            }

            MoveFile(file.Path, target);
            return new(file, SourceFileAction.Move, target, MessageText.Format(nameof(Messages.SourceFileMoved), file.Path, target));
        }
    }

    /// <summary>The name in the destination; from the second attempt on with a number: <c>calls (2).csv</c>.</summary>
    private string GetTarget(string path, int number)
    {
        var name = number == 1
            ? Path.GetFileName(path)
            : string.Format(CultureInfo.InvariantCulture, "{0} ({1}){2}", Path.GetFileNameWithoutExtension(path), number, Path.GetExtension(path));
        return Path.Combine(this.destination!, name);
    }

    private static void MoveFile(string source, string target)
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
