using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Sources.Agents;

namespace Xlink.Sources.Csv;

/// <summary>Agent data from the CSV files of a folder [documented].</summary>
public sealed class CsvAgentDataSource : IAgentDataSource
{
    private readonly CsvAgentDataSettings settings;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    public CsvAgentDataSource(CsvAgentDataSettings settings) => this.settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <summary>
    /// Reads every file of the folder once. A file that cannot be opened is left out with a warning, and the others are read; a file whose
    /// reading fails after some of its rows were used ends the whole reading, since half a file must not be taken for all of it.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="XlinkException">
    /// <c>SourceFolderMissing</c>, <c>SourceFolderUnreadable</c>, <c>DestinationFolderMissing</c>; <c>SourceColumnMissing</c>: no row has a
    /// column that the configuration needs; <c>SourceFileReadFailed</c>.
    /// </exception>
    public AgentDataReading Read(AgentDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }

        var folder = new CsvFolder(
            new CsvFileForm(this.settings.Source, this.settings.Destination, this.settings.Separator, this.settings.HeaderLines), request.FilesLeftOut, progress, cancellationToken);
        var timeline = new AgentTimeline(this.settings.Activities, request);
        var rows = new CsvActivityReader(this.settings, timeline, request.Zone, new SkippedRows(request.RowSkipped));
        var files = folder.Read(rows);
        ThrowIfColumnsAreMissing(rows);
        return new AgentDataReading
        {
            Days = timeline.ToDays(),
            ExternalActivities = this.settings.ExternalActivities,
            RowsRead = rows.RowsRead,
            RowsOfOtherDays = rows.RowsOfOtherDays,
            RowsSkipped = rows.SkippedRows.Count,
            SkippedRows = rows.SkippedRows.Kept,
            Files = files,
            Warnings = [.. this.settings.Warnings, .. folder.Warnings, .. FindWarnings(rows, files, request.Days), .. rows.FindRepeatedStarts()],
        };
    }

    private void ThrowIfColumnsAreMissing(CsvActivityReader rows)
    {
        if (rows.RowsRead + rows.RowsOfOtherDays == 0 && rows.Columns.AllTooFew)
        {
            var first = rows.SkippedRows.Kept[0];
            throw XlinkException.InFile(
                first.FilePath,
                first.Line,
                nameof(Messages.SourceColumnMissing),
                XlinkErrorCategory.InvalidData,
                rows.Columns.MostColumnsOfTooFew,
                CsvActivityKeys.ColumnNames,
                this.settings.ColumnNames.Count,
                this.settings.ExternalSystem);
        }
    }

    private IReadOnlyList<string> FindWarnings(CsvActivityReader rows, IReadOnlyList<SourceFile> files, DateInterval days)
    {
        if (rows.RowsRead == 0)
        {
            return [MessageText.Format(nameof(Messages.SourceCauseOfAll), this.settings.ExternalSystem, FindCause(rows, files, days))];
        }

        return this.settings.ExternalActivities.Count == 0 || rows.UnknownActivities.Count == 0
            ? []
            :
            [
                MessageText.Format(
                    nameof(Messages.SourceActivitiesUnnamed), this.settings.ExternalSystem, string.Join(", ", rows.UnknownActivities), CsvActivityKeys.Identifiers),
            ];
    }

    /// <summary>Why no row is one of the wanted days.</summary>
    private string FindCause(CsvActivityReader rows, IReadOnlyList<SourceFile> files, DateInterval days)
    {
        if (files.Count == 0)
        {
            return MessageText.Format(nameof(Messages.SourceCauseNoFile), this.settings.Source);
        }

        if (!files.Any(file => file.WasRead))
        {
            return MessageText.Format(nameof(Messages.SourceCauseNoFileRead), this.settings.Source);
        }

        if (rows.RowsOfOtherDays > 0)
        {
            return MessageText.Format(
                nameof(Messages.SourceCauseOtherDays), files.Min(file => file.FirstDay), files.Max(file => file.LastDay), days.Start, days.End);
        }

        return rows.SkippedRows.Count == 0
            ? MessageText.Format(nameof(Messages.SourceCauseNoRows), this.settings.Source, this.settings.HeaderLines)
            : rows.Columns.FindSeparator(this.settings.ExternalSystem, CsvActivityKeys.SeparatorCharacter)
                ?? MessageText.Format(nameof(Messages.SourceCauseMalformed), rows.SkippedRows.Count);
    }
}
