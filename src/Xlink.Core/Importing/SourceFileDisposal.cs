using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>
/// Decides which source files are moved or deleted: the key <c>DeleteImportFiles</c> [documented]. To be called only when the server has confirmed
/// their data.
/// </summary>
/// <remarks>
/// [Our reading] A file stays if it has changed since it was read, is still being written, was not read to its end, holds rows of days that
/// were not imported, or nothing of it was used: its data would be lost otherwise. A file of the running day stays too as long as the interval
/// of its last row has not ended: the rest of that interval comes in another file, and both must be read together. So does a file that shares
/// a day with one of these, since an interval that both add up to must be read from both again. The log lies in the installation folder.
/// </remarks>
internal sealed class SourceFileDisposal
{
    /// <summary>Name of the log that every move and deletion is written to [documented].</summary>
    internal const string LogFileName = Logging.InstallationLogs.DeletedFiles;

    // Names are tried until one is free; a folder with that many files of one name is full of rubbish.
    private const int MaximumNumber = 100_000;

    private readonly SourceFileAction action;
    private readonly string? destination;
    private readonly DisposalJournal journal;
    private readonly Action<string> log;
    private readonly IClock clock;

    /// <summary>Makes the disposal of one folder.</summary>
    /// <param name="action">What is to be done.</param>
    /// <param name="destination">The folder to move to; needed only for <see cref="SourceFileAction.Move"/>. It must exist.</param>
    /// <param name="journal">Does it.</param>
    /// <param name="log">Takes each line of <see cref="LogFileName"/> about a file that stays, without its time.</param>
    /// <param name="clock">The time.</param>
    internal SourceFileDisposal(SourceFileAction action, string? destination, DisposalJournal journal, Action<string> log, IClock clock)
    {
        this.clock = clock;
        if (action == SourceFileAction.Move && string.IsNullOrEmpty(destination))
        {
            throw new ArgumentException("A destination is needed to move files.", nameof(destination));
        }

        this.action = action;
        this.destination = destination;
        this.journal = journal;
        this.log = log;
    }

    /// <summary>Moves or deletes the files. A failure concerns one file only; none is thrown.</summary>
    /// <param name="files">The files of an import, as its reading gave them.</param>
    /// <param name="importedDays">The days whose data the server has confirmed; rows of any other day keep a file where it is, with all its days.</param>
    /// <returns>What became of each file.</returns>
    /// <exception cref="XlinkException">The journal cannot be written; no file has been touched.</exception>
    internal IReadOnlyList<ImportedFile> Complete(IReadOnlyList<SourceFile> files, DateInterval importedDays)
        => Complete(files, file => GetDays(file) is { } days && importedDays.Contains(days) ? null : GetDays(file));

    /// <summary>Moves or deletes the files. A failure concerns one file only; none is thrown.</summary>
    /// <param name="files">The files of an import, as its reading gave them.</param>
    /// <param name="findDaysLeft">Finds the days of a file that are still to be imported; <see langword="null"/> if there are none.</param>
    /// <returns>What became of each file.</returns>
    /// <exception cref="XlinkException">The journal cannot be written; no file has been touched.</exception>
    internal IReadOnlyList<ImportedFile> Complete(IReadOnlyList<SourceFile> files, Func<SourceFile, DateInterval?> findDaysLeft)
    {
        if (action == SourceFileAction.Leave)
        {
            return [.. files.Select(file => Stay(file, string.Empty))];
        }

        var reasons = files.ToDictionary(file => file.Path, file => FindReasonToStay(file, findDaysLeft(file)), StringComparer.Ordinal);
        KeepTogether(files, reasons, findDaysLeft);
        var outcomes = new Dictionary<string, ImportedFile>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => reasons[file.Path] is not null))
        {
            log(reasons[file.Path]!);
            outcomes.Add(file.Path, Stay(file, reasons[file.Path]!));
        }

        var targets = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var going = files
            .Where(file => reasons[file.Path] is null)
            .Select(file => new PendingDisposal(file.Path, file.Length, file.LastWriteTimeUtc, action == SourceFileAction.Move ? GetTarget(file.Path, targets) : null));
        foreach (var outcome in journal.Complete(going))
        {
            outcomes[outcome.Path] = outcome;
        }

        return [.. files.Select(file => outcomes[file.Path] with { Rows = file.RowsUsed })];
    }

    private static ImportedFile Stay(SourceFile file, string message)
        => new() { Path = file.Path, Rows = file.RowsUsed, Action = SourceFileAction.Leave, Message = message };

    private static DateInterval? GetDays(SourceFile file)
        => file.FirstDay is { } first && file.LastDay is { } last ? new DateInterval(first, last) : null;

    private string? FindReasonToStay(SourceFile file, DateInterval? daysLeft)
    {
        if (!file.WasRead)
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftUnread), file.Path);
        }

        if (file.RowsUsed == 0)
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftUnused), file.Path);
        }

        if (file.IsUnfinished)
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftUnfinished), file.Path);
        }

        if (daysLeft is not null)
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftOtherDays), file.Path, file.FirstDay, file.LastDay);
        }

        if (!File.Exists(file.Path))
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftGone), file.Path);
        }

        if (FoundFile.Find(file.Path) != new FoundFile(file.Path, file.Length, file.LastWriteTimeUtc))
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftChanged), file.Path);
        }

        if (OpenSourceFile.IsOpenForWriting(file.Path))
        {
            return MessageText.Format(nameof(Messages.SourceFileLeftUnfinished), file.Path);
        }

        return file.FirstDay == file.LastDay && file.LastIntervalEnd > clock.GetCurrentInstant()
            ? MessageText.Format(nameof(Messages.SourceFileLeftRunningInterval), file.Path)
            : null;
    }

    /// <summary>Finds what stays because it shares a day with a file that stays and will be read again.</summary>
    private static void KeepTogether(IReadOnlyList<SourceFile> files, Dictionary<string, string?> reasons, Func<SourceFile, DateInterval?> findDaysLeft)
    {
        var staying = new Queue<SourceFile>(files.Where(file => reasons[file.Path] is not null && WillCountAgain(file)));
        while (staying.Count > 0)
        {
            var stays = staying.Dequeue();
            var days = findDaysLeft(stays) ?? GetDays(stays);
            foreach (var file in files.Where(file => reasons[file.Path] is null && (!stays.WasRead || SharesDay(file, days))))
            {
                reasons[file.Path] = MessageText.Format(nameof(Messages.SourceFileLeftTogether), file.Path, Path.GetFileName(stays.Path));
                staying.Enqueue(file);
            }
        }
    }

    // A file that could not be read may hold anything; one that is gone, or of which nothing was used, adds nothing.
    private static bool WillCountAgain(SourceFile file) => (file.RowsUsed > 0 || !file.WasRead) && File.Exists(file.Path);

    private static bool SharesDay(SourceFile file, DateInterval? days) => file.FirstDay <= days?.End && days?.Start <= file.LastDay;

    /// <summary>The first free name in the destination; from the second attempt on with a number: <c>calls (2).csv</c>.</summary>
    private string GetTarget(string path, HashSet<string> taken)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1
                ? Path.GetFileName(path)
                : string.Format(CultureInfo.InvariantCulture, "{0} ({1}){2}", Path.GetFileNameWithoutExtension(path), number, Path.GetExtension(path));
            var target = Path.Combine(destination!, name);

            // Where none is free the move fails, and says so.
            if ((!File.Exists(target) && !Directory.Exists(target) && taken.Add(target)) || number == MaximumNumber)
            {
                return target;
            }
        }
    }
}
