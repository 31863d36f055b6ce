using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Xlink.Server.ImportRuns;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Import runs: installations report them, administrators look at them.</summary>
internal static partial class ImportRunEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("import-runs").WithTags("Import runs");
        runs.MapPost(string.Empty, AddAsync)
            .Needs(Access.Import)
            .WithSummary("Reports an import run that has ended. The same run reported again is kept once.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status422UnprocessableEntity);
        runs.MapGet(string.Empty, GetAsync)
            .WithSummary("The latest import runs, the last one first.")
            .Refuses(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> AddAsync(
        WfmImportRun run, ClaimsPrincipal user, IWfmStore store, ILogger<WfmImportRun> logger, CancellationToken cancellationToken)
    {
        var kept = await store.ImportRuns.AddAsync(ImportRunCheck.Check(run, user.Identity?.Name), cancellationToken);
        LogRun(logger, kept.Id, kept.ExternalSystem, kept.Outcome, kept.RowsRead, kept.RowsSkipped, kept.ValuesWritten);
        return TypedResults.Json(kept, WfmJson.Default.WfmImportRun, statusCode: StatusCodes.Status201Created);
    }

    private static Task<IReadOnlyList<WfmImportRun>> GetAsync(
        IWfmStore store,
        CancellationToken cancellationToken,
        string? externalSystem = null,
        string? kind = null,
        string? outcome = null,
        long? before = null,
        int maximum = MaximumParameter.Default)
        => store.ImportRuns.GetAsync(ImportRunFilter.Read(externalSystem, kind, outcome, before), MaximumParameter.Check(maximum), cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import run {Id} of '{System}': {Outcome}, {Read} rows, {Skipped} skipped, {Values} values")]
    private static partial void LogRun(ILogger logger, long id, string system, ImportRunOutcome outcome, long read, long skipped, long values);
}
