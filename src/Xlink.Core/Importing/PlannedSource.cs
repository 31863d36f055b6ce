using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Mapping;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Importing;

/// <summary>An external system that an import reads, and the series that are mapped.</summary>
internal sealed class PlannedSource(string externalSystem, CsvCallDataSettings settings)
{
    private readonly CsvCallDataSource source = new(settings);
    private readonly Dictionary<string, SourceSeries> known =
        new CsvCallDataSource(settings).ReadTree().Leaves.ToDictionary(leaf => leaf.Path, leaf => leaf.Series!, StringComparer.Ordinal);
    private readonly Dictionary<SourcePath, int> wanted = [];
    private readonly List<SourceSeries> series = [];

    /// <summary>Its name as on the server.</summary>
    internal string ExternalSystem { get; } = externalSystem;

    /// <summary>Whether a series of it is mapped.</summary>
    internal bool IsWanted => series.Count > 0;

    /// <summary>What was read; <see langword="null"/> before.</summary>
    internal CallDataReading? Reading { get; private set; }

    /// <summary>Adds a mapped source to what is read.</summary>
    /// <returns>Whether the external system's tree has it.</returns>
    internal bool Want(SourcePath path)
    {
        if (wanted.ContainsKey(path))
        {
            return true;
        }

        if (!known.TryGetValue(path.ToString(), out var found))
        {
            return false;
        }

        wanted.Add(path, series.Count);
        series.Add(found);
        return true;
    }

    /// <summary>Where in the reading's series a mapped source stands.</summary>
    internal int SeriesOf(SourcePath path) => wanted[path];

    /// <summary>Reads the mapped series.</summary>
    internal void Read(CallDataRequest request, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
        => Reading = source.Read(request with { Series = series }, progress, cancellationToken);

    /// <summary>Moves or deletes what was read, now that the server has it.</summary>
    /// <param name="importedDays">The days that the server has.</param>
    /// <param name="log">Takes the lines of DeleteImportFiles.log.</param>
    /// <returns>The files and what became of them.</returns>
    internal IReadOnlyList<SourceFileOutcome> DisposeOfFiles(DateInterval importedDays, Action<string> log)
        => new SourceFileDisposal(settings.FileAction, settings.Destination, log).Complete(Reading!.Files, importedDays);
}
