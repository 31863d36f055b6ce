using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using NodaTime;
using Xlink.Server.CallData;
using Xlink.Server.Monitoring;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Call data in and out.</summary>
internal static partial class CallDataEndpoints
{
    private const int MaximumDays = 366;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api, long maximumUpload)
    {
        api.MapPost("call-data", StoreAsync)
            .LimitBody(maximumUpload)
            .Accepts<CallDataUpload>(CallDataBody.MediaTypes[0], CallDataBody.MediaTypes[1..])
            .Needs(Access.Import)
            .WithTags("Call data")
            .WithSummary("Stores the call data of one external system and day, wholly or not at all.")
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);
        api.MapGet("day-vectors", GetAsync)
            .WithTags("Call data")
            .WithSummary("The stored values of a queue.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<CallDataReceipt> StoreAsync(
        HttpRequest request,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        DateTimeZone zone,
        IWfmStore store,
        TimeProvider clock,
        ServerMetrics metrics,
        ILogger<CallDataUpload> logger,
        CancellationToken cancellationToken)
    {
        using var body = await CallDataBody.ReadAsync(request, cancellationToken);
        var upload = body.Upload;
        var checkedUpload = upload with { ExternalSystem = NameRule.ExternalSystem(upload.ExternalSystem) };
        UploadCheck.Check(checkedUpload, zone);
        var receipt = await store.CallData.StoreAsync(checkedUpload, IdempotencyKey.Check(idempotencyKey), clock.GetUtcNow(), cancellationToken);
        metrics.CountUpload(receipt);
        LogUpload(logger, checkedUpload.ExternalSystem, upload.Vectors is [var vector, ..] ? vector.Day : null, receipt.Vectors, receipt.ValuesWritten, receipt.VectorsReplaced);
        return receipt;
    }

    private static async Task<IReadOnlyList<DayVector>> GetAsync(
        int queueId, string from, string to, IWfmStore store, CancellationToken cancellationToken, int? valueTypeId = null, int version = DayVector.ActualVersion)
    {
        var (first, last) = DayRule.ReadRange(from, to, MaximumDays);
        return await store.CallData.GetAsync(queueId, valueTypeId, first, last, version, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Call data of '{System}', {Day:uuuu-MM-dd}: {Vectors} day vectors, {Values} values, {Replaced} replaced")]
    private static partial void LogUpload(ILogger logger, string system, LocalDate? day, int vectors, int values, int replaced);
}
