using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CsvHelper;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources.Text;

namespace Xlink.Sources.Csv;

/// <summary>Call data from the CSV files of a folder: lines per interval or per call, of one or several files, added up [documented].</summary>
public sealed class CsvCallDataSource : ICallDataSource
{
    private const int RowsBetweenReports = 0x4000;

    private readonly CsvCallDataSettings settings;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    public CsvCallDataSource(CsvCallDataSettings settings) => this.settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <summary>The tree stands in the configuration; no file is read for it [documented].</summary>
    /// <inheritdoc/>
    public SourceTree ReadTree()
        => new(this.settings.ExternalSystem, this.settings.Groups, this.settings.SubGroups, [.. this.settings.Metrics.Select(metric => metric.Name)]);

    /// <summary>
    /// Reads every file of the folder once. A file that cannot be opened is left out with a warning, and the others are read; a file whose
    /// reading fails after some of its rows were added ends the whole reading, since half a file must not be taken for all of it.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="XlinkException">
    /// <c>SourceFolderMissing</c>, <c>SourceFolderUnreadable</c>, <c>DestinationFolderMissing</c>; <c>SourceColumnMissing</c>: no row has a
    /// column that the configuration needs; <c>SourceFileReadFailed</c>; <c>SourceSumTooLarge</c>.
    /// </exception>
    public CallDataReading Read(CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }

        if (this.settings.Destination is { } destination && !Directory.Exists(destination))
        {
            throw XlinkException.Create(nameof(Messages.DestinationFolderMissing), XlinkErrorCategory.ObjectNotFound, destination);
        }

