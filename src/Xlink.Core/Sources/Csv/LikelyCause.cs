using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>Says why a configuration matches no row, or not the rows it is meant to: the most frequent failure of all.</summary>
internal sealed class LikelyCause(CsvCallDataSettings settings, DateInterval days, CsvRowReader rows)
{
    private const int MaximumNamesShown = 5;

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

    /// <summary>The warnings: one if no row matches, otherwise one for each name that the files seem to write differently.</summary>
    /// <param name="files">The files of the import.</param>
    internal IEnumerable<string> Find(IReadOnlyList<SourceFile> files)
        => rows.RowsRead > rows.RowsOfUnknownGroups
            ? FindNearMisses().Select(cause => MessageText.Format(nameof(Messages.SourceCauseOfSome), settings.ExternalSystem, cause))
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
                files.Min(file => file.FirstDay), files.Max(file => file.LastDay), days.Start, days.End);
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
        return (dates.Count, dates.Count(days.Contains));
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
