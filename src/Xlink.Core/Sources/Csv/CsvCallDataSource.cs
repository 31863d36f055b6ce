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

    private readonly CsvCallDataSettings _settings;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    public CsvCallDataSource(CsvCallDataSettings settings) => _settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <summary>The tree stands in the configuration; no file is read for it [documented].</summary>
    /// <inheritdoc/>
    public SourceTree ReadTree()
        => new(_settings.ExternalSystem, _settings.Groups, _settings.SubGroups, [.. _settings.Metrics.Select(metric => metric.Name)]);

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

        if (_settings.Destination is { } destination && !Directory.Exists(destination))
        {
            throw XlinkException.Create(nameof(Messages.DestinationFolderMissing), XlinkErrorCategory.ObjectNotFound, destination);
        }

        return new Reading(_settings, request, progress, cancellationToken).ReadAll();
    }

    /// <summary>One pass over the folder.</summary>
    private sealed class Reading
    {
        private readonly CsvCallDataSettings _settings;
        private readonly CallDataRequest _request;
        private readonly IProgress<SourceProgress>? _progress;
        private readonly CancellationToken _cancellationToken;
        private readonly CallDataAccumulator _values;
        private readonly SkippedRows _skippedRows;
        private readonly CsvRowReader _rows;
        private readonly CsvReaderOptions _options;
        private readonly IReadOnlyList<FoundFile> _files;
        private readonly List<SourceFile> _sourceFiles = [];
        private readonly List<string> _warnings;
        private readonly long _totalBytes;
        private long _bytesBefore;

        internal Reading(
            CsvCallDataSettings settings, CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
        {
            _settings = settings;
            _request = request;
            _progress = progress;
            _cancellationToken = cancellationToken;
            _files = SourceFolder.GetFiles(settings.Source);
            _totalBytes = _files.Sum(file => Math.Max(file.Length, 0));
            _warnings = [.. settings.Warnings];
            _values = new CallDataAccumulator(
                new IntervalCalendar(request.Days, settings.IntervalMinutes, request.Zone), [.. request.Series.Select(GetAggregation)]);
            _skippedRows = new SkippedRows(request.RowSkipped);
            _rows = new CsvRowReader(settings, request.Series, _values, _skippedRows);
            _options = CsvParserOptions.Create(settings.Separator);
        }

        internal CallDataReading ReadAll()
        {
            WarnOfUnknownSeries();
            foreach (var file in _files)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                _sourceFiles.Add(ReadFile(file));
                _bytesBefore += Math.Max(file.Length, 0);
            }

            var cause = new LikelyCause(_settings, _request.Days, _rows, _skippedRows);
            if (cause.FindMissingColumn() is { } error)
            {
                throw error;
            }

            _warnings.AddRange(cause.Find(_sourceFiles));
            return new CallDataReading(_request, _values)
            {
                RowsRead = _rows.RowsRead,
                RowsUsed = _rows.RowsUsed,
                RowsOfUnknownGroups = _rows.RowsOfUnknownGroups,
                RowsOfOtherDays = _rows.RowsOfOtherDays,
                RowsSkipped = _skippedRows.Count,
                SkippedRows = _skippedRows.Kept,
                Files = _sourceFiles,
                Warnings = _warnings,
            };
        }

        private SeriesAggregation GetAggregation(SourceSeries series)
            => _settings.AhtColumn is { } column && string.Equals(_settings.ColumnNames[column - 1], series.Metric, StringComparison.Ordinal)
                ? SeriesAggregation.Average
                : SeriesAggregation.Sum;

        private void WarnOfUnknownSeries()
        {
            var known = new HashSet<SourceSeries>(new CsvCallDataSource(_settings).ReadTree().Leaves.Select(leaf => leaf.Series!));
            foreach (var series in _request.Series.Where(series => !known.Contains(series)))
            {
                _warnings.Add(MessageText.Format(
                    nameof(Messages.SourceSeriesUnknown),
                    string.Join(":", new[] { _settings.ExternalSystem, series.Group, series.SubGroup, series.Metric }.Where(part => part is not null))));
            }
        }

        private SourceFile ReadFile(FoundFile file)
        {
            var (rowsRead, rowsUsed, rowsOfOtherDays, rowsSkipped) = (_rows.RowsRead, _rows.RowsUsed, _rows.RowsOfOtherDays, _skippedRows.Count);
            _rows.BeginFile(file.Path);

            // There is nothing to read in an empty file. Things that only look like files, such as pipes, look empty, and opening one blocks.
            using var stream = file.Length == 0 ? null : TryOpen(ref file);
            var wasRead = file.Length == 0 || (stream is not null && TryReadRows(file.Path, stream));
            return new SourceFile
            {
                Path = file.Path,
                Length = file.Length,
                LastWriteTimeUtc = file.LastWriteTimeUtc,
                WasRead = wasRead,
                RowsRead = _rows.RowsRead - rowsRead,
                RowsUsed = _rows.RowsUsed - rowsUsed,
                RowsOfOtherDays = _rows.RowsOfOtherDays - rowsOfOtherDays,
                RowsSkipped = _skippedRows.Count - rowsSkipped,
                FirstDay = GetDate(_rows.FirstDay),
                LastDay = GetDate(_rows.LastDay),
            };

            LocalDate? GetDate(int day) => _rows.FirstDay <= _rows.LastDay ? _values.Calendar.GetDate(day) : null;
        }

        /// <summary>Opens a file, and looks at it again: whatever is written from here on shows that it has changed since it was read.</summary>
        private FileStream? TryOpen(ref FoundFile file)
        {
            try
            {
                var stream = new FileStream(
                    file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
                file = FoundFile.Find(file.Path);
                return stream;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                WarnOfUnreadFile(file.Path, exception);
                return null;
            }
        }

        private bool TryReadRows(string path, FileStream stream)
        {
            var rowsUsed = _rows.RowsUsed;
            try
            {
                ReadRows(path, stream);
                return true;
            }
            catch (IOException exception) when (exception is not (FileNotFoundException or FileLoadException))
            {
                if (_rows.RowsUsed > rowsUsed)
                {
                    throw XlinkException.InFile(
                        path, line: null, nameof(Messages.SourceFileReadFailed), XlinkErrorCategory.ReadError, exception, exception.Message);
                }

                WarnOfUnreadFile(path, exception);
                return false;
            }
        }

        private void WarnOfUnreadFile(string path, Exception exception)
            => _warnings.Add(MessageText.Format(nameof(Messages.SourceFileNotRead), path, exception.Message));

        private void ReadRows(string path, FileStream file)
        {
            Report(path, file.Position);
            using var records = new CsvRecordStream(new SourceTextFile(file), _settings.Separator, _settings.HeaderLines, _cancellationToken);
            using var reader = CsvReader.Create(records, _options, leaveOpen: true);
            var rows = 0;
            try
            {
                while (reader.Read())
                {
                    _rows.Read(reader);
                    if (++rows % RowsBetweenReports == 0)
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
        }

        private void Report(string path, long position) => _progress?.Report(new SourceProgress
        {
            Source = path,
            Number = _sourceFiles.Count + 1,
            Count = _files.Count,
            BytesRead = _bytesBefore + position,
            TotalBytes = _totalBytes,
            RowsRead = _rows.RowsRead,
        });
    }
}
