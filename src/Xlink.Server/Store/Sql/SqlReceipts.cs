using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;

namespace Xlink.Server.Store.Sql;

/// <summary>Receipts of uploads by their idempotency keys: an upload that is repeated gets its first receipt and is not stored again.</summary>
internal sealed class SqlReceipts
{
    /// <summary>How long a key is known.</summary>
    internal static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(30);

    private static readonly TimeSpan DeletingInterval = TimeSpan.FromMinutes(10);

    // When keys were deleted that were over, in ticks. Until it happens again they stay there, unknown.
    private long deleted;

    /// <summary>
    /// The receipt of an upload, which is stored if it is not yet. Runs within the transaction that stores it: of two that come at once one collides with the
    /// other's key and runs again. Refused: <c>IdempotencyKeyReused</c>.
    /// </summary>
    /// <param name="session">The database.</param>
    /// <param name="idempotencyKey">Key of the upload.</param>
    /// <param name="fingerprint">What the upload says, in short.</param>
    /// <param name="now">The time of the upload.</param>
    /// <param name="type">How the receipt is written.</param>
    /// <param name="store">Stores the upload.</param>
    internal async Task<T> GetOrStoreAsync<T>(
        SqlSession session, string idempotencyKey, IFingerprint fingerprint, DateTimeOffset now, JsonTypeInfo<T> type, Func<Task<T>> store)
        where T : class
    {
        var known = await LookUpAsync(session, idempotencyKey);
        if (known is not null && !known.IsOver(now))
        {
            return known.Receipt(fingerprint, type);
        }

        var receipt = await store();
        if (IsTimeToDelete(now) || known is not null)
        {
            await session.ExecuteAsync("delete from idempotency_key where created < @oldest", new { oldest = Oldest(now) });
        }

        await session.ExecuteAsync(
            "insert into idempotency_key (name, request_hash, receipt, created) values (@idempotencyKey, @fingerprint, @receipt, @created)",
            new { idempotencyKey, fingerprint = fingerprint.Value, receipt = JsonSerializer.Serialize(receipt, type), created = now.ToUnixTimeMilliseconds() });
        return receipt;
    }

    /// <summary>The receipt of an earlier upload of the same content, or <see langword="null"/>. Refused: <c>IdempotencyKeyReused</c>.</summary>
    internal static async Task<T?> FindAsync<T>(SqlSession session, string idempotencyKey, IFingerprint fingerprint, DateTimeOffset now, JsonTypeInfo<T> type)
        where T : class
        => await LookUpAsync(session, idempotencyKey) is { } known && !known.IsOver(now) ? known.Receipt(fingerprint, type) : null;

    private static Task<Known?> LookUpAsync(SqlSession session, string idempotencyKey)
        => session.QueryOptionalAsync<Known>(
            "select request_hash as RequestHash, receipt as Text, created from idempotency_key where name = @idempotencyKey", new { idempotencyKey });

    private static long Oldest(DateTimeOffset now) => (now - KeyLifetime).ToUnixTimeMilliseconds();

    private bool IsTimeToDelete(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref deleted);
        return Math.Abs(now.Ticks - last) >= DeletingInterval.Ticks && Interlocked.CompareExchange(ref deleted, now.Ticks, last) == last;
    }

    private sealed class Known
    {
        public byte[] RequestHash { get; init; } = [];

        public string Text { get; init; } = string.Empty;

        public long Created { get; init; }

        internal bool IsOver(DateTimeOffset now) => Created < Oldest(now);

        internal T Receipt<T>(IFingerprint fingerprint, JsonTypeInfo<T> type)
            => fingerprint.IsOf(RequestHash) ? JsonSerializer.Deserialize(Text, type)! : throw Refusal.IdempotencyKeyReused();
    }
}
