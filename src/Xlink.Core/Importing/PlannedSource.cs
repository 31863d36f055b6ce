using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using NodaTime;
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
    private CsvCallDataReading? parts;
    private CallDataReading? whole;
    private CallDataAccumulator? again;
    private bool hasFailed;

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

    /// <summary>What has been added up of the days that are still open; <see langword="null"/> before, or if it failed.</summary>
    internal CallDataAccumulator? Values => hasFailed ? null : again ?? parts?.Values ?? whole?.Values;

    /// <summary>Rows that went into a series so far.</summary>
    internal long RowsUsed => parts?.RowsUsed ?? whole?.RowsUsed ?? 0;

    /// <summary>What was read, when all of it has been; <see langword="null"/> if it failed.</summary>
    internal CallDataReading? Reading => hasFailed ? null : whole;

    /// <summary>Whether reading has failed.</summary>
    internal bool HasFailed => hasFailed;

    /// <summary>Closed days that files had rows of nevertheless; all files have been read.</summary>
    internal IReadOnlyCollection<int> DaysMissed => hasFailed ? [] : parts?.DaysMissed ?? [];

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

    /// <summary>Reads the mapped series of all days.</summary>
    /// <param name="request">What is wanted, without the series.</param>
    /// <param name="isDryRun">Whether nothing is to be written: then there are no interface logs either.</param>
    /// <param name="progress">Follows the reading.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Read(CallDataRequest request, bool isDryRun, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
        => Measure(() =>
        {
            request = request with { Series = series, LineRead = LineRead };
            whole = logs is null || isDryRun
                ? source.Read(request, progress, cancellationToken)
                : logs.Note(request, noting => source.Read(noting, progress, cancellationToken));
        });

    /// <summary>Reads the mapped series until a day and all days before are complete, as far as can be seen; with the last day, everything.</summary>
    /// <param name="day">The day.</param>
    /// <param name="untilUsed">Whether to read on until a row was used.</param>
    /// <param name="request">What is wanted, without the series; the same every time.</param>
    /// <param name="isDryRun">Whether nothing is to be written: then there are no interface logs either.</param>
    /// <param name="progress">Follows the reading; the first one does.</param>
    /// <param name="cancellationToken">Stops it; the first one does.</param>
    /// <remarks>A database is asked once, and what is logged value by value is read at once.</remarks>
    internal void ReadThrough(
        LocalDate day, bool untilUsed, CallDataRequest request, bool isDryRun, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        if (whole is not null)
        {
            return;
        }

        if (source is not CsvCallDataSource files || (logs is not null && !isDryRun))
        {
            Read(request, isDryRun, progress, cancellationToken);
            return;
        }

        Measure(() =>
        {
            parts ??= files.Begin(request with { Series = series, LineRead = LineRead }, progress, cancellationToken);
            parts.ReadThrough(day, untilUsed);
            if (parts.IsComplete && day >= request.Days.End)
            {
                whole = parts.Complete();
            }
        });
    }

    /// <summary>Gives up what was added up of days that have been written.</summary>
    internal void Close(int firstDay, int count)
    {
        for (var day = firstDay; day < firstDay + count; day++)
        {
            parts?.Values.Close(day, isReused: whole is null);
        }
    }

    /// <summary>Bytes that <see cref="ReadAgain"/> reads.</summary>
    internal long CountBytesOf(IReadOnlyCollection<int> days) => hasFailed ? 0 : parts?.CountBytesOf(days) ?? 0;

    /// <summary>Adds closed days up once more. <see cref="Values"/> has these until <see cref="EndReadingAgain"/>.</summary>
    internal void ReadAgain(IReadOnlyCollection<int> days) => Measure(() => again = parts?.ReadAgain(days));

    /// <summary>Gives up what was read once more.</summary>
    internal void EndReadingAgain() => again = null;

    private void Measure(Action read)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            read();
        }
        catch (XlinkException)
        {
            hasFailed = true;
            throw;
        }
        finally
        {
            ReadingTime += watch.Elapsed;
        }
    }
}
