using System.Collections.Generic;
using CsvHelper;
using NodaTime;
using Xlink.Configuration;
using Xlink.Sources;
using Xlink.Sources.Agents;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis;

/// <summary>What an import would make of the newest files with agent data, of a bounded part of them.</summary>
internal sealed class CsvAgentSample
{
    private readonly Dictionary<SkipReason, SkippedRow> first = [];
    private readonly SkippedRows skippedRows;
    private readonly CsvActivityReader reader;

    private CsvAgentSample(CsvAgentDataSettings settings)
    {
        skippedRows = new SkippedRows(Note);

        // Which days the rows are of does not matter here.
        var day = new LocalDate(2000, 1, 1);
        var request = new AgentDataRequest { Days = new DateInterval(day, day), Zone = DateTimeZone.Utc, Now = Instant.MaxValue };
        reader = new CsvActivityReader(settings, new AgentTimeline(settings.Activities, request), request.Zone, skippedRows);
    }

    /// <summary>Rows that can be imported.</summary>
    internal long UsableRows => reader.RowsRead + reader.RowsOfOtherDays;

    /// <summary>The columns that the rows have.</summary>
    internal CsvColumns Columns => reader.Columns;

    /// <summary>The first row of each kind of mistake.</summary>
    internal IReadOnlyCollection<SkippedRow> FirstSkipped => first.Values;

    /// <summary>How many rows were skipped for a mistake.</summary>
    internal long CountOf(SkipReason reason) => skippedRows.CountOf(reason);

    /// <summary>Looks at the newest files.</summary>
    /// <param name="settings">The configuration of the interface.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="section">Its section, which names the destination even where no file is moved.</param>
    /// <returns>The sample; without rows if there is no file.</returns>
    internal static CsvAgentSample Take(CsvAgentDataSettings settings, string installationPath, IConfigurationSection section)
    {
        var sample = new CsvAgentSample(settings);
        var files = NewestFiles.Find(settings.Source, section.GetText(CsvActivityKeys.Destination), installationPath);
        files.Read(settings.Separator, settings.HeaderLines, sample.Add);
        return sample;
    }

    private void Add(CsvReader row, string file)
    {
        reader.Columns.BeginFile(file);
        reader.Read(row);
    }

    private void Note(SkippedRow row)
    {
        if (!first.ContainsKey(row.Reason))
        {
            first.Add(row.Reason, row);
        }
    }
}
