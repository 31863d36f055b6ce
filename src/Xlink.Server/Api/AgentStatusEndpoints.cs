using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xlink.Server.AgentData;
using Xlink.Server.Hosting;
using Xlink.Server.Monitoring;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Agent data in and out.</summary>
internal static partial class AgentStatusEndpoints
{
    private const int MaximumDays = 31;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api, long maximumUpload)
    {
        var status = api.MapGroup("agent-status").WithTags("Agent data");
        status.MapPost(string.Empty, StoreAsync)
            .LimitBody(maximumUpload)
            .Needs(Access.Import)
            .WithSummary("Stores the agent data of one external system and day, wholly or not at all, in place of what was stored.")
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);
        status.MapGet(string.Empty, GetAsync)
            .WithSummary("What employees did.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<AgentStatusReceipt> StoreAsync(
        AgentStatusUpload upload,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        DateTimeZone zone,
        IWfmStore store,
        TimeProvider clock,
        ServerMetrics metrics,
        ILogger<AgentStatusUpload> logger,
        CancellationToken cancellationToken)
    {
        var checkedUpload = AgentStatusCheck.Check(upload with { ExternalSystem = NameRule.ExternalSystem(upload.ExternalSystem) }, zone);
        var receipt = await store.AgentStatus.StoreAsync(checkedUpload, IdempotencyKey.Check(idempotencyKey), clock.GetUtcNow(), cancellationToken);
        metrics.CountUpload(receipt);
        LogUpload(logger, checkedUpload.ExternalSystem, upload.Day, receipt.ActivitiesStored, receipt.Employees, receipt.UnknownAgents.Count);
        return receipt;
    }

    private static async Task<IReadOnlyList<WfmAgentStatus>> GetAsync(
        string from, string to, DateTimeZone zone, IWfmStore store, CancellationToken cancellationToken, int? employeeId = null)
    {
        var (first, last) = DayRule.ReadRange(from, to, MaximumDays);
        var stored = await store.AgentStatus.GetAsync(employeeId, first, last, cancellationToken);
        return stored.Select(status => status with { Start = LocalZone.ToLocal(status.Start, zone), End = LocalZone.ToLocal(status.End, zone) }).ToList();
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Agent data of '{System}', {Day:uuuu-MM-dd}: activities: {Activities}, employees: {Employees}, unknown agents: {Unknown}")]
    private static partial void LogUpload(ILogger logger, string system, LocalDate day, int activities, int employees, int unknown);
}
