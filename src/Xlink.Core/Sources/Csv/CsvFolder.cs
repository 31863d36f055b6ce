using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CsvHelper;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>
/// Reads every file of a folder once. A file that cannot be opened is left out with a warning, and the others are read; a file whose reading fails after
/// some of its rows were used ends the whole reading, since half a file must not be taken for all of it.
/// </summary>
internal sealed class CsvFolder
{
    private const int RowsBetweenReports = 0x4000;

    private readonly CsvFileForm form;
    private readonly IReadOnlyList<FoundFile> files;
    private readonly IProgress<SourceProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly CsvReaderOptions options;
    private readonly List<SourceFile> sourceFiles = [];
    private readonly List<string> warnings = [];
    private readonly List<(string Path, Exception Cause)> unreadFiles = [];
    private readonly long totalBytes;
    private readonly ReadAhead ahead;
    private CsvBlockPipeline? blocks;
    private long bytesBefore;

    /// <summary>Finds the files.</summary>
    /// <param name="form">Where they lie and how they are built.</param>
    /// <param name="filesLeftOut">Full paths of files that are not to be read.</param>
    /// <param name="progress">Is told how far the reading has come.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="XlinkException"><c>SourceFolderMissing</c>, <c>SourceFolderUnreadable</c>, <c>DestinationFolderMissing</c>.</exception>
    internal CsvFolder(CsvFileForm form, IReadOnlyCollection<string> filesLeftOut, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        if (form.Destination is { } destination && !Directory.Exists(destination))
        {
            throw XlinkException.Create(nameof(Messages.DestinationFolderMissing), XlinkErrorCategory.ObjectNotFound, destination);
        }

        this.form = form;
        files = [.. SourceFolder.GetFiles(form.Source, warnings).Where(file => !filesLeftOut.Contains(file.Path, StringComparer.Ordinal))];
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        options = CsvParserOptions.For(form.Separator);
        totalBytes = files.Sum(file => Math.Max(file.Length, 0));
        ahead = new ReadAhead(files);
    }

    private CsvFolder(CsvFolder whole, Func<FoundFile, bool> isWanted)
    {
        form = whole.form;
        options = whole.options;
        this.cancellationToken = whole.cancellationToken;
        files = [.. whole.files.Where(isWanted)];
        ahead = new ReadAhead(files);
    }

    /// <summary>The files that are to be read, in this order.</summary>
    internal IReadOnlyList<FoundFile> Found => files;

    /// <summary>The files that have been read, in the same order.</summary>
    internal IReadOnlyList<SourceFile> FilesRead => sourceFiles;

    /// <summary>Whether all have been read.</summary>
    internal bool IsComplete => sourceFiles.Count == files.Count;

    /// <summary>The files that were not read, or not to their end, and what is no file, as full sentences.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>The files that were not read, and why.</summary>
    internal IReadOnlyList<(string Path, Exception Cause)> UnreadFiles => unreadFiles;

    /// <summary>Reads all files.</summary>
    /// <param name="rows">Takes their rows.</param>
    /// <param name="blockSize">Bytes that are read at a time, where rows are read in blocks; <see langword="null"/> for what suits the files.</param>
    /// <returns>The files, in the order they were read.</returns>
    /// <exception cref="XlinkException"><c>SourceFileReadFailed</c>; <c>SourceSumTooLarge</c>.</exception>
    internal IReadOnlyList<SourceFile> Read(ICsvRows rows, int? blockSize = null)
    {
        ReadWhile(rows, () => true, blockSize);
        return sourceFiles;
    }

    /// <summary>Reads the next files.</summary>
    /// <param name="rows">Takes their rows; the same ones each time.</param>
    /// <param name="isWanted">Is asked before each file whether it is to be read now.</param>
    /// <param name="blockSize">Bytes that are read at a time, where rows are read in blocks; <see langword="null"/> for what suits the files.</param>
    /// <exception cref="XlinkException"><c>SourceFileReadFailed</c>; <c>SourceSumTooLarge</c>.</exception>
    internal void ReadWhile(ICsvRows rows, Func<bool> isWanted, int? blockSize = null)
    {
        blocks ??= CsvBlockPipeline.Create(rows, blockSize ?? CsvBlockPipeline.SizeFor(totalBytes));
        var isStopped = true;
        try
        {
            while (!IsComplete && isWanted())
            {
                this.cancellationToken.ThrowIfCancellationRequested();
                var file = files[sourceFiles.Count];
                sourceFiles.Add(ReadFile(file, rows));
                bytesBefore += Math.Max(file.Length, 0);
            }

            isStopped = IsComplete;
        }
        finally
        {
            blocks?.GiveBack();
            if (isStopped)
            {
                // Who takes the next files later finds them in the cache. Otherwise they can be moved now.
                ahead.Stop();
            }
        }
    }

