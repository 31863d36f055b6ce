using System;
using System.Collections.Generic;
using System.Linq;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>The external activities of one external system during an upload. Whichever is new or was forgotten lands in <see cref="WfmActivity.PresentId"/> [documented].</summary>
internal sealed class SqliteExternalActivities
{
    private readonly SqliteConnection connection;
    private readonly WfmExternalSystem system;
    private readonly Dictionary<string, Row> known;
    private readonly Dictionary<string, ExternalActivity> added = new(StringComparer.Ordinal);

    internal SqliteExternalActivities(SqliteConnection connection, WfmExternalSystem system)
    {
        this.connection = connection;
        this.system = system;
        known = connection.Query<Row>(
                "select id, external_id as ExternalId, description from external_activity where external_system_id = @Id and activity_id is not null", new { system.Id })
            .ToDictionary(row => row.ExternalId, StringComparer.Ordinal);
    }

    /// <summary>Those that were new, by ID.</summary>
    internal IReadOnlyList<ExternalActivity> New => [.. added.Values.OrderBy(activity => activity.ExternalId, StringComparer.Ordinal)];

    /// <summary>Makes an external activity known, and its description that of now. No description leaves what there is.</summary>
    internal void Describe(ExternalActivity externalActivity)
    {
        if (!known.TryGetValue(externalActivity.ExternalId, out var row))
        {
            Add(externalActivity);
        }
        else if (externalActivity.Description is { } description && !string.Equals(row.Description, description, StringComparison.Ordinal))
        {
            connection.Execute("update external_activity set description = @description where id = @Id", new { description, row.Id });
        }
    }

    /// <summary>The row of an external activity, which is made known if it is not.</summary>
    internal int GetId(string externalId)
        => known.TryGetValue(externalId, out var row) ? row.Id : Add(new() { ExternalSystem = system.Name, ExternalId = externalId });

    private int Add(ExternalActivity externalActivity)
    {
        var row = connection.QuerySingle<Row>(
            """
            insert into external_activity (external_system_id, external_id, description, activity_id) values (@systemId, @ExternalId, @Description, @PresentId)
            on conflict (external_system_id, external_id) do update set activity_id = excluded.activity_id, description = excluded.description
            returning id, external_id as ExternalId, description
            """,
            new { systemId = system.Id, externalActivity.ExternalId, externalActivity.Description, WfmActivity.PresentId });
        known.Add(row.ExternalId, row);
        added.Add(row.ExternalId, externalActivity with { ExternalSystem = system.Name });
        return row.Id;
    }

    private sealed class Row
    {
        public int Id { get; init; }

        public string ExternalId { get; init; } = string.Empty;

        public string? Description { get; init; }
    }
}
