using System;
using System.Collections.Generic;
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

    /// <summary>Whether its tree has a metric.</summary>
    internal bool Knows(SourcePath path) => known.ContainsKey(path.Path);

    /// <summary>Adds a metric of its tree to what is read.</summary>
    internal MappedSource Want(SourcePath path)
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
        => Reading = source.Read(request with { Series = series }, progress, cancellationToken);
}
