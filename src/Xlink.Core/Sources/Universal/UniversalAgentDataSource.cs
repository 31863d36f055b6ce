using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Odbc;
using Xlink.Sources.Agents;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Universal;

/// <summary>Agent data from a database through ODBC [documented]: one query reads all agents and days.</summary>
/// <remarks>
/// [Our reading] Rows that start from two days before the first day to one day after the last are read: what an activity began earlier and lasted
/// until then is no working time. Without <c>ActivitySQL</c> activities have no names.
/// </remarks>
public sealed class UniversalAgentDataSource : IAgentDataSource
{
    private const int DaysBefore = 2;
    private const int DaysAfter = 1;
    private const int BlocksBetweenReports = 16;

    private readonly UniversalAgentDataSettings settings;

    /// <summary>Makes the source.</summary>
    /// <param name="settings">Its configuration.</param>
    public UniversalAgentDataSource(UniversalAgentDataSettings settings) => this.settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <inheritdoc/>
    /// <exception cref="XlinkException">The errors of the connection and of queries, as those of <see cref="UniversalCallDataSource.Read"/>.</exception>
    public AgentDataReading Read(AgentDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }

        using var connection = OdbcConnection.Open(this.settings.Connection, cancellationToken);
        var activities = ReadActivities(connection, cancellationToken);
        var parameters = new List<OdbcParameter>();
        var sql = MakeQuery(request, parameters);
        using var statement = OdbcStatement.ExecuteLarge(connection, UniversalActivityKeys.AgentActivityTable, sql, parameters, cancellationToken);
        var timeline = new AgentTimeline(this.settings.Activities, request);
        var skippedRows = new SkippedRows(request.RowSkipped);
        var rows = new UniversalActivityReader(this.settings, timeline, request.Zone, skippedRows, statement.Columns);
        var reader = new OdbcBlockReader(statement, rows.Columns);
        for (var block = 1; reader.Read() is > 0 and var count; block++)
        {
            for (var i = 0; i < count; i++)
            {
                rows.Read(i);
            }

            if (block % BlocksBetweenReports == 0)
            {
                Report(progress, timeline);
            }
        }

        Report(progress, timeline);
        return new AgentDataReading
        {
            Days = timeline.ToDays(),
            ExternalActivities = activities,
            RowsRead = timeline.RowsRead,
            RowsOfOtherDays = timeline.RowsOfOtherDays,
            RowsSkipped = skippedRows.Count,
            SkippedRows = skippedRows.Kept,
            Files = [],
            Warnings = timeline.RowsRead > 0
                ? [.. rows.FindRepeatedStarts()]
                : [MessageText.Format(nameof(Messages.UniversalNoActivities), this.settings.ExternalSystem, request.Days.Start, request.Days.End, timeline.RowsOfOtherDays)],
        };
    }

    /// <summary>The query of all rows.</summary>
    internal static string SelectAll(UniversalAgentDataSettings settings)
    {
        string?[] columns = [settings.AgentColumn, settings.ActivityColumn, settings.Start.Expression, settings.End?.Expression ?? settings.DurationColumn];
        return "SELECT " + string.Join(", ", columns.Where(column => column is not null)) + " FROM " + settings.AgentActivityTable;
    }

    private string MakeQuery(AgentDataRequest request, List<OdbcParameter> parameters)
    {
        var conditions = this.settings.Start.Limit(
            request.Days.Start.PlusDays(-DaysBefore).AtMidnight(),
            request.Days.End.PlusDays(1 + DaysAfter).AtMidnight(),
            request.Zone,
            this.settings.Activities.TimeZone,
            parameters).ToList();
        return SelectAll(this.settings) + (conditions.Count == 0 ? string.Empty : " WHERE " + string.Join(" AND ", conditions));
    }

    private IReadOnlyList<ExternalActivity> ReadActivities(OdbcConnection connection, CancellationToken cancellationToken)
    {
        if (this.settings.ActivitySql is not { } sql)
        {
            return [];
        }

        using var statement = OdbcStatement.Execute(connection, UniversalActivityKeys.ActivitySql, sql, [], maximumRows: 0, cancellationToken);
        if (statement.Columns.Count < 2)
        {
            throw XlinkException.Create(
                nameof(Messages.UniversalQueryTooNarrow), XlinkErrorCategory.InvalidData, this.settings.ExternalSystem, UniversalActivityKeys.ActivitySql, 2);
        }

        return
        [
            .. OdbcRowReader.ReadAll(statement)
                .Select(row => (Name: row[0]?.Trim(), Id: row[1]?.Trim()))
                .Where(activity => !string.IsNullOrEmpty(activity.Id) && !this.settings.Activities.LogOffActivities.Contains(activity.Id, StringComparer.Ordinal))
                .GroupBy(activity => activity.Id!, StringComparer.Ordinal)
                .Select(same => new ExternalActivity
                {
                    ExternalSystem = this.settings.ExternalSystem,
                    ExternalId = same.Key,
                    Description = string.IsNullOrEmpty(same.First().Name) ? null : same.First().Name,
                }),
        ];
    }

    private void Report(IProgress<SourceProgress>? progress, AgentTimeline timeline) => progress?.Report(new SourceProgress
    {
        Source = this.settings.ExternalSystem,
        Number = 1,
        Count = 1,
        BytesRead = 0,
        TotalBytes = 0,
        RowsRead = timeline.RowsRead,
    });
}
