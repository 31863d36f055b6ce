using System;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>Receipts of the queues of an upload that is stored queue by queue.</summary>
internal static class SqlQueueReceipts
{
    /// <summary>
    /// The receipt of a queue's part, which is stored if it is not yet. Runs within the transaction that stores it, all of which has the queue in its keys.
    /// Refused: <c>IdempotencyKeyReused</c>.
    /// </summary>
    internal static async Task<CallDataReceipt> GetOrStoreAsync(
        SqlSession session, int queueId, string idempotencyKey, IFingerprint fingerprint, DateTimeOffset now, Func<Task<CallDataReceipt>> store)
    {
        var earlier = await session.QueryOptionalAsync<Row>(
            """
            select request_hash as RequestHash, vectors, values_written as ValuesWritten, vectors_replaced as VectorsReplaced
            from call_data_receipt where queue_id = @queueId and name = @idempotencyKey
            """,
            new { queueId, idempotencyKey });
        if (earlier is not null)
        {
            return fingerprint.IsOf(earlier.RequestHash) ? earlier.ToReceipt() : throw Refusal.IdempotencyKeyReused();
        }

        var receipt = await store();
        await session.ExecuteAsync(
            "delete from call_data_receipt where queue_id = @queueId and created < @oldest",
            new { queueId, oldest = (now - SqlReceipts.KeyLifetime).ToUnixTimeMilliseconds() });
        await session.ExecuteAsync(
            """
            insert into call_data_receipt (queue_id, name, request_hash, vectors, values_written, vectors_replaced, created)
            values (@queueId, @idempotencyKey, @fingerprint, @Vectors, @ValuesWritten, @VectorsReplaced, @created)
            """,
            new { queueId, idempotencyKey, fingerprint = fingerprint.Value, receipt.Vectors, receipt.ValuesWritten, receipt.VectorsReplaced, created = now.ToUnixTimeMilliseconds() });
        return receipt;
    }

    private sealed class Row
    {
        public byte[] RequestHash { get; init; } = [];

        public int Vectors { get; init; }

        public int ValuesWritten { get; init; }

        public int VectorsReplaced { get; init; }

        public CallDataReceipt ToReceipt() => new() { Vectors = Vectors, ValuesWritten = ValuesWritten, VectorsReplaced = VectorsReplaced };
    }
}
