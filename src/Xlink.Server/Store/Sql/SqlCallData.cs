using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.CallData;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Call data in a database.</summary>
internal sealed class SqlCallData(SqlDatabase database, IDayVectorTable dayVectors) : ICallData
{
    private static readonly CallDataReceipt ReceiptOfNothing = new() { Vectors = 0, ValuesWritten = 0, VectorsReplaced = 0 };

    public async Task<CallDataReceipt> StoreAsync(CallDataUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = UploadFingerprint.Of(upload);
        if (upload.Vectors is [var vector, ..])
        {
            await dayVectors.PrepareAsync(vector.Day, cancellationToken);
        }

        return await database.WriteBesideOthersAsync(
            session => SqlReceipts.GetOrStoreAsync(session, idempotencyKey, fingerprint, now, WfmJson.Default.CallDataReceipt, () => StoreAsync(session, upload)),
            cancellationToken);
    }

    public Task<IReadOnlyList<DayVector>> GetAsync(
        int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session => await session.ExistsAsync("select 1 from queue where id = @queueId and id <> @RootId", new { queueId, WfmQueue.RootId })
                ? await dayVectors.ReadAsync(session, queueId, valueTypeId, from, to, version)
                : throw Refusal.QueueNotFound(queueId),
            cancellationToken);

    private async Task<CallDataReceipt> StoreAsync(SqlSession session, CallDataUpload upload)
    {
        await CheckTargetsAsync(session, upload);
        return upload.Vectors.Count == 0 ? ReceiptOfNothing : await dayVectors.MergeAsync(session, upload);
    }

    private static async Task CheckTargetsAsync(SqlSession session, CallDataUpload upload)
    {
        var system = await SqlExternalSystems.GetAsync(session, upload.ExternalSystem);
        if (!system.PhoneLink)
        {
            throw Refusal.PhoneLinkMissing(system.Name);
        }

        var queueIds = session.Dialect.List(upload.Vectors.Select(vector => vector.QueueId).Distinct());
        var targets = (await session.QueryAsync<(int, int)>(
            "select queue_id, value_type_id from queue_value_type where queue_id " + session.Dialect.IsIn("@queueIds"), new { queueIds })).ToHashSet();
        if (upload.Vectors.FirstOrDefault(vector => !targets.Contains((vector.QueueId, vector.ValueTypeId))) is { } stray)
        {
            throw Refusal.ValueTypeNotInQueue(stray);
        }
    }
}
