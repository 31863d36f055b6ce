using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Says why a configuration matches no row, or not the rows it is meant to: the most frequent failure of all.</summary>
/// <param name="settings">The configuration.</param>
/// <param name="request">What was asked for.</param>
/// <param name="rows">What was found.</param>
internal sealed class LikelyCause(CsvCallDataSettings settings, CallDataRequest request, CsvRowReader rows)
{
    private const int MaximumNamesShown = 5;

    // Fewer days may well be without a call of a queue, such as those of a weekend [our reading].
    private const int DaysWithEveryGroup = 7;

    /// <summary>The error, if every row of every file has too few columns: nothing can be right then.</summary>
    internal XlinkException? FindMissingColumn()
    {
        var found = rows.Columns.MostColumnsOfTooFew;
        if (rows.RowsRead + rows.RowsOfOtherDays != 0 || !rows.Columns.AllTooFew)
        {
            return null;
        }

        var first = rows.SkippedRows.Kept[0];
        var (key, column) = FindKeyBeyond(found);
        return XlinkException.InFile(
            first.FilePath, first.Line, nameof(Messages.SourceColumnMissing), XlinkErrorCategory.InvalidData, found, key, column, settings.ExternalSystem);
    }

    /// <summary>
    /// The warnings: one if no row matches, otherwise one for each name that the files seem to write differently, and one for the mapped names that they do not have.
    /// </summary>
    /// <param name="files">The files of the import.</param>
    internal IEnumerable<string> Find(IReadOnlyList<SourceFile> files)
        => rows.RowsRead > rows.RowsOfUnknownGroups
            ? FindNearMisses().Select(cause => MessageText.Format(nameof(Messages.SourceCauseOfSome), settings.ExternalSystem, cause)).Concat(FindMissingNames())
            : [MessageText.Format(nameof(Messages.SourceCauseOfAll), settings.ExternalSystem, FindMismatch(files))];

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => "'" + name + "'"));

    private (string Key, int Column) FindKeyBeyond(int columns)
    {
        (string Key, int? Column)[] keys =
        [
            (CsvKeys.GroupColumn, settings.GroupColumn),
            (CsvKeys.SubGroupColumn, settings.SubGroupColumn),
            (CsvKeys.DateColumn, settings.DateColumn),
            (CsvKeys.TimeColumn, settings.TimeColumn),
            (CsvKeys.TimeStampColumn, settings.TimeStampColumn),
            (CsvKeys.AhtColumn, settings.AhtColumn),
            (CsvKeys.AhtWeightColumn, settings.AhtWeightColumn),
            (CsvKeys.ColumnNames, settings.ColumnNames.Count),
        ];
        var beyond = keys.First(key => key.Column > columns);
        return (beyond.Key, beyond.Column.GetValueOrDefault());
    }

    private IEnumerable<string> FindNearMisses()
        => FindNearMisses(CsvKeys.Groups, rows.Groups).Concat(rows.SubGroups is { } level ? FindNearMisses(CsvKeys.SubGroups, level) : []);

    private static IEnumerable<string> FindNearMisses(string key, CsvGroups level)
        => level.FindNearMisses().Select(names => MessageText.Format(nameof(Messages.SourceCauseSpelling), key, names.Configured, names.Found));

    /// <summary>
    /// The warning of mapped names that are in no row of the wanted days. [Our reading] Where others have rows, only if there are days enough; the import of a day is
    /// warned of nothing but that nothing of it is mapped.
    /// </summary>
    private IEnumerable<string> FindMissingNames()
    {
        if (rows.RowsUsed > 0 && request.Days.Length < DaysWithEveryGroup)
        {
            return [];
        }

        var groups = rows.Groups.FindMissing(request.Series.Select(series => series.Group));
        var subGroups = rows.SubGroups?.FindMissing(request.Series.Select(series => series.SubGroup).OfType<string>()) ?? [];
        IReadOnlyList<string> names = [.. groups, .. subGroups];
        var keys = groups.Count == 0 ? CsvKeys.SubGroups : subGroups.Count == 0 ? CsvKeys.Groups : CsvKeys.Groups + ", " + CsvKeys.SubGroups;
        return names.Count == 0
            ? []
            :
            [
                MessageText.Format(
                    rows.RowsUsed == 0 ? nameof(Messages.SourceMappedMissing) : nameof(Messages.SourceMappedPartlyMissing),
                    settings.ExternalSystem,
                    request.Days.Start,
                    request.Days.End,
                    List(names),
                    keys),
            ];
    }

    private static string List(IReadOnlyList<string> names)
        => names.Count <= MaximumNamesShown
            ? Quote(names)
            : MessageText.Format(nameof(Messages.SourceNamesAndMore), Quote(names.Take(MaximumNamesShown)), names.Count - MaximumNamesShown);

    private string FindMismatch(IReadOnlyList<SourceFile> files)
    {
        if (files.Count == 0)
        {
            return MessageText.Format(nameof(Messages.SourceCauseNoFile), settings.Source);
        }

        if (!files.Any(file => file.WasRead))
        {
            return MessageText.Format(nameof(Messages.SourceCauseNoFileRead), settings.Source);
        }

        if (rows.RowsRead > 0)
        {
            return FindGroupMismatch();
        }

        if (rows.RowsOfOtherDays > 0)
        {
            return FindDateOrder() ?? MessageText.Format(
                nameof(Messages.SourceCauseOtherDays),
                files.Min(file => file.FirstDay), files.Max(file => file.LastDay), request.Days.Start, request.Days.End);
        }

        return rows.SkippedRows.Count > 0 ? FindMistake() : MessageText.Format(nameof(Messages.SourceCauseNoRows), settings.Source, settings.HeaderLines);
    }

    private string FindGroupMismatch()
    {
        if (FindNearMisses().FirstOrDefault() is { } nearMiss)
        {
            return nearMiss;
        }

        var (key, level, column) = rows.Groups.Unknown.Count > 0 || rows.SubGroups is null
            ? (CsvKeys.Groups, rows.Groups, settings.GroupColumn)
            : (CsvKeys.SubGroups, rows.SubGroups, settings.SubGroupColumn.GetValueOrDefault());
        return MessageText.Format(nameof(Messages.SourceCauseUnknownGroups), key, column, Quote(level.Unknown.Take(MaximumNamesShown)));
    }

    private string FindMistake()
        => rows.Columns.FindSeparator(settings.ExternalSystem, CsvKeys.SeparatorCharacter)
            ?? FindDateOrder()
            ?? MessageText.Format(nameof(Messages.SourceCauseMalformed), rows.SkippedRows.Count);

    /// <summary>The warning that another date order fits better, if one does.</summary>
    private string? FindDateOrder()
    {
        var current = Count(settings.DateOrder);
        foreach (var order in new[] { DateOrder.Dmy, DateOrder.Mdy, DateOrder.Ymd })
        {
            var other = Count(order);
            if (other.Readable >= current.Readable && (other.Readable > current.Readable || other.Wanted > current.Wanted))
            {
                var example = rows.TimeSamples.FirstOrDefault(sample => Parse(sample, settings.DateOrder) is null) ?? rows.TimeSamples[0];
                return MessageText.Format(nameof(Messages.SourceCauseDateOrder), CsvKeys.DateOrder, ToKey(settings.DateOrder), example, ToKey(order));
            }
        }

        return null;
    }

    private (int Readable, int Wanted) Count(DateOrder order)
    {
        var dates = rows.TimeSamples.Select(sample => Parse(sample, order)).OfType<LocalDate>().ToList();
        return (dates.Count, dates.Count(request.Days.Contains));
    }

    private LocalDate? Parse(string sample, DateOrder order)
    {
        var found = settings.TimeStampColumn is null
            ? new DateFormat(order).TryParse(sample.AsSpan(), out var date)
            : new TimeStampFormat(order).TryParse(sample.AsSpan(), out date, out _, out _);
        return found ? date : null;
    }

    private static string ToKey(DateOrder order) => order switch
    {
        DateOrder.Dmy => "dmy",
        DateOrder.Mdy => "mdy",
        _ => "ymd",
    };
}
