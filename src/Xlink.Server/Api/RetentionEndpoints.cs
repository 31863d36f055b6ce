using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>How long data are kept.</summary>
internal static partial class RetentionEndpoints
{
    private const int MaximumDays = 36_500;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var retention = api.MapGroup("retention").WithTags("Retention");
        retention.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.Operations.GetRetentionAsync(cancellationToken))
            .Needs(Access.Administer)
            .WithSummary("How long data are kept.");
        retention.MapPut(string.Empty, SetAsync)
            .Needs(Access.Administer)
            .WithSummary("Says how long a value type's values, or agent data, are kept.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        retention.MapGet("expired", (IWfmStore store, TimeProvider clock, DateTimeZone zone, CancellationToken cancellationToken) =>
                store.Operations.PreviewRetentionAsync(LocalZone.Today(clock, zone), cancellationToken))
            .Needs(Access.Administer)
            .WithSummary("Counts what is over and would be deleted.");
        retention.MapDelete("expired", ApplyAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes what is over now instead of within a day.")
            .DisableRequestTimeout();
    }

    private static Task<WfmRetention> SetAsync(RetentionChange change, IWfmStore store, CancellationToken cancellationToken)
        => change.Days is null or (>= 1 and <= MaximumDays)
            ? store.Operations.SetRetentionAsync(change.ValueTypeId, change.Days, cancellationToken)
            : throw Refusal.RetentionInvalid(MaximumDays);

    private static async Task<WfmRetentionResult> ApplyAsync(
        IWfmStore store, TimeProvider clock, DateTimeZone zone, ILogger<WfmRetentionResult> logger, CancellationToken cancellationToken)
    {
        var result = await store.Operations.ApplyRetentionAsync(LocalZone.Today(clock, zone), cancellationToken);
        var vectors = result.ValueTypes.Sum(over => over.DayVectors);
        LogDeleted(logger, vectors, result.AgentActivities);
        return result;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention, asked for: {Vectors} day vectors and {Activities} agent activities were over and are deleted")]
    private static partial void LogDeleted(ILogger logger, long vectors, long activities);
}
