using System.Collections.Generic;
using System.Linq;
using Xlink.Sources.Agents;
using Xlink.Sources.Universal;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Writes the query of what agents did: the activities that begin in the period, each once.</summary>
/// <remarks>
/// [Our reading] What has no end of its own lasts until the agent's next row, if that is on the same day or the following one, or else until midnight, as in
/// the import; the last one of all has none yet. A log-off ends, and is no activity.
/// </remarks>
internal static class AgentStatusQuery
{
    private const int DaysOpen = 2;

    /// <summary>Writes the query.</summary>
    /// <param name="sql">How the database writes it.</param>
    /// <param name="settings">The external system.</param>
    /// <param name="options">The period.</param>
    /// <param name="limitations">Takes what it cannot carry.</param>
    /// <param name="zone">The zone of its times.</param>
    internal static string Write(
        SqlSyntax sql, UniversalAgentDataSettings settings, IntegrationOptions options, List<IntegrationLimitation> limitations, out string zone)
    {
        var start = new IntegrationTime(sql, settings.Start, settings.Activities.TimeZone, options, limitations);
        zone = start.ZoneName;
        var end = settings.End is { } own ? new IntegrationTime(sql, own, settings.Activities.TimeZone, options, []).Expression
            : settings.DurationColumn is { } duration ? sql.AddSeconds(start.Expression, SqlSyntax.Enclose(duration))
            : null;
        if (settings.End is { } other && other.Type != settings.Start.Type)
        {
            limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationTimesDiffer), mapping: null, settings.Start.TypeKey, other.TypeKey));
        }

        if (settings.Activities.TimeSpanType != ActivityTimeSpanType.StartOnly)
        {
            limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationOverlaps), mapping: null));
        }

        var untilNext = "CASE WHEN xlink_next < " + sql.Midnight("xlink_start", DaysOpen) + " THEN xlink_next WHEN xlink_next IS NOT NULL THEN " + sql.Midnight("xlink_start", 1) + " END";
        return string.Join("\n", Lines(sql, settings, options, (start, end, untilNext)));
    }

    private static IEnumerable<string> Lines(
        SqlSyntax sql, UniversalAgentDataSettings settings, IntegrationOptions options, (IntegrationTime Start, string? End, string UntilNext) times)
    {
        yield return "SELECT";
        yield return "  xlink_agent AS " + sql.Name("agentidentifier") + ",";
        yield return "  xlink_start AS " + sql.Name("starttime") + ",";
        yield return "  xlink_end AS " + sql.Name("endtime") + ",";
        yield return "  xlink_activity AS " + sql.Name("activity");
        yield return "FROM (";
        yield return "  SELECT xlink_agent, xlink_activity, xlink_start,";
        yield return "    " + (times.End is null ? times.UntilNext : "COALESCE(xlink_ownend, " + times.UntilNext + ")") + " AS xlink_end";
        yield return "  FROM (";
        yield return "    SELECT xlink_agent, xlink_activity, xlink_start," + (times.End is null ? string.Empty : " xlink_ownend,");
        yield return "      LEAD(xlink_start) OVER (PARTITION BY xlink_agent ORDER BY xlink_start) AS xlink_next";
        yield return "    FROM (";
        yield return "      SELECT";
        yield return "        " + sql.TrimmedKey(SqlSyntax.Enclose(settings.AgentColumn)) + " AS xlink_agent,";
        yield return "        " + sql.TrimmedKey(SqlSyntax.Enclose(settings.ActivityColumn)) + " AS xlink_activity,";
        if (times.End is not null)
        {
            yield return "        " + times.End + " AS xlink_ownend,";
        }

        yield return "        " + times.Start.Expression + " AS xlink_start";
        yield return "      FROM " + settings.AgentActivityTable;
        yield return "      WHERE " + times.Start.Compare(">=", options.From);
        yield return "    ) xlink_rows";
        yield return "  ) xlink_order";
        yield return ") xlink_spans";
        yield return "WHERE xlink_start < " + options.To.Write(sql);
        yield return "  AND xlink_agent <> '' AND xlink_activity <> ''";
        if (settings.Activities.LogOffActivities.Count > 0)
        {
            yield return "  AND xlink_activity NOT IN (" + string.Join(", ", settings.Activities.LogOffActivities.Select(sql.Text)) + ")";
        }

        var minimum = settings.Activities.MinimumDuration;
        yield return "  AND (xlink_end IS NULL OR " + (minimum > 1
            ? "xlink_end >= " + sql.AddSeconds("xlink_start", SqlSyntax.Number(minimum))
            : "xlink_end > xlink_start") + ")";
    }
}
