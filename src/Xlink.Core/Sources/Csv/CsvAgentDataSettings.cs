using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Sources.Agents;
using Xlink.Sources.Formats;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Csv;

/// <summary>The configuration of a CSV interface for agent data: the section of an external system in <c>isps_ul.ini</c>. See <see cref="CsvActivityKeys"/>.</summary>
/// <remarks>Columns count from 1 [documented]. [Our reading] Blanks around names do not count; relative folders are folders of the installation; column keys that are 0 or empty are as good as missing.</remarks>
public sealed record CsvAgentDataSettings
{
    private CsvAgentDataSettings()
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

    /// <summary>Column of the agent's ID.</summary>
    public required int AgentColumn { get; init; }

    /// <summary>Column of the activity's ID.</summary>
    public required int ActivityColumn { get; init; }

    /// <summary>Where the start stands.</summary>
    public required CsvTimeColumns Start { get; init; }

    /// <summary>Order of the parts of the start's date.</summary>
    public required DateOrder StartDateOrder { get; init; }

    /// <summary>The key that the order of the start's date comes from.</summary>
    internal string StartDateOrderKey { get; private init; } = CsvActivityKeys.DateOrder;

    /// <summary>Where the end stands; <see langword="null"/> unless <see cref="ActivityTimeSpanType.End"/>.</summary>
    public required CsvTimeColumns? End { get; init; }

    /// <summary>Order of the parts of the end's date.</summary>
    public required DateOrder EndDateOrder { get; init; }

    /// <summary>The key that the order of the end's date comes from.</summary>
    internal string EndDateOrderKey { get; private init; } = CsvActivityKeys.DateOrder;

    /// <summary>Column of the duration in seconds; <see langword="null"/> unless <see cref="ActivityTimeSpanType.Duration"/>.</summary>
    public required int? DurationColumn { get; init; }

    /// <summary>What the rows mean.</summary>
    public required ActivitySettings Activities { get; init; }

    /// <summary>The activities that are named, each once, without those that mean a log-off.</summary>
    public required IReadOnlyList<ExternalActivity> ExternalActivities { get; init; }

    /// <summary>What can be tolerated in the configuration but should be mended, as full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether a section has keys for agent data.</summary>
    /// <param name="section">The section of an external system.</param>
    public static bool IsIn(IConfigurationSection section)
        => !string.IsNullOrWhiteSpace((section ?? throw new ArgumentNullException(nameof(section))).GetValue(CsvActivityKeys.Source));

    /// <summary>Reads the configuration of an external system.</summary>
    /// <param name="section">Its section.</param>
    /// <param name="installationFolder">The installation folder.</param>
    /// <returns>The configuration. Whether the folders exist is not looked at.</returns>
    /// <exception cref="XlinkException">A key is missing (<c>SourceKeyMissing</c>) or wrong (<c>SourceKeyInvalid</c>, <c>SourceColumnBeyondNames</c>).</exception>
    public static CsvAgentDataSettings FromSection(IConfigurationSection section, string installationFolder)
    {
        var reader = new SectionReader(section ?? throw new ArgumentNullException(nameof(section)));
        var columns = reader.GetList(CsvActivityKeys.ColumnNames);
        var action = CsvFileSettings.ReadAction(reader, CsvActivityKeys.DeleteImportFiles);
        var source = CsvFileSettings.ReadSource(reader, CsvActivityKeys.Source, installationFolder);
        var activities = ActivitySettings.Read(reader);
        var startPattern = ReadPattern(reader, CsvActivityKeys.StartTimeStampFormat);
        var endPattern = ReadPattern(reader, CsvActivityKeys.EndTimeStampFormat) ?? startPattern;
        var start = ReadStart(reader, startPattern, columns.Count);
        var end = activities.TimeSpanType == ActivityTimeSpanType.End ? ReadEnd(reader, endPattern, columns.Count) : null;
        var startOrderKey = startPattern is null ? CsvActivityKeys.DateOrder : CsvActivityKeys.StartTimeStampFormat;
        var startOrder = startPattern?.DateOrder ?? ReadDateOrder(reader);
        return new CsvAgentDataSettings
        {
            ExternalSystem = section.Name,
            Source = source,
            FileAction = action,
            Destination = action == SourceFileAction.Move
                ? CsvFileSettings.ReadDestination(reader, CsvActivityKeys.Destination, source, installationFolder)
                : null,
            Separator = CsvFileSettings.ReadSeparator(reader, CsvActivityKeys.SeparatorCharacter),
            HeaderLines = CsvFileSettings.ReadHeaderLines(reader, CsvActivityKeys.HeaderLines),
            ColumnNames = columns,
            AgentColumn = reader.GetColumn(CsvActivityKeys.AgentColumn, columns.Count),
            ActivityColumn = reader.GetColumn(CsvActivityKeys.ActivityColumn, columns.Count),
            Start = start,
            StartDateOrder = startOrder,
            StartDateOrderKey = startOrderKey,
            End = end,
            EndDateOrder = endPattern?.DateOrder ?? startOrder,
            EndDateOrderKey = reader.GetOptional(CsvActivityKeys.EndTimeStampFormat) is null ? startOrderKey : CsvActivityKeys.EndTimeStampFormat,
            DurationColumn = activities.TimeSpanType == ActivityTimeSpanType.Duration
                ? reader.GetColumn(CsvActivityKeys.DurationColumn, columns.Count)
                : null,
            Activities = activities,
            ExternalActivities = ReadExternalActivities(reader, section.Name, activities.LogOffActivities),
            Warnings = reader.Warnings,
        };
    }