    /// <summary>The same folder with some of its files only, and without progress.</summary>
    internal CsvFolder Only(Func<FoundFile, bool> isWanted) => new(this, isWanted);

    private SourceFile ReadFile(FoundFile file, ICsvRows rows)
    {
        var (rowsRead, rowsUsed, rowsOfOtherDays, rowsSkipped) = (rows.RowsRead, rows.RowsUsed, rows.RowsOfOtherDays, rows.SkippedRows.Count);
        rows.BeginFile(file.Path);

        // There is nothing to read in an empty file.
        using var open = file.Length == 0 ? null : TryOpen(file.Path);
        var wasRead = file.Length == 0 || (open is not null && TryReadRows(open, rows));
        var days = rows.FileDays;
        return new SourceFile
        {
            Path = file.Path,
            Length = (open?.Found ?? file).Length,
            LastWriteTimeUtc = (open?.Found ?? file).LastWriteTimeUtc,
            WasRead = wasRead,
            IsUnfinished = open is { WasUnfinished: true },
            LastIntervalEnd = rows.LastIntervalEnd,
            RowsRead = rows.RowsRead - rowsRead,
            RowsUsed = rows.RowsUsed - rowsUsed,
            RowsOfOtherDays = rows.RowsOfOtherDays - rowsOfOtherDays,
            RowsSkipped = rows.SkippedRows.Count - rowsSkipped,
            FirstDay = days?.Start,
            LastDay = days?.End,
        };
    }

    private OpenSourceFile? TryOpen(string path)
    {
        try
        {
            return OpenSourceFile.Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WarnOfUnreadFile(path, exception);
            return null;
        }
    }

    private bool TryReadRows(OpenSourceFile file, ICsvRows rows)
    {
        var rowsUsed = rows.RowsUsed;
        try
        {
            ReadRows(file, rows);
            return true;
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or FileLoadException))
        {
            if (rows.RowsUsed > rowsUsed)
            {
                throw XlinkException.InFile(
                    file.Found.Path, line: null, nameof(Messages.SourceFileReadFailed), XlinkErrorCategory.ReadError, exception, exception.Message);
            }

            WarnOfUnreadFile(file.Found.Path, exception);
            return false;
        }
    }

    private void WarnOfUnreadFile(string path, Exception exception)
    {
        unreadFiles.Add((path, exception));
        warnings.Add(MessageText.Format(nameof(Messages.SourceFileNotRead), path, exception.Message));
    }

    private void ReadRows(OpenSourceFile open, ICsvRows rows)
    {
        var (path, file) = (open.Found.Path, open.Stream);
        Report(path, file.Position, rows);
        using var text = new SourceTextFile(file);
        var lines = 0L;
        var headerLines = form.HeaderLines;
        try
        {
            if (blocks is not null)
            {
                var reader = new CsvBlockReader(text, headerLines, open.KeepsLastLineBack);
                if (blocks.Read(text, reader, ref lines, () => Report(path, file.Position, rows), this.cancellationToken))
                {
                    WarnIfUnfinished(open);
                    return;
                }

                headerLines = reader.HeaderLines;
            }

            ReadRecords(text, headerLines, open, rows, ref lines);
        }
        catch (OverflowException exception)
        {
            throw XlinkException.InFile(
                path, (int)Math.Min(lines, int.MaxValue), nameof(Messages.SourceSumTooLarge), XlinkErrorCategory.InvalidData, exception);
        }
    }

    private void WarnIfUnfinished(OpenSourceFile open)
    {
        if (open.IsUnfinished())
        {
            warnings.Add(MessageText.Format(nameof(Messages.SourceFileUnfinished), open.Found.Path));
        }
    }

    /// <summary>Reads a file, or the rest of one, with the CSV parser alone.</summary>
    private void ReadRecords(SourceTextFile text, int headerLines, OpenSourceFile open, ICsvRows rows, ref long lines)
    {
        using var records = new CsvRecordStream(text, form.Separator, headerLines, open.KeepsLastLineBack, this.cancellationToken);
        using var reader = CsvReader.Create(records, options, leaveOpen: true);
        var before = lines;
        if (rows is ICsvBlockRows blockRows)
        {
            blockRows.LinesBefore = before;
        }

        var count = 0;
        while (reader.Read())
        {
            lines = before + reader.LineNumber;
            rows.Read(reader);
            if (++count % RowsBetweenReports == 0)
            {
                Report(open.Found.Path, open.Stream.Position, rows);
            }
        }

        Report(open.Found.Path, open.Stream.Position, rows);
        WarnIfUnfinished(open);
    }

    private void Report(string path, long position, ICsvRows rows)
    {
        ahead.Follow(bytesBefore + position);
        this.progress?.Report(new SourceProgress
        {
            Source = path,
            Number = sourceFiles.Count + 1,
            Count = files.Count,
            BytesRead = bytesBefore + position,
            TotalBytes = totalBytes,
            RowsRead = rows.RowsRead,
        });
    }
}
