using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Csv;

/// <summary>The configuration of a CSV interface for call data: the section of an external system in <c>isps_ul.ini</c>. See <see cref="CsvKeys"/>.</summary>
/// <remarks>
/// Columns count from 1 [documented]. [Our reading] Blanks around names do not count; names without text stand for columns that nobody needs;
/// relative folders are folders of the installation; column keys that are 0 or empty are as good as missing.
/// </remarks>
public sealed record CsvCallDataSettings
{
    private CsvCallDataSettings()
    {
    }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>Folder of the CSV files, as a full path.</summary>
    public required string Source { get; init; }

    /// <summary>Folder that read files are moved to, as a full path; <see langword="null"/> unless they are moved.</summary>
    public required string? Destination { get; init; }

    /// <summary>What happens to read files.</summary>
    public required SourceFileAction FileAction { get; init; }

    /// <summary>The separator of the fields.</summary>
    public required char Separator { get; init; }

    /// <summary>Lines to skip at the top of each file.</summary>
    public required int HeaderLines { get; init; }

    /// <summary>A name for every column of the files.</summary>
    public required IReadOnlyList<string> ColumnNames { get; init; }

    /// <summary>Column of the group (queue).</summary>
    public required int GroupColumn { get; init; }

    /// <summary>The groups, each once; case-sensitive [documented].</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Column of the sub-group, if there is one.</summary>
    public required int? SubGroupColumn { get; init; }

    /// <summary>The sub-groups, each once; case-sensitive. None without <see cref="SubGroupColumn"/>.</summary>
    public required IReadOnlyList<string> SubGroups { get; init; }

    /// <summary>Column of date and time together; if it is set, <see cref="DateColumn"/> and <see cref="TimeColumn"/> are not used.</summary>
    public required int? TimeStampColumn { get; init; }

    /// <summary>Column of the date.</summary>
    public required int? DateColumn { get; init; }

    /// <summary>Column of the time.</summary>
    public required int? TimeColumn { get; init; }

    /// <summary>Order of the parts of a date.</summary>
    public required DateOrder DateOrder { get; init; }

    /// <summary>Minutes per interval: 15, 30 or 60.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Column of the average handling time; without it all values are whole numbers.</summary>
    public required int? AhtColumn { get; init; }

    /// <summary>Column of the weight of the average handling time.</summary>
    public required int? AhtWeightColumn { get; init; }

    /// <summary>What the time in the files is: an offset to local time, or a zone of its own.</summary>
    public required SourceTimeZone TimeZone { get; init; }

    /// <summary>The interface logs that are wanted; <see langword="null"/> for none.</summary>
    public required InterfaceLogSettings? InterfaceLog { get; init; }

    /// <summary>What can be tolerated in the configuration but should be mended, as full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The columns that carry values: all named ones but those of group, date and time [documented], by name.</summary>
    public IReadOnlyList<(string Name, int Column)> Metrics
        => [.. ColumnNames.Select((name, index) => (name, index + 1)).Where(column => IsMetric(column.name, column.Item2))];

    /// <summary>Reads the configuration of an external system.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="installationFolder">The installation folder.</param>
    /// <returns>The configuration. Whether the folders exist is not looked at.</returns>
    /// <exception cref="XlinkException">
    /// A key is missing (<c>SourceKeyMissing</c>) or wrong (<c>SourceKeyInvalid</c>, <c>SourceColumnBeyondNames</c>, <c>SourceNameRepeated</c>).
    /// </exception>
    public static CsvCallDataSettings FromSection(IConfigurationSection section, string installationFolder)
    {
        var reader = new SectionReader(section ?? throw new ArgumentNullException(nameof(section)));
        var names = reader.GetList(CsvKeys.ColumnNames);
        var subGroupColumn = reader.GetOptionalColumn(CsvKeys.SubGroupColumn, names.Count);
        var timeStampColumn = reader.GetOptionalColumn(CsvKeys.TimeStampColumn, names.Count);
        var action = CsvFileSettings.ReadAction(reader, CsvKeys.DeleteImportFiles);
        var source = CsvFileSettings.ReadSource(reader, CsvKeys.Source, installationFolder);
        var settings = new CsvCallDataSettings
        {
            ExternalSystem = section.Name,
            Source = source,
            FileAction = action,
            Destination = action == SourceFileAction.Move ? CsvFileSettings.ReadDestination(reader, CsvKeys.Destination, source, installationFolder) : null,
            Separator = CsvFileSettings.ReadSeparator(reader, CsvKeys.SeparatorCharacter),
            HeaderLines = CsvFileSettings.ReadHeaderLines(reader, CsvKeys.HeaderLines),
            ColumnNames = names,
            GroupColumn = reader.GetColumn(CsvKeys.GroupColumn, names.Count),
            Groups = reader.GetNames(CsvKeys.Groups),
            SubGroupColumn = subGroupColumn,
            SubGroups = subGroupColumn is null ? [] : reader.GetNames(CsvKeys.SubGroups),
            TimeStampColumn = timeStampColumn,
            DateColumn = ReadTimeColumn(reader, CsvKeys.DateColumn, timeStampColumn, names.Count),
            TimeColumn = ReadTimeColumn(reader, CsvKeys.TimeColumn, timeStampColumn, names.Count),
            DateOrder = reader.GetChoice(
                CsvKeys.DateOrder, Messages.SourceExpectedDateOrder, ("dmy", DateOrder.Dmy), ("mdy", DateOrder.Mdy), ("ymd", DateOrder.Ymd)),
            IntervalMinutes = reader.GetChoice(CsvKeys.Interval, Messages.SourceExpectedInterval, ("15", 15), ("30", 30), ("60", 60)),
            AhtColumn = reader.GetOptionalColumn(CsvKeys.AhtColumn, names.Count),
            AhtWeightColumn = reader.GetOptionalColumn(CsvKeys.AhtWeightColumn, names.Count),
            TimeZone = SourceTimeZone.Read(reader, CsvKeys.TimeZone),
            InterfaceLog = InterfaceLogSettings.Read(reader),
            Warnings = reader.Warnings,
        };
        CheckMetricNames(settings, reader);
        return settings;
    }

    private static int? ReadTimeColumn(SectionReader reader, string key, int? timeStampColumn, int columnCount)
        => timeStampColumn is null ? reader.GetColumn(key, columnCount) : reader.GetOptionalColumn(key, columnCount);

    private static void CheckMetricNames(CsvCallDataSettings settings, SectionReader reader)
    {
        var metrics = settings.Metrics;
        if (metrics.Count == 0)
        {
            throw reader.Invalid(CsvKeys.ColumnNames, Messages.SourceExpectedMetric);
        }

        if (metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw reader.Repeated(CsvKeys.ColumnNames, repeated.Key);
        }
    }

    private bool IsMetric(string name, int column)
        => name.Length != 0 && column != GroupColumn && column != SubGroupColumn
            && column != TimeStampColumn && column != DateColumn && column != TimeColumn;
}
