using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Sources.Universal;
using Xlink.Targets.CloudLink;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Writes the query of contacts: every source queue meets the rows of a small table that says which queue of the server it goes to.</summary>
/// <remarks>
/// Within the configuration's own expressions all names of its tables are seen, so our own begin with <c>xlink_</c>. A value without data is NULL, and a row of
/// which no value has data is left out, as the import leaves it out.
/// </remarks>
internal sealed class ContactQuery
{
    private const string Source = "xlink_queues.xlink_source";

    // What the import would store as an average, times how many were answered.
    private const string Average = "SUM(xlink_average) * SUM(xlink_answered)";

    private static readonly (ContactRole Role, string Name)[] Roles =
    [
        (ContactRole.Offered, "xlink_offered"),
        (ContactRole.Answered, "xlink_answered"),
        (ContactRole.HandlingTime, "xlink_handlingtime"),
        (ContactRole.AverageHandlingTime, "xlink_average"),
    ];

    private readonly SqlSyntax sql;
    private readonly UniversalCallDataSettings settings;
    private readonly IntegrationOptions options;
    private readonly IntegrationTime time;
    private readonly List<(MappedQueue Queue, string Source, int Profile)> routes = [];
    private readonly List<IReadOnlyDictionary<ContactRole, string>> profiles = [];
    private readonly List<ContactRole> used;
    private readonly bool hasChannels;

    /// <summary>Prepares the query.</summary>
    /// <param name="sql">How the database writes it.</param>
    /// <param name="settings">The external system.</param>
    /// <param name="options">The period.</param>
    /// <param name="time">The times of its rows.</param>
    /// <param name="queues">What it carries; at least one queue.</param>
    /// <param name="limitations">Takes what it cannot carry.</param>
    internal ContactQuery(
        SqlSyntax sql,
        UniversalCallDataSettings settings,
        IntegrationOptions options,
        IntegrationTime time,
        IReadOnlyList<MappedQueue> queues,
        ICollection<IntegrationLimitation> limitations)
    {
        this.sql = sql;
        this.settings = settings;
        this.options = options;
        this.time = time;
        hasChannels = queues.Select(queue => queue.Channel).Distinct(StringComparer.Ordinal).Skip(1).Any();
        foreach (var queue in queues)
        {
            AddRoutes(queue, limitations);
        }

        used = [.. Roles.Select(role => role.Role).Where(role => profiles.Exists(profile => profile.ContainsKey(role)))];
    }

    /// <summary>The query with a row for each queue and interval.</summary>
    internal string WriteIntervals()
    {
        var interval = sql.CutToInterval("xlink_time", this.settings.IntervalMinutes);
        string[] group = ["xlink_id", "xlink_name", interval, .. hasChannels ? new[] { "xlink_channel" } : []];
        var handlingTime = !used.Contains(ContactRole.AverageHandlingTime) ? Sum(ContactRole.HandlingTime)
            : !used.Contains(ContactRole.HandlingTime) ? Average
            : "COALESCE(SUM(xlink_handlingtime), " + Average + ")";
        return Lines(
            "SELECT",
            Columns(
                ("xlink_id", "queueidentifier"),
                ("xlink_name", "queuename"),
                (interval, "timestamp"),
                (Sum(ContactRole.Offered), "offered"),
                (Sum(ContactRole.Answered), "answered"),
                (handlingTime, "handlingtime"),
                (Channel, "channel")),
            "FROM (",
            Rows(),
            ") xlink_rows",
            "GROUP BY " + string.Join(", ", group),
            "HAVING " + string.Join(" + ", used.Select(role => "COUNT(" + NameOf(role) + ")")) + " > 0");
    }

    /// <summary>The query with a row for each contact.</summary>
    internal string WriteContacts()
    {
        var duration = string.Join(", ", new[] { ContactRole.HandlingTime, ContactRole.AverageHandlingTime }.Where(used.Contains).Select(NameOf));
        var counted = new[] { ContactRole.Offered, ContactRole.Answered }.Where(used.Contains).Select(role => NameOf(role) + " > 0").ToList();
        return Lines(
            "SELECT",
            Columns(
                ("xlink_id", "queueidentifier"),
                ("xlink_name", "queuename"),
                ("xlink_time", "timestamp"),
                (used.Contains(ContactRole.Answered) ? "CASE WHEN xlink_answered > 0 THEN 1 ELSE 0 END" : "NULL", "answered"),
                (duration.Length == 0 ? "NULL" : "COALESCE(" + duration + ", 0)", "duration"),
                (Channel, "channel")),
            "FROM (",
            Rows(),
            ") xlink_rows",
            "WHERE " + (counted.Count == 0 ? duration + " IS NOT NULL" : string.Join(" OR ", counted)));
    }

    private string Channel => hasChannels ? "xlink_channel" : sql.Text(routes[0].Queue.Channel);

