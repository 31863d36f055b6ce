using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>The external activities of one external system during an upload. Whichever is new or was forgotten lands in <see cref="WfmActivity.PresentId"/> [documented].</summary>
internal sealed class UploadedExternalActivities
{
    private readonly SqlSession session;
    private readonly WfmExternalSystem system;
    private readonly Dictionary<string, Row> known;
    private readonly Dictionary<string, ExternalActivity> added = new(StringComparer.Ordinal);

    private UploadedExternalActivities(SqlSession session, WfmExternalSystem system, Dictionary<string, Row> known)
    {
        this.session = session;
        this.system = system;
        this.known = known;
    }

    /// <summary>Those that were new, by ID.</summary>
    internal IReadOnlyList<ExternalActivity> New => [.. added.Values.OrderBy(activity => activity.ExternalId, StringComparer.Ordinal)];

    /// <summary>Reads what is known.</summary>
    internal static async Task<UploadedExternalActivities> ReadAsync(SqlSession session, WfmExternalSystem system)
    {
        var rows = await session.QueryAsync<Row>(
            "select id, external_id as ExternalId, description from external_activity where external_system_id = @Id and activity_id is not null", new { system.Id });
        return new(session, system, rows.ToDictionary(row => row.ExternalId, StringComparer.Ordinal));
    }

    /// <summary>Makes an external activity known, and its description that of now. No description leaves what there is.</summary>
    internal async Task DescribeAsync(ExternalActivity externalActivity)
    {
        if (!known.TryGetValue(externalActivity.ExternalId, out var row))
        {
            await AddAsync(externalActivity);
        }
        else if (externalActivity.Description is { } description && !string.Equals(row.Description, description, StringComparison.Ordinal))
        {
            await session.ExecuteAsync("update external_activity set description = @description where id = @Id", new { description, row.Id });
        }
    }

    /// <summary>The row of an external activity, which is made known if it is not.</summary>
    internal async ValueTask<int> GetIdAsync(string externalId)
        => known.TryGetValue(externalId, out var row) ? row.Id : await AddAsync(new() { ExternalSystem = system.Name, ExternalId = externalId });

    private async Task<int> AddAsync(ExternalActivity externalActivity)
    {
        var row = await session.QuerySingleAsync<Row>(
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
