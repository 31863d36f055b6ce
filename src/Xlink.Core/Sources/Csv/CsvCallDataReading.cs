using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Sources.Csv;

/// <summary>One pass over the files of a folder, in their order. Who asks for a long range takes it part by part, and gives up what is done with.</summary>
/// <remarks>
/// Which days a file has is only known when it has been read. A look at its ends says which day it begins with, and with that a day counts as complete as
/// soon as no file that is left begins so early. Where a file has earlier days nevertheless, these were not complete: <see cref="DaysMissed"/>.
/// </remarks>
internal sealed class CsvCallDataReading
{
    // Rows that come a little late, such as calls over midnight, stand in the file of a later day.
    private const int LateDays = 2;

    private readonly CsvCallDataSettings settings;
    private readonly CallDataRequest request;
    private readonly SkippedRows skippedRows;
    private readonly CsvRowReader rows;
    private readonly CsvFolder folder;
    private readonly List<string> warnings;
    private IReadOnlyList<LocalDate>? firstDaysLeft;

    /// <summary>Finds the files.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="CsvFolder"/>.</exception>
    internal CsvCallDataReading(
        CsvCallDataSource source, CsvCallDataSettings settings, CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        this.settings = settings;
        this.request = request;
        folder = new CsvFolder(
            new CsvFileForm(settings.Source, settings.Destination, settings.Separator, settings.HeaderLines), request.FilesLeftOut, progress, cancellationToken);
        warnings = [.. settings.Warnings];
        Values = new CallDataAccumulator(
            new IntervalCalendar(request.Days, settings.IntervalMinutes, request.Zone), [.. request.Series.Select(GetAggregation)]);
        skippedRows = new SkippedRows(request.RowSkipped);
        this.rows = new CsvRowReader(settings, request.Series, Values, skippedRows) { LineRead = request.LineRead };
        WarnOfUnknownSeries(source);
    }

    /// <summary>What has been added up so far.</summary>
    internal CallDataAccumulator Values { get; }

    /// <summary>Rows that went into a wanted series so far.</summary>
    internal long RowsUsed => this.rows.RowsUsed;

    /// <summary>Whether all files have been read.</summary>
    internal bool IsComplete => folder.IsComplete;

    /// <summary>Days that were closed before all their rows had come, as positions in the calendar.</summary>
    internal IReadOnlyCollection<int> DaysMissed => Values.DaysMissed;

    /// <summary>Reads files until a day and all days before seem complete. With the last day, all files.</summary>
    /// <param name="day">The day.</param>
    /// <param name="untilUsed">Whether to read on until a row was used: what is known then of the whole reading decides about days without data.</param>
    /// <exception cref="XlinkException"><c>SourceFileReadFailed</c>; <c>SourceSumTooLarge</c>.</exception>
    internal void ReadThrough(LocalDate day, bool untilUsed)
    {
        if (day >= this.request.Days.End)
        {
            folder.ReadWhile(this.rows, () => true);
            return;
        }

        firstDaysLeft ??= FindFirstDaysLeft();
        var end = day.PlusDays(LateDays);

        // Without any well-formed row the reading may still fail as a whole.
        folder.ReadWhile(this.rows, () => firstDaysLeft[folder.FilesRead.Count] <= end
            || (untilUsed ? this.rows.RowsUsed : this.rows.RowsRead + this.rows.RowsOfOtherDays) == 0);
    }

    /// <summary>What was read, when everything has been.</summary>
    /// <exception cref="XlinkException"><c>SourceColumnMissing</c>.</exception>
    internal CallDataReading Complete()
    {
        warnings.AddRange(folder.Warnings);
        var cause = new LikelyCause(this.settings, this.request, this.rows);
        if (cause.FindMissingColumn() is { } error)
        {
            throw error;
        }

        warnings.AddRange(cause.Find(folder.FilesRead));
        return new CallDataReading(this.request, Values)
        {
            RowsRead = this.rows.RowsRead,
            RowsUsed = this.rows.RowsUsed,
            RowsOfUnknownGroups = this.rows.RowsOfUnknownGroups,
            RowsOfOtherDays = this.rows.RowsOfOtherDays,
            RowsSkipped = skippedRows.Count,
            SkippedRows = skippedRows.Kept,
            Files = folder.FilesRead,
            Warnings = warnings,
        };
    }

    /// <summary>Bytes of the files that have rows of some days, or may have.</summary>
    /// <param name="days">The days, as positions in the calendar.</param>
    internal long CountBytesOf(IReadOnlyCollection<int> days) => folder.FilesRead.Where(file => MayHave(file, days)).Sum(file => file.Length);

    /// <summary>Adds some days up once more, from all files that have rows of them; what the first reading said about the files counts.</summary>
    /// <param name="days">The days, as positions in the calendar.</param>
    /// <exception cref="XlinkException"><c>SourceFileNotReadAgain</c>: a file is gone or cannot be opened by now; <c>SourceFileReadFailed</c>; <c>SourceSumTooLarge</c>.</exception>
    internal CallDataAccumulator ReadAgain(IReadOnlyCollection<int> days)
    {
        var values = new CallDataAccumulator(Values, days);
        var wanted = new HashSet<string>(folder.FilesRead.Where(file => MayHave(file, days)).Select(file => file.Path), StringComparer.Ordinal);
        var again = folder.Only(file => wanted.Contains(file.Path));
        again.Read(new CsvRowReader(this.settings, this.request.Series, values, new SkippedRows(log: null)));
        if (again.UnreadFiles.Count > 0)
        {
            var (path, cause) = again.UnreadFiles[0];
            throw XlinkException.InFile(path, line: null, nameof(Messages.SourceFileNotReadAgain), XlinkErrorCategory.ReadError, cause, cause.Message);
        }

        return values;
    }

    // A file that was not read added nothing.
    private bool MayHave(SourceFile file, IReadOnlyCollection<int> days)
        => file is { WasRead: true, FirstDay: { } first, LastDay: { } last }
            && days.Any(day => Values.Calendar.GetDate(day) is var date && first <= date && date <= last);

    /// <summary>The earliest day that any file from a position on begins with, for each position.</summary>
    private LocalDate[] FindFirstDaysLeft()
    {
        var ends = new CsvFileEnds(this.settings, Values.Calendar);
        var days = folder.Found.Select(file => ends.FindFirstDay(file) ?? LocalDate.MaxIsoValue).ToArray();
        for (var i = days.Length - 2; i >= 0; i--)
        {
            days[i] = LocalDate.Min(days[i], days[i + 1]);
        }

        return days;
    }

    private SeriesAggregation GetAggregation(SourceSeries series)
        => this.settings.AhtColumn is { } column && string.Equals(this.settings.ColumnNames[column - 1], series.Metric, StringComparison.Ordinal)
            ? SeriesAggregation.Average
            : SeriesAggregation.Sum;

    private void WarnOfUnknownSeries(CsvCallDataSource source)
    {
        foreach (var series in this.request.Series.Where(series => !source.Has(series)))
        {
            warnings.Add(MessageText.Format(
                nameof(Messages.SourceSeriesUnknown),
                string.Join(":", new[] { this.settings.ExternalSystem, series.Group, series.SubGroup, series.Metric }.Where(part => part is not null))));
        }
    }
}
