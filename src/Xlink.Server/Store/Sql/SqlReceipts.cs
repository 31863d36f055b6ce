using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Xlink.Server.Api;

namespace Xlink.Server.Store.Sql;

/// <summary>Receipts of uploads by their idempotency keys: an upload that is repeated gets its first receipt and is not stored again.</summary>
internal static class SqlReceipts
{
    /// <summary>How long a key is known.</summary>
    internal static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(30);

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
    internal static async Task<T> GetOrStoreAsync<T>(
        SqlSession session, string idempotencyKey, IFingerprint fingerprint, DateTimeOffset now, JsonTypeInfo<T> type, Func<Task<T>> store)
        where T : class
    {
        if (await FindAsync(session, idempotencyKey, fingerprint, type) is { } earlier)
        {
            return earlier;
        }

        var receipt = await store();
        await session.ExecuteAsync("delete from idempotency_key where created < @oldest", new { oldest = (now - KeyLifetime).ToUnixTimeMilliseconds() });
        await session.ExecuteAsync(
            "insert into idempotency_key (name, request_hash, receipt, created) values (@idempotencyKey, @fingerprint, @receipt, @created)",
            new { idempotencyKey, fingerprint = fingerprint.Value, receipt = JsonSerializer.Serialize(receipt, type), created = now.ToUnixTimeMilliseconds() });
        return receipt;
    }

    /// <summary>The receipt of an earlier upload of the same content, or <see langword="null"/>. Refused: <c>IdempotencyKeyReused</c>.</summary>
    internal static async Task<T?> FindAsync<T>(SqlSession session, string idempotencyKey, IFingerprint fingerprint, JsonTypeInfo<T> type)
        where T : class
    {
        var earlier = await session.QueryOptionalAsync<Row>(
            "select request_hash as RequestHash, receipt from idempotency_key where name = @idempotencyKey", new { idempotencyKey });
        if (earlier is null)
        {
            return null;
        }

        return fingerprint.IsOf(earlier.RequestHash) ? JsonSerializer.Deserialize(earlier.Receipt, type) : throw Refusal.IdempotencyKeyReused();
    }

    private sealed class Row
    {
        public byte[] RequestHash { get; init; } = [];

        public string Receipt { get; init; } = string.Empty;
    }
}
