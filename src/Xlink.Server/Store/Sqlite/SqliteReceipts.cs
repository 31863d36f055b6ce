using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Api;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Receipts of uploads by their idempotency keys: an upload that is repeated gets its first receipt and is not stored again.</summary>
internal static class SqliteReceipts
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(30);

    /// <summary>The receipt of an upload, which is stored if it is not yet. Runs within the transaction that stores it. Refused: <c>IdempotencyKeyReused</c>.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="idempotencyKey">Key of the upload.</param>
    /// <param name="fingerprint">What the upload says, in short.</param>
    /// <param name="now">The time of the upload.</param>
    /// <param name="type">How the receipt is written.</param>
    /// <param name="store">Stores the upload.</param>
    internal static T GetOrStore<T>(SqliteConnection connection, string idempotencyKey, byte[] fingerprint, DateTimeOffset now, JsonTypeInfo<T> type, Func<T> store)
        where T : class
    {
        if (Find(connection, idempotencyKey, fingerprint) is { } earlier)
        {
            return JsonSerializer.Deserialize(earlier, type)!;
        }

        var receipt = store();
        connection.Execute("delete from idempotency_key where created < @oldest", new { oldest = (now - KeyLifetime).ToUnixTimeMilliseconds() });
        connection.Execute(
            "insert into idempotency_key (name, request_hash, receipt, created) values (@idempotencyKey, @fingerprint, @receipt, @created)",
            new { idempotencyKey, fingerprint, receipt = JsonSerializer.Serialize(receipt, type), created = now.ToUnixTimeMilliseconds() });
        return receipt;
    }

    private static string? Find(SqliteConnection connection, string idempotencyKey, byte[] fingerprint)
    {
        var earlier = connection.QuerySingleOrDefault<Row>(
            "select request_hash as RequestHash, receipt from idempotency_key where name = @idempotencyKey", new { idempotencyKey });
        return earlier is null || earlier.RequestHash.AsSpan().SequenceEqual(fingerprint) ? earlier?.Receipt : throw Refusal.IdempotencyKeyReused();
    }

    private sealed class Row
    {
        public byte[] RequestHash { get; init; } = [];

        public string Receipt { get; init; } = string.Empty;
    }
}
