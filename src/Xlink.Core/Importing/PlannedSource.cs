using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Importing;

/// <summary>An external system that an import reads, and the series that are mapped.</summary>
/// <param name="externalSystem">Its name as on the server.</param>
/// <param name="source">Where its data comes from.</param>
/// <param name="logs">Its interface logs; <see langword="null"/> for none.</param>
internal sealed class PlannedSource(string externalSystem, ICallDataSource source, InterfaceLogs? logs = null)
{
    private readonly Dictionary<SourceSeries, int> positions = [];
    private readonly List<SourceSeries> series = [];

    /// <summary>Its name as on the server.</summary>
    internal string ExternalSystem => externalSystem;

    internal int IntervalMinutes => source.IntervalMinutes;

    /// <summary>What becomes of its files; <see langword="null"/> if it has none.</summary>
    internal SourceFileRule? FileRule => source.FileRule;

    /// <summary>Whether it can tell the lines it reads.</summary>
    internal bool HasLines => source is CsvCallDataSource;

    /// <summary>Is told the lines it reads.</summary>
    internal Action<SourceCall>? LineRead { get; set; }

    /// <summary>Whether a series of it is mapped.</summary>
    internal bool IsWanted => series.Count > 0;

    /// <summary>What was read; <see langword="null"/> before, or if it failed.</summary>
    internal CallDataReading? Reading { get; private set; }

    /// <summary>How long reading it took.</summary>
    internal TimeSpan ReadingTime { get; private set; }

    /// <summary>Whether its configuration has a metric.</summary>
    internal bool Knows(SourcePath path) => source.FindSeries(path.Path) is not null;

    /// <summary>Adds a metric of its tree to what is read.</summary>
    internal MappedSource Want(SourcePath path)
    {
        var found = source.FindSeries(path.Path)!;
        if (!positions.TryGetValue(found, out var position))
        {
            position = series.Count;
            positions.Add(found, position);
            series.Add(found);
        }

        return new MappedSource(this, position);
    }

    /// <summary>Reads the mapped series.</summary>
    /// <param name="request">What is wanted, without the series.</param>
    /// <param name="isDryRun">Whether nothing is to be written: then there are no interface logs either.</param>
    /// <param name="progress">Follows the reading.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Read(CallDataRequest request, bool isDryRun, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        request = request with { Series = series, LineRead = LineRead };
        var watch = Stopwatch.StartNew();
        Reading = logs is null || isDryRun
            ? source.Read(request, progress, cancellationToken)
            : logs.Note(request, noting => source.Read(noting, progress, cancellationToken));
        ReadingTime = watch.Elapsed;
    }
}
