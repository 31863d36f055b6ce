using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Odbc;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>The configuration of a universal interface (ODBC) for call data: the section of an external system. See <see cref="UniversalKeys"/>.</summary>
/// <remarks>
/// [Our reading] Keys that end with <c>Size</c> are buffer sizes of the original and are ignored. Several columns of <c>QueueNameColumn</c>
/// identify a queue together: its name or ID is their values with semicolons between them. The date of a time that is a text has its year first
/// without <c>DateOrder</c>.
/// </remarks>
public sealed class UniversalCallDataSettings
{
    private UniversalCallDataSettings()
    {
    }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>How the database is reached.</summary>
    public required OdbcConnectionSettings Connection { get; init; }

    /// <summary>The query of the queues' names; <see langword="null"/> if only <see cref="QueueMappingSql"/> is there.</summary>
    public required string? QueueSql { get; init; }

    /// <summary>The query of the queues' names and IDs.</summary>
    public required string? QueueMappingSql { get; init; }

    /// <summary>What the values come from.</summary>
    public required string CallDataTable { get; init; }

    /// <summary>The columns that identify the queue, each with whether it is a number.</summary>
    public required IReadOnlyList<(string Column, bool IsNumber)> QueueNameColumns { get; init; }

    /// <summary>Whether rows carry the ID of their queue instead of its name.</summary>
    public required bool UsesQueueIds { get; init; }

    /// <summary>The values: a column or SQL expression, and whether its rows are counted instead of added up.</summary>
    public required IReadOnlyList<(string Expression, bool IsCount)> ValueTypes { get; init; }

    /// <summary>The row's time.</summary>
    public required UniversalTime TimeStamp { get; init; }

    /// <summary>Minutes per interval: 15, 30 or 60.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>What the times are: an offset to local time, or a zone of their own.</summary>
    public required SourceTimeZone TimeZone { get; init; }

    /// <summary>The interface logs that are wanted; <see langword="null"/> for none.</summary>
    public required InterfaceLogSettings? InterfaceLog { get; init; }

    /// <summary>Reads the configuration of an external system.</summary>
    /// <param name="section">Its section.</param>
    /// <returns>The configuration. The database is not asked.</returns>
    /// <exception cref="XlinkException">A key is missing (<c>SourceKeyMissing</c>) or wrong (<c>SourceKeyInvalid</c>, <c>SourceNameRepeated</c>).</exception>
    public static UniversalCallDataSettings FromSection(IConfigurationSection section)
    {
        var reader = new SectionReader(section ?? throw new ArgumentNullException(nameof(section)));
        var usesIds = reader.GetWholeNumber(UniversalKeys.RetrieveValueTypesUsing, 0, 9, Messages.SourceExpectedRetrieval) == 1;
        var mapping = SqlSection.GetOptional(reader, UniversalKeys.QueueMappingSql);
        var queues = SqlSection.GetOptional(reader, UniversalKeys.QueueSql);
        if (mapping is null && (usesIds || queues is null))
        {
            throw reader.Missing(usesIds ? UniversalKeys.QueueMappingSql : UniversalKeys.QueueSql, Messages.SourceExpectedSql);
        }

        return new UniversalCallDataSettings
        {
            ExternalSystem = section.Name,
            Connection = OdbcConnectionSettings.FromSection(section),
            QueueSql = queues,
            QueueMappingSql = mapping,
            CallDataTable = SqlSection.GetRequired(reader, UniversalKeys.CallDataTable, Messages.SourceExpectedTable),
            QueueNameColumns = ReadQueueNameColumns(reader),
            UsesQueueIds = usesIds,
            ValueTypes = ReadValueTypes(reader),
            TimeStamp = UniversalTime.Read(reader, UniversalKeys.TimeStampColumn, UniversalKeys.TimeStampType, ReadDateOrder(reader)),
            IntervalMinutes = reader.GetChoice(
                reader.GetOptional(UniversalKeys.Interval) is null && reader.GetOptional(UniversalKeys.IntervalDuration) is not null
                    ? UniversalKeys.IntervalDuration
                    : UniversalKeys.Interval,
                Messages.SourceExpectedInterval,
                ("15", 15), ("30", 30), ("60", 60)),
            TimeZone = SourceTimeZone.Read(reader, UniversalKeys.TimeZone),
            InterfaceLog = InterfaceLogSettings.Read(reader),
        };
    }

    private static DateOrder ReadDateOrder(SectionReader reader)
        => reader.GetOptional(UniversalKeys.DateOrder) is null
            ? DateOrder.Ymd
            : reader.GetChoice(
                UniversalKeys.DateOrder, Messages.SourceExpectedDateOrder, ("dmy", DateOrder.Dmy), ("mdy", DateOrder.Mdy), ("ymd", DateOrder.Ymd));

    private static IReadOnlyList<(string Column, bool IsNumber)> ReadQueueNameColumns(SectionReader reader)
    {
        var key = reader.GetOptional(UniversalKeys.QueueNameColumn) is null && reader.GetOptional(UniversalKeys.QueueNameColumns) is not null
            ? UniversalKeys.QueueNameColumns
            : UniversalKeys.QueueNameColumn;
        var columns = SqlSection.GetList(reader, key);
        var types = SqlSection.GetPerItem(
            reader, UniversalKeys.QueueNameType, columns.Count, "0", Messages.SourceExpectedQueueNameType, ("0", false), ("1", true));
        return [.. columns.Zip(types, (column, isNumber) => (column, isNumber))];
    }

    private static IReadOnlyList<(string Expression, bool IsCount)> ReadValueTypes(SectionReader reader)
    {
        var expressions = SqlSection.GetList(reader, UniversalKeys.ValueTypes);
        if (expressions.GroupBy(expression => expression, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw reader.Repeated(UniversalKeys.ValueTypes, repeated.Key);
        }

        var functions = SqlSection.GetPerItem(
            reader, UniversalKeys.ValueTypeFunctions, expressions.Count, "SUM", Messages.SourceExpectedFunctions, ("SUM", false), ("COUNT", true));
        return [.. expressions.Zip(functions, (expression, isCount) => (expression, isCount))];
    }
}
