using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.ImportRuns;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Import runs in a database: columns for what is searched, JSON for the whole.</summary>
internal sealed class SqlImportRuns(SqlDatabase database) : IImportRuns
{
    private const string Select = "select id, run from import_run ";

    public Task<WfmImportRun> AddAsync(WfmImportRun run, CancellationToken cancellationToken)
        => database.WriteHistoryAsync(
            async session =>
            {
                var runId = run.RunId.ToString("D");
                var id = await session.QueryOptionalAsync<long?>(
                    """
                    insert into import_run (run_id, system_key, kind, outcome, run) values (@runId, @key, @kind, @outcome, @json)
                    on conflict (run_id) do nothing returning id
                    """,
                    new
                    {
                        runId,
                        key = NameRule.Key(run.ExternalSystem),
                        kind = run.Kind.ToString(),
                        outcome = run.Outcome.ToString(),
                        json = JsonSerializer.Serialize(run, WfmJson.Default.WfmImportRun),
                    });
                if (id is null)
                {
                    return (await session.QuerySingleAsync<Row>(Select + "where run_id = @runId", new { runId })).ToRun();
                }

                await session.ExecuteAsync("delete from import_run where id <= @oldest", new { oldest = id.Value - IImportRuns.MaximumRuns });
                return run with { Id = id.Value };
            },
            cancellationToken);

    public Task<IReadOnlyList<WfmImportRun>> GetAsync(ImportRunFilter filter, int maximum, CancellationToken cancellationToken)
        => ReadAsync(
            Select +
            """
            where id < @before and (@key = '' or system_key = @key) and (@kind = '' or kind = @kind) and (@outcome = '' or outcome = @outcome)
            order by id desc limit @maximum
            """,
            new
            {
                before = filter.Before ?? long.MaxValue,
                key = filter.ExternalSystem is null ? string.Empty : NameRule.Key(filter.ExternalSystem),
                kind = filter.Kind?.ToString() ?? string.Empty,
                outcome = filter.Outcome?.ToString() ?? string.Empty,
                maximum,
            },
            cancellationToken);

    public Task<IReadOnlyList<WfmImportRun>> GetLatestAsync(CancellationToken cancellationToken)
        => ReadAsync(Select + "where id in (select max(id) from import_run group by system_key) order by system_key", new { }, cancellationToken);

    public async Task<WfmImportRun?> FindAsync(long id, CancellationToken cancellationToken)
        => (await ReadAsync(Select + "where id = @id", new { id }, cancellationToken)).SingleOrDefault();

    private Task<IReadOnlyList<WfmImportRun>> ReadAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<WfmImportRun>>(
            async session => (await session.QueryAsync<Row>(sql, parameters)).ConvertAll(row => row.ToRun()), cancellationToken);

    private sealed class Row
    {
        public long Id { get; init; }

        public string Run { get; init; } = string.Empty;

        public WfmImportRun ToRun() => JsonSerializer.Deserialize(Run, WfmJson.Answers.WfmImportRun)! with { Id = Id };
    }
}
