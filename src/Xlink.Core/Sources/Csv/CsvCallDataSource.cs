using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Importing;

namespace Xlink.Sources.Csv;

/// <summary>Call data from the CSV files of a folder: lines per interval or per call, of one or several files, added up [documented].</summary>
public sealed class CsvCallDataSource : ICallDataSource
{
    private readonly CsvCallDataSettings settings;
    private Dictionary<string, SourceSeries>? series;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    public CsvCallDataSource(CsvCallDataSettings settings) => this.settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <inheritdoc/>
    public string ExternalSystem => this.settings.ExternalSystem;

    /// <inheritdoc/>
    public int IntervalMinutes => this.settings.IntervalMinutes;

    /// <inheritdoc/>
    public SourceFileRule FileRule => new(this.settings.Source, this.settings.FileAction, this.settings.Destination);

    /// <inheritdoc/>
    public InterfaceLogSettings? InterfaceLog => this.settings.InterfaceLog;

    /// <summary>The tree stands in the configuration; no file is read for it [documented].</summary>
    /// <inheritdoc/>
    public SourceTree ReadTree(CancellationToken cancellationToken = default)
        => new(this.settings.ExternalSystem, this.settings.Groups, this.settings.SubGroups, [.. this.settings.Metrics.Select(metric => metric.Name)]);

    /// <inheritdoc/>
    public SourceSeries? FindSeries(string path)
    {
        this.series ??= ReadTree().Leaves.ToDictionary(
            leaf => leaf.Path.Substring(ExternalSystem.Length + 1), leaf => leaf.Series!, StringComparer.Ordinal);
        return this.series.TryGetValue(path, out var found) ? found : null;
    }

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

        return new Reading(this.settings, request, progress, cancellationToken).ReadAll();
    }

    /// <summary>One pass over the folder.</summary>
    private sealed class Reading
    {
        private readonly CsvCallDataSettings settings;
        private readonly CallDataRequest request;
        private readonly CallDataAccumulator values;
        private readonly SkippedRows skippedRows;
        private readonly CsvRowReader rows;
        private readonly CsvFolder folder;
        private readonly List<string> warnings;

        internal Reading(
            CsvCallDataSettings settings, CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
        {
            this.settings = settings;
            this.request = request;
            folder = new CsvFolder(
                new CsvFileForm(settings.Source, settings.Destination, settings.Separator, settings.HeaderLines), request.FilesLeftOut, progress, cancellationToken);
            warnings = [.. settings.Warnings];
            values = new CallDataAccumulator(
                new IntervalCalendar(request.Days, settings.IntervalMinutes, request.Zone), [.. request.Series.Select(GetAggregation)]);
            skippedRows = new SkippedRows(request.RowSkipped);
            this.rows = new CsvRowReader(settings, request.Series, values, skippedRows) { LineRead = request.LineRead };
        }

        internal CallDataReading ReadAll()
        {
            WarnOfUnknownSeries();
            var files = folder.Read(this.rows);
            warnings.AddRange(folder.Warnings);
            var cause = new LikelyCause(this.settings, this.request.Days, this.rows);
            if (cause.FindMissingColumn() is { } error)
            {
                throw error;
            }

            warnings.AddRange(cause.Find(files));
            return new CallDataReading(this.request, values)
            {
                RowsRead = this.rows.RowsRead,
                RowsUsed = this.rows.RowsUsed,
                RowsOfUnknownGroups = this.rows.RowsOfUnknownGroups,
                RowsOfOtherDays = this.rows.RowsOfOtherDays,
                RowsSkipped = skippedRows.Count,
                SkippedRows = skippedRows.Kept,
                Files = files,
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
    }
}
