using System;
using Xlink.Configuration;
using Xlink.Odbc;
using Xlink.Sources.Agents;
using Xlink.Sources.Formats;

namespace Xlink.Sources.Universal;

/// <summary>The configuration of a universal interface (ODBC) for agent data: the section of an external system. See <see cref="UniversalActivityKeys"/>.</summary>
public sealed class UniversalAgentDataSettings
{
    private UniversalAgentDataSettings()
    {
    }

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>How the database is reached.</summary>
    public required OdbcConnectionSettings Connection { get; init; }

    /// <summary>The query of the activities' names and IDs; <see langword="null"/> if they have no names.</summary>
    public required string? ActivitySql { get; init; }

    /// <summary>What the rows come from.</summary>
    public required string AgentActivityTable { get; init; }

    /// <summary>Column or SQL expression of the agent's ID.</summary>
    public required string AgentColumn { get; init; }

    /// <summary>Column or SQL expression of the activity's ID.</summary>
    public required string ActivityColumn { get; init; }

    /// <summary>The start.</summary>
    public required UniversalTime Start { get; init; }

    /// <summary>The end; <see langword="null"/> unless <see cref="ActivityTimeSpanType.End"/>.</summary>
    public required UniversalTime? End { get; init; }

    /// <summary>Column or SQL expression of the duration in seconds; <see langword="null"/> unless <see cref="ActivityTimeSpanType.Duration"/>.</summary>
    public required string? DurationColumn { get; init; }

    /// <summary>What the rows mean.</summary>
    public required ActivitySettings Activities { get; init; }

    /// <summary>Whether a section has keys for agent data.</summary>
    /// <param name="section">The section of an external system.</param>
    /// <returns>Whether it has.</returns>
    public static bool IsIn(IConfigurationSection section)
        => !string.IsNullOrWhiteSpace((section ?? throw new ArgumentNullException(nameof(section))).GetValue(UniversalActivityKeys.AgentActivityTable));

    /// <summary>Reads the configuration of an external system.</summary>
    /// <param name="section">Its section.</param>
    /// <returns>The configuration. The database is not asked.</returns>
    /// <exception cref="XlinkException">A key is missing (<c>SourceKeyMissing</c>) or wrong (<c>SourceKeyInvalid</c>).</exception>
    public static UniversalAgentDataSettings FromSection(IConfigurationSection section)
    {
        var reader = new SectionReader(section ?? throw new ArgumentNullException(nameof(section)));
        var activities = ActivitySettings.Read(reader);
        var startOrder = ReadOrder(reader, UniversalActivityKeys.StartTimeStampFormat, DateOrder.Ymd);
        return new UniversalAgentDataSettings
        {
            ExternalSystem = section.Name,
            Connection = OdbcConnectionSettings.FromSection(section),
            ActivitySql = SqlSection.GetOptional(reader, UniversalActivityKeys.ActivitySql),
            AgentActivityTable = SqlSection.GetRequired(reader, UniversalActivityKeys.AgentActivityTable, Messages.SourceExpectedTable),
            AgentColumn = SqlSection.GetRequired(reader, UniversalActivityKeys.AgentColumn, Messages.SourceExpectedExpression),
            ActivityColumn = SqlSection.GetRequired(reader, UniversalActivityKeys.ActivityColumn, Messages.SourceExpectedExpression),
            Start = UniversalTime.Read(reader, UniversalActivityKeys.StartTimeStampColumn, UniversalActivityKeys.StartTimeStampType, startOrder),
            End = activities.TimeSpanType == ActivityTimeSpanType.End
                ? UniversalTime.Read(
                    reader,
                    UniversalActivityKeys.EndTimeStampColumn,
                    UniversalActivityKeys.EndTimeStampType,
                    ReadOrder(reader, UniversalActivityKeys.EndTimeStampFormat, startOrder))
                : null,
            DurationColumn = activities.TimeSpanType == ActivityTimeSpanType.Duration
                ? SqlSection.GetRequired(reader, UniversalActivityKeys.DurationColumn, Messages.SourceExpectedExpression)
                : null,
            Activities = activities,
        };
    }

    private static DateOrder ReadOrder(SectionReader reader, string key, DateOrder defaultOrder)
        => reader.GetOptional(key) is not { } text ? defaultOrder
            : TimeStampPattern.Parse(text) is { IsTimeFirst: false } pattern ? pattern.DateOrder
            : throw reader.Invalid(key, Messages.SourceExpectedTimeStampFormat);
}