        return new Reading(this.settings, request, progress, cancellationToken).ReadAll();
    }

    /// <summary>One pass over the folder.</summary>
    private sealed class Reading
    {
        private readonly CsvCallDataSettings settings;
        private readonly CallDataRequest request;
        private readonly IProgress<SourceProgress>? progress;
        private readonly CancellationToken cancellationToken;
        private readonly CallDataAccumulator values;
        private readonly SkippedRows skippedRows;
        private readonly CsvRowReader rows;
        private readonly CsvReaderOptions options;
        private readonly IReadOnlyList<FoundFile> files;
        private readonly List<SourceFile> sourceFiles = [];
        private readonly List<string> warnings;
        private readonly long totalBytes;
        private long bytesBefore;

        internal Reading(
            CsvCallDataSettings settings, CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
        {
            this.settings = settings;
            this.request = request;
            this.progress = progress;
            this.cancellationToken = cancellationToken;
            files = [.. SourceFolder.GetFiles(settings.Source).Where(file => !request.FilesLeftOut.Contains(file.Path, StringComparer.Ordinal))];
            totalBytes = files.Sum(file => Math.Max(file.Length, 0));
            warnings = [.. settings.Warnings];
            values = new CallDataAccumulator(
                new IntervalCalendar(request.Days, settings.IntervalMinutes, request.Zone), [.. request.Series.Select(GetAggregation)]);
            skippedRows = new SkippedRows(request.RowSkipped);
            this.rows = new CsvRowReader(settings, request.Series, values, skippedRows);
            options = CsvParserOptions.Create(settings.Separator);
        }

        internal CallDataReading ReadAll()
        {
            WarnOfUnknownSeries();
            foreach (var file in files)
            {
                this.cancellationToken.ThrowIfCancellationRequested();
                sourceFiles.Add(ReadFile(file));
                bytesBefore += Math.Max(file.Length, 0);
            }

            var cause = new LikelyCause(this.settings, this.request.Days, this.rows, skippedRows);
            if (cause.FindMissingColumn() is { } error)
            {
                throw error;
            }

            warnings.AddRange(cause.Find(sourceFiles));
            return new CallDataReading(this.request, values)
            {
                RowsRead = this.rows.RowsRead,
                RowsUsed = this.rows.RowsUsed,
                RowsOfUnknownGroups = this.rows.RowsOfUnknownGroups,
                RowsOfOtherDays = this.rows.RowsOfOtherDays,
                RowsSkipped = skippedRows.Count,
                SkippedRows = skippedRows.Kept,
                Files = sourceFiles,
                Warnings = warnings,
            };
        }

        private SeriesAggregation GetAggregation(SourceSeries series)
            => this.settings.AhtColumn is { } column && string.Equals(this.settings.ColumnNames[column - 1], series.Metric, StringComparison.Ordinal)
                ? SeriesAggregation.Average
                : SeriesAggregation.Sum;

        private void WarnOfUnknownSeries()
        {
            var known = new HashSet<SourceSeries>(new CsvCallDataSource(this.settings).ReadTree().Leaves.Select(leaf => leaf.Series!));
            foreach (var series in this.request.Series.Where(series => !known.Contains(series)))
            {
                warnings.Add(MessageText.Format(
                    nameof(Messages.SourceSeriesUnknown),
                    string.Join(":", new[] { this.settings.ExternalSystem, series.Group, series.SubGroup, series.Metric }.Where(part => part is not null))));
            }
        }

        private SourceFile ReadFile(FoundFile file)
        {
            var (rowsRead, rowsUsed, rowsOfOtherDays, rowsSkipped) = (this.rows.RowsRead, this.rows.RowsUsed, this.rows.RowsOfOtherDays, skippedRows.Count);
            this.rows.BeginFile(file.Path);

            // There is nothing to read in an empty file. Things that only look like files, such as pipes, look empty, and opening one blocks.
            using var open = file.Length == 0 ? null : TryOpen(file.Path);
            var wasRead = file.Length == 0 || (open is not null && TryReadRows(open));
            return new SourceFile
            {
                Path = file.Path,
                Length = (open?.Found ?? file).Length,
                LastWriteTimeUtc = (open?.Found ?? file).LastWriteTimeUtc,
                WasRead = wasRead,
                IsUnfinished = open is { WasUnfinished: true },
                LastIntervalEnd = this.rows.LastSlot is { Interval: >= 0 } last ? values.Calendar.Days[last.Day].GetEnd(last.Interval).ToInstant() : null,
                RowsRead = this.rows.RowsRead - rowsRead,
                RowsUsed = this.rows.RowsUsed - rowsUsed,
                RowsOfOtherDays = this.rows.RowsOfOtherDays - rowsOfOtherDays,
                RowsSkipped = skippedRows.Count - rowsSkipped,
                FirstDay = GetDate(this.rows.FirstDay),
                LastDay = GetDate(this.rows.LastDay),
            };

            LocalDate? GetDate(int day) => this.rows.FirstDay <= this.rows.LastDay ? values.Calendar.GetDate(day) : null;
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

        private bool TryReadRows(OpenSourceFile file)
        {
            var rowsUsed = this.rows.RowsUsed;
            try
            {
                ReadRows(file);
                return true;
            }
            catch (IOException exception) when (exception is not (FileNotFoundException or FileLoadException))
            {
                if (this.rows.RowsUsed > rowsUsed)
                {
                    throw XlinkException.InFile(
                        file.Found.Path, line: null, nameof(Messages.SourceFileReadFailed), XlinkErrorCategory.ReadError, exception, exception.Message);
                }

                WarnOfUnreadFile(file.Found.Path, exception);
                return false;
            }
        }

        private void WarnOfUnreadFile(string path, Exception exception)
            => warnings.Add(MessageText.Format(nameof(Messages.SourceFileNotRead), path, exception.Message));

        private void ReadRows(OpenSourceFile open)
        {
            var (path, file) = (open.Found.Path, open.Stream);
            Report(path, file.Position);
            using var records = new CsvRecordStream(
                new SourceTextFile(file), this.settings.Separator, this.settings.HeaderLines, open.KeepsLastLineBack, this.cancellationToken);
            using var reader = CsvReader.Create(records, options, leaveOpen: true);
            var count = 0;
            try
            {
                while (reader.Read())
                {
                    this.rows.Read(reader);
                    if (++count % RowsBetweenReports == 0)
                    {
                        Report(path, file.Position);
                    }
                }
            }
            catch (OverflowException exception)
            {
                throw XlinkException.InFile(
                    path, (int)Math.Min(reader.LineNumber, int.MaxValue), nameof(Messages.SourceSumTooLarge), XlinkErrorCategory.InvalidData, exception);
            }

            Report(path, file.Position);
            if (open.IsUnfinished())
            {
                warnings.Add(MessageText.Format(nameof(Messages.SourceFileUnfinished), path));
            }
        }

        private void Report(string path, long position) => this.progress?.Report(new SourceProgress
        {
            Source = path,
            Number = sourceFiles.Count + 1,
            Count = files.Count,
            BytesRead = bytesBefore + position,
            TotalBytes = totalBytes,
            RowsRead = this.rows.RowsRead,
        });
    }
}