    private void AddRoutes(MappedQueue queue, ICollection<IntegrationLimitation> limitations)
    {
        foreach (var group in queue.Values.Values.SelectMany(sum => sum.Factors.Keys).Select(series => series.Group).Distinct(StringComparer.Ordinal))
        {
            if (IsNumber && !this.settings.UsesQueueIds && QueueKeys.NormalizeNumber(group) is null)
            {
                limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationQueueNotNumber), mapping: null, group, UniversalKeys.QueueNameType));
                continue;
            }

            var profile = queue.Values
                .Select(value => (value.Key, Expression: Combine(value.Value, group)))
                .Where(value => value.Expression is not null)
                .ToDictionary(value => value.Key, value => value.Expression!);
            var known = profiles.FindIndex(other => other.Count == profile.Count && other.All(pair => profile.TryGetValue(pair.Key, out var expression) && expression == pair.Value));
            if (known < 0)
            {
                known = profiles.Count;
                profiles.Add(profile);
            }

            routes.Add((queue, group, known));
        }
    }

    /// <summary>What a row of a source queue adds to a value; <see langword="null"/> if nothing.</summary>
    private string? Combine(MappedSum sum, string group)
    {
        var parts = this.settings.ValueTypes
            .Select(value => (Value: SqlSyntax.Enclose(CallDataQuery.Select(value)), Factor: sum.Factors
                .Where(pair => string.Equals(pair.Key.Group, group, StringComparison.Ordinal) && string.Equals(pair.Key.Metric, value.Expression, StringComparison.Ordinal))
                .Sum(pair => pair.Value)))
            .Where(part => part.Factor != 0)
            .ToList();
        return parts.Count switch
        {
            0 => null,
            1 => Multiply(parts[0].Value, parts[0].Factor),
            _ => "CASE WHEN COALESCE(" + string.Join(", ", parts.Select(part => part.Value)) + ") IS NOT NULL THEN "
                + string.Join(" + ", parts.Select(part => Multiply("COALESCE(" + part.Value + ", 0)", part.Factor))) + " END",
        };
    }

    private static string Multiply(string value, double factor) => factor == 1 ? value : value + " * " + (factor < 0 ? "(" + SqlSyntax.Number(factor) + ")" : SqlSyntax.Number(factor));

    /// <summary>The rows of the configuration's table with the queue that they go to.</summary>
    private string Rows()
    {
        var columns = new List<(string, string)> { ("xlink_queues.xlink_id", "xlink_id"), ("xlink_queues.xlink_name", "xlink_name") };
        if (hasChannels)
        {
            columns.Add(("xlink_queues.xlink_channel", "xlink_channel"));
        }

        columns.Add((time.Expression, "xlink_time"));
        columns.AddRange(used.Select(role => (Choose(role), NameOf(role))));
        var conditions = new List<string> { time.Compare(">=", options.From), time.Compare("<", options.To) };
        conditions.AddRange(JoinQueues());
        return Lines(
            "  SELECT",
            string.Join(",\n", columns.Select(column => "    " + column.Item1 + " AS " + column.Item2)),
            "  FROM " + this.settings.CallDataTable + ",",
            "    " + QueueTable() + (this.settings.UsesQueueIds ? ",\n    " + IdTable() : string.Empty),
            "  WHERE " + string.Join("\n    AND ", conditions));
    }

    // A comma, since what stands before may be a list of tables itself, of which a JOIN would take the last only.
    private string QueueTable()
    {
        List<string> columns = ["xlink_source", "xlink_id", "xlink_name"];
        if (hasChannels)
        {
            columns.Add("xlink_channel");
        }

        if (profiles.Count > 1)
        {
            columns.Add("xlink_profile");
        }

        return sql.Rows([.. routes.Select(Row)], "xlink_queues", columns, "      ");

        IReadOnlyList<string> Row((MappedQueue Queue, string Source, int Profile) route) =>
        [
            IsNumber && !this.settings.UsesQueueIds ? QueueKeys.NormalizeNumber(route.Source)! : sql.Text(route.Source.Trim()),
            sql.Text(route.Queue.Identifier),
            sql.Text(route.Queue.Name),
            .. hasChannels ? new[] { sql.Text(route.Queue.Channel) } : [],
            .. profiles.Count > 1 ? new[] { SqlSyntax.Number(route.Profile) } : [],
        ];
    }

    private string IdTable() => sql.Table("SELECT DISTINCT * FROM (" + sql.Subquery(this.settings.QueueMappingSql!) + ") xlink_found", "xlink_ids", "xlink_idname", "xlink_idvalue");

    private IEnumerable<string> JoinQueues()
    {
        var columns = this.settings.QueueNameColumns.Select(column => SqlSyntax.Enclose(column.Column)).ToList();
        var own = IsNumber ? columns[0]
            : columns.Count == 1 ? sql.Key(columns[0])
            : sql.Key(sql.Concat([.. columns.SelectMany((column, i) => i == 0 ? new[] { sql.TrimmedKey(column) } : ["';'", sql.TrimmedKey(column)])]));
        if (!this.settings.UsesQueueIds)
        {
            yield return own + " = " + Source;
            yield break;
        }

        yield return sql.TrimmedKey("xlink_ids.xlink_idname") + " = " + Source;
        yield return own + " = " + (IsNumber ? sql.NumberKey("xlink_ids.xlink_idvalue") : sql.Key("xlink_ids.xlink_idvalue"));
    }

    private bool IsNumber => this.settings.QueueNameColumns.Count == 1 && this.settings.QueueNameColumns[0].IsNumber;

    private string Choose(ContactRole role)
    {
        var expressions = profiles.Select((profile, i) => (Number: i, Expression: profile.TryGetValue(role, out var found) ? found : null)).ToList();
        if (expressions.TrueForAll(one => one.Expression == expressions[0].Expression))
        {
            return expressions[0].Expression!;
        }

        return "CASE xlink_queues.xlink_profile" + string.Concat(expressions
            .Where(one => one.Expression is not null)
            .Select(one => " WHEN " + SqlSyntax.Number(one.Number) + " THEN " + one.Expression)) + " END";
    }

    private string Sum(ContactRole role) => used.Contains(role) ? "SUM(" + NameOf(role) + ")" : "NULL";

    private static string NameOf(ContactRole role) => Roles.First(found => found.Role == role).Name;

    private string Columns(params (string Value, string Name)[] columns)
        => string.Join(",\n", columns.Select(column => "  " + column.Value + " AS " + sql.Name(column.Name)));

    private static string Lines(params string[] lines) => string.Join("\n", lines);
}