    private static TimeStampPattern? ReadPattern(SectionReader reader, string key)
        => reader.GetOptional(key) is { } text ? TimeStampPattern.Parse(text) ?? throw reader.Invalid(key, Messages.SourceExpectedTimeStampFormat) : null;

    private static DateOrder ReadDateOrder(SectionReader reader)
        => reader.GetChoice(
            CsvActivityKeys.DateOrder, Messages.SourceExpectedDateOrder, ("dmy", DateOrder.Dmy), ("mdy", DateOrder.Mdy), ("ymd", DateOrder.Ymd));

    private static CsvTimeColumns ReadStart(SectionReader reader, TimeStampPattern? pattern, int columnCount)
        => ReadTimeStampColumns(reader, CsvActivityKeys.StartTimeStampColumn, pattern, columnCount)
            ?? new CsvTimeColumns(
                TimeStampColumn: null,
                reader.GetColumn(CsvActivityKeys.StartDateColumn, columnCount),
                reader.GetColumn(CsvActivityKeys.StartTimeColumn, columnCount));

    private static CsvTimeColumns ReadEnd(SectionReader reader, TimeStampPattern? pattern, int columnCount)
        => ReadTimeStampColumns(reader, CsvActivityKeys.EndTimeStampColumn, pattern, columnCount)
            ?? new CsvTimeColumns(
                TimeStampColumn: null,
                reader.GetOptionalColumn(CsvActivityKeys.EndDateColumn, columnCount),
                reader.GetColumn(CsvActivityKeys.EndTimeColumn, columnCount));

    /// <summary>One column, or those of date and time in the order of the pattern; <see langword="null"/> if the key is missing, empty or 0.</summary>
    private static CsvTimeColumns? ReadTimeStampColumns(SectionReader reader, string key, TimeStampPattern? pattern, int columnCount)
    {
        var columns = reader.GetOptionalColumns(key, columnCount, 2);
        var isTimeFirst = pattern is { IsTimeFirst: true };
        return columns.Count switch
        {
            0 => null,
            1 when isTimeFirst => throw reader.Invalid(key, Messages.SourceExpectedTimeStampColumns),
            1 => new CsvTimeColumns(columns[0], DateColumn: null, TimeColumn: null),
            _ => new CsvTimeColumns(TimeStampColumn: null, columns[isTimeFirst ? 1 : 0], columns[isTimeFirst ? 0 : 1]),
        };
    }

    private static IReadOnlyList<ExternalActivity> ReadExternalActivities(SectionReader reader, string externalSystem, IReadOnlyList<string> logOffs)
    {
        if (reader.GetOptional(CsvActivityKeys.Identifiers) is null)
        {
            return [];
        }

        var ids = reader.GetList(CsvActivityKeys.Identifiers);
        var descriptions = reader.GetOptional(CsvActivityKeys.Descriptions) is null ? [] : reader.GetList(CsvActivityKeys.Descriptions);
        if (descriptions.Count != 0 && descriptions.Count != ids.Count)
        {
            throw reader.Invalid(CsvActivityKeys.Descriptions, MessageText.Format(nameof(Messages.SourceExpectedDescriptions), ids.Count));
        }

        return
        [
            .. ids
                .Select((id, index) => new ExternalActivity
                {
                    ExternalSystem = externalSystem,
                    ExternalId = id,
                    Description = descriptions.Count == 0 || descriptions[index].Length == 0 ? null : descriptions[index],
                })
                .Where(activity => activity.ExternalId.Length != 0 && !logOffs.Contains(activity.ExternalId, StringComparer.Ordinal))
                .GroupBy(activity => activity.ExternalId, StringComparer.Ordinal)
                .Select(same => same.First()),
        ];
    }
}
