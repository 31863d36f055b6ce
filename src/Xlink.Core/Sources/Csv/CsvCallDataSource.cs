using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Xlink.Sources.Csv;

/// <summary>Call data from the CSV files of a folder: lines per interval or per call, of one or several files, added up [documented].</summary>
public sealed class CsvCallDataSource : ICallDataSource
{
    private readonly CsvCallDataSettings settings;
    private Dictionary<string, SourceSeries>? series;
    private HashSet<SourceSeries>? known;

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

    /// <summary>Whether a series stands in the configuration.</summary>
    internal bool Has(SourceSeries wanted)
    {
        // Mostly it is one that was found here, and then its path says so.
        var path = wanted.SubGroup is null ? wanted.Group + ":" + wanted.Metric : wanted.Group + ":" + wanted.SubGroup + ":" + wanted.Metric;
        return ReferenceEquals(FindSeries(path), wanted) || (this.known ??= [.. this.series!.Values]).Contains(wanted);
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

        var reading = Begin(request, progress, cancellationToken);
        reading.ReadThrough(request.Days.End, untilUsed: false);
        return reading.Complete();
    }

    /// <summary>Begins to read part by part, in the order of the files: the parts together are what <see cref="Read"/> does.</summary>
    internal CsvCallDataReading Begin(CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
        => new(this, this.settings, request, progress, cancellationToken);
}
