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
internal sealed class SqlCallData(SqlDatabase database, IDayVectorTable dayVectors, SqlReceipts receipts) : ICallData
{
    private const string Table = "day_vector";
    private const string Targets = "select queue_id, value_type_id from queue_value_type";

    private static readonly CallDataReceipt ReceiptOfNothing = new() { Vectors = 0, ValuesWritten = 0, VectorsReplaced = 0 };

    public async Task<CallDataReceipt> StoreAsync(PackedUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
        => await (await StoreAsync([new(idempotencyKey, upload)], now, cancellationToken))[0];

    public Task<IReadOnlyList<Task<CallDataReceipt>>> StoreAsync(IReadOnlyList<KeyedUpload> uploads, DateTimeOffset now, CancellationToken cancellationToken)
        => dayVectors.IsDistributed
            ? SqlDatabase.AllAsync([.. uploads.Select(upload => StoreByQueueAsync(upload, now, cancellationToken))])
            : database.WriteDaysAsync(Table, [.. uploads.Select(upload => new DayWrite<CallDataReceipt>(DayOf(upload.Upload), Write(upload, now)))], cancellationToken);

    public Task<IReadOnlyList<DayVector>> GetAsync(
        int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version, CancellationToken cancellationToken)
        => database.ReadAsync(
            async session => await session.ExistsAsync("select 1 from queue where id = @queueId and id <> @RootId", new { queueId, WfmQueue.RootId })
                ? await dayVectors.ReadAsync(session, queueId, valueTypeId, from, to, version)
                : throw Refusal.QueueNotFound(queueId),
            cancellationToken);

    public Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> GetLastDaysAsync(LocalDate from, int version, CancellationToken cancellationToken)
        => database.ReadAsync(session => dayVectors.ReadLastDaysAsync(session, from, version), cancellationToken);

    public async Task<LocalDate?> FindLastDayAsync(int queueId, int valueTypeId, LocalDate from, int version, CancellationToken cancellationToken)
        => await database.ReadAsync(
            session => session.QuerySingleAsync<int?>(
                StoredDay.With(Table) +
                $"""
                select {session.Dialect.DayNumber("max(day)")} from stored_day
                where exists (
                    select 1 from day_vector
                    where day_vector.day = stored_day.day and queue_id = @queueId and value_type_id = @valueTypeId and version = @version
                )
                """,
                new { queueId, valueTypeId, version, from = session.Dialect.Day(from), to = session.Dialect.Day(DayRule.LastDay) }),
            cancellationToken) is { } day
            ? StoredDay.Date(day)
            : null;

    /// <summary>
    /// Stores an upload queue by queue, each in a transaction with a receipt of its own. If it breaks off, whoever repeats it under its key goes on where it
    /// ended.
    /// </summary>
    private async Task<CallDataReceipt> StoreByQueueAsync(KeyedUpload keyed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (idempotencyKey, upload) = keyed;
        var fingerprint = FingerprintOf(upload);
        var earlier = await database.ReadAsync(
            async session =>
            {
                var receipt = await SqlReceipts.FindAsync(session, idempotencyKey, fingerprint, now, WfmJson.Default.CallDataReceipt);
                if (receipt is null)
                {
                    await CheckTargetsAsync(session, upload);
                }

                return receipt;
            },
            cancellationToken);
        if (earlier is not null)
        {
            return earlier;
        }

        var sum = ReceiptOfNothing;
        foreach (var queue in upload.Vectors.GroupBy(vector => vector.QueueId))
        {
            var part = upload with { Vectors = [.. queue], Bytes = default };
            var receipt = await database.WriteDayAsync(
                Table,
                DayOf(part),
                session => SqlQueueReceipts.GetOrStoreAsync(session, queue.Key, idempotencyKey, fingerprint, now, () => StoreAsync(session, part)),
                CancellationToken.None);
            sum = new()
            {
                Vectors = sum.Vectors + receipt.Vectors,
                ValuesWritten = sum.ValuesWritten + receipt.ValuesWritten,
                VectorsReplaced = sum.VectorsReplaced + receipt.VectorsReplaced,
            };
        }

        return await database.WriteBesideOthersAsync(
            session => receipts.GetOrStoreAsync(session, idempotencyKey, fingerprint, now, WfmJson.Default.CallDataReceipt, () => Task.FromResult(sum)),
            CancellationToken.None);
    }

    private Func<SqlSession, Task<CallDataReceipt>> Write(KeyedUpload upload, DateTimeOffset now)
    {
        var fingerprint = FingerprintOf(upload.Upload);
        return session => receipts.GetOrStoreAsync(
            session, upload.IdempotencyKey, fingerprint, now, WfmJson.Default.CallDataReceipt, () => StoreAsync(session, upload.Upload));
    }

    // Made at once: later others would wait for it.
    private UploadFingerprint FingerprintOf(PackedUpload upload) => new(upload, dayVectors.IsUnpacked);

    // Of no vectors no day needs room.
    private static LocalDate? DayOf(PackedUpload upload) => upload.Vectors is [var vector, ..] ? vector.Day : null;

    private async Task<CallDataReceipt> StoreAsync(SqlSession session, PackedUpload upload)
    {
        await CheckTargetsAsync(session, upload);
        return upload.Vectors.Count == 0 ? ReceiptOfNothing : await dayVectors.MergeAsync(session, upload);
    }

    private static async Task CheckTargetsAsync(SqlSession session, PackedUpload upload)
    {
        var system = await SqlExternalSystems.GetAsync(session, upload.ExternalSystem);
        if (!system.PhoneLink)
        {
            throw Refusal.PhoneLinkMissing(system.Name);
        }

        var targets = session.Memory is { } memory
            ? (await memory.FindAsync("targets", async () => (await session.QueryAsync<(int, int)>(Targets)).ToHashSet()))!
            : await FindTargetsAsync(session, upload);
        if (upload.Vectors.FirstOrDefault(vector => !targets.Contains((vector.QueueId, vector.ValueTypeId))) is { } stray)
        {
            throw Refusal.ValueTypeNotInQueue(stray);
        }
    }

    private static async Task<HashSet<(int QueueId, int ValueTypeId)>> FindTargetsAsync(SqlSession session, PackedUpload upload)
    {
        var queueIds = session.Dialect.List(upload.Vectors.Select(vector => vector.QueueId).Distinct());
        return (await session.QueryAsync<(int, int)>(Targets + " where queue_id " + session.Dialect.IsIn("@queueIds"), new { queueIds })).ToHashSet();
    }
}
