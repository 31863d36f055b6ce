using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Xlink.Mapping;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Importing;

/// <summary>An external system that an import reads, and the series that are mapped.</summary>
internal sealed class PlannedSource
{
    private readonly CsvCallDataSource source;
    private readonly Dictionary<string, SourceSeries> known;
    private readonly Dictionary<SourceSeries, int> positions = [];
    private readonly List<SourceSeries> series = [];

    internal PlannedSource(string externalSystem, CsvCallDataSettings settings)
    {
        ExternalSystem = externalSystem;
        Settings = settings;
        source = new CsvCallDataSource(settings);
        var tree = source.ReadTree();
        known = tree.Leaves.ToDictionary(leaf => leaf.Path.Substring(tree.ExternalSystem.Length + 1), leaf => leaf.Series!, StringComparer.Ordinal);
    }

    /// <summary>Its name as on the server.</summary>
    internal string ExternalSystem { get; }

    internal CsvCallDataSettings Settings { get; }

    /// <summary>Whether a series of it is mapped.</summary>
    internal bool IsWanted => series.Count > 0;

    /// <summary>What was read; <see langword="null"/> before, or if it failed.</summary>
    internal CallDataReading? Reading { get; private set; }

<<<<<<< HEAD
    /// <summary>Whether its tree has a metric.</summary>
    internal bool Knows(SourcePath path) => known.ContainsKey(path.Path);

    /// <summary>Adds a metric of its tree to what is read.</summary>
    internal MappedSource Want(SourcePath path)
=======
    /// <summary>How long reading took.</summary>
    internal TimeSpan ReadingTime { get; private set; }

    /// <summary>Adds a mapped source to what is read.</summary>
    /// <returns>Whether the external system's tree has it.</returns>
    internal bool Want(SourcePath path)
>>>>>>> pester
    {
        var found = known[path.Path];
        if (!positions.TryGetValue(found, out var position))
        {
            position = series.Count;
            positions.Add(found, position);
            series.Add(found);
        }

        return new MappedSource(this, position);
    }

    /// <summary>Reads the mapped series.</summary>
    internal void Read(CallDataRequest request, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
<<<<<<< HEAD
        => Reading = source.Read(request with { Series = series }, progress, cancellationToken);
=======
    {
        var watch = Stopwatch.StartNew();
        Reading = source.Read(request with { Series = series }, progress, cancellationToken);
        ReadingTime = watch.Elapsed;
    }

    /// <summary>Moves or deletes what was read, now that the server has it.</summary>
    /// <param name="importedDays">The days that the server has.</param>
    /// <param name="log">Takes the lines of DeleteImportFiles.log.</param>
    /// <returns>The files and what became of them.</returns>
    internal IReadOnlyList<SourceFileOutcome> DisposeOfFiles(DateInterval importedDays, Action<string> log)
        => new SourceFileDisposal(settings.FileAction, settings.Destination, log).Complete(Reading!.Files, importedDays);
>>>>>>> pester
}
