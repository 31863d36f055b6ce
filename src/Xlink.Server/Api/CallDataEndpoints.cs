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
        api.MapPost("call-data/batch", StoreBatchAsync)
            .LimitBody(maximumUpload)
            .AcceptsBytes(CallDataBatchFormat.MediaType)
            .Needs(Access.Import)
            .WithTags("Call data")
            .WithSummary("Stores several uploads of call data, each wholly or not at all, and says of each what became of it.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
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
        var upload = Check(body.Upload, zone);
        var receipt = await store.CallData.StoreAsync(upload, IdempotencyKey.Check(idempotencyKey), clock.GetUtcNow(), cancellationToken);
        Tell(upload, receipt, metrics, logger);
        return receipt;
    }

    private static async Task<IReadOnlyList<CallDataOutcome>> StoreBatchAsync(
        HttpRequest request,
        DateTimeZone zone,
        IWfmStore store,
        TimeProvider clock,
        ServerMetrics metrics,
        ILogger<CallDataUpload> logger,
        CancellationToken cancellationToken)
    {
        using var body = await CallDataBatchBody.ReadAsync(request, cancellationToken);
        var outcomes = new CallDataOutcome[body.Uploads.Count];
        var (good, positions) = (new List<KeyedUpload>(outcomes.Length), new List<int>(outcomes.Length));
        for (var i = 0; i < outcomes.Length; i++)
        {
            try
            {
                var (key, upload) = body.Uploads[i];
                good.Add(new(IdempotencyKey.Check(key), Check(upload, zone)));
                positions.Add(i);
            }
            catch (RefusedException refusal)
            {
                outcomes[i] = new() { Problem = refusal.ToProblem() };
            }
        }

        var stored = await store.CallData.StoreAsync(good, clock.GetUtcNow(), cancellationToken);
        for (var i = 0; i < good.Count; i++)
        {
            try
            {
                var receipt = await stored[i];
                Tell(good[i].Upload, receipt, metrics, logger);
                outcomes[positions[i]] = new() { Receipt = receipt };
            }
            catch (RefusedException refusal)
            {
                outcomes[positions[i]] = new() { Problem = refusal.ToProblem() };
            }
        }

        return outcomes;
    }

    private static PackedUpload Check(PackedUpload upload, DateTimeZone zone)
    {
        var named = upload with { ExternalSystem = NameRule.ExternalSystem(upload.ExternalSystem) };
        UploadCheck.Check(named, zone);
        return named;
    }

    private static void Tell(PackedUpload upload, CallDataReceipt receipt, ServerMetrics metrics, ILogger logger)
    {
        metrics.CountUpload(receipt);
        LogUpload(logger, upload.ExternalSystem, upload.Vectors is [var vector, ..] ? vector.Day : null, receipt.Vectors, receipt.ValuesWritten, receipt.VectorsReplaced);
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
