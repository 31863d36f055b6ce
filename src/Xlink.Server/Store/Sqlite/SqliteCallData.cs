using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.CallData;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Day vectors in SQLite.</summary>
internal sealed class SqliteCallData(SqliteDatabase database) : ICallData
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(30);

    // The day leads the key, so one queue is found by going from day to day.
    private const string StoredDays =
        """
        with recursive stored_day (day) as (
            select min(day) from day_vector where day >= @from
            union all
            select (select min(day) from day_vector where day > stored_day.day) from stored_day where stored_day.day < @to
        )
        """;

    public Task<CallDataReceipt> StoreAsync(CallDataUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = UploadFingerprint.Of(upload);
        return database.WriteAsync(
            connection =>
            {
                if (FindReceipt(connection, idempotencyKey, fingerprint) is { } earlier)
                {
                    return earlier;
                }

                CheckTargets(connection, upload);
                var receipt = Merge(connection, upload);
                connection.Execute("delete from idempotency_key where created < @oldest", new { oldest = (now - KeyLifetime).ToUnixTimeMilliseconds() });
                connection.Execute(
                    "insert into idempotency_key (name, request_hash, receipt, created) values (@idempotencyKey, @fingerprint, @receipt, @created)",
                    new
                    {
                        idempotencyKey,
                        fingerprint,
                        receipt = JsonSerializer.Serialize(receipt, WfmJson.Default.CallDataReceipt),
                        created = now.ToUnixTimeMilliseconds(),
                    });
                return receipt;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<DayVector>> GetAsync(
        int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyList<DayVector>>(
            connection => connection.ExecuteScalar<bool>("select exists (select 1 from queue where id = @queueId and id <> @RootId)", new { queueId, WfmQueue.RootId })
                ? connection.Query<Row>(
                        StoredDays +
                        """
                        select day, queue_id as QueueId, value_type_id as ValueTypeId, version, interval_minutes as IntervalMinutes, interval_values as IntervalValues
                        from stored_day cross join day_vector using (day)
                        where day <= @to and queue_id = @queueId and version = @version and (@valueTypeId is null or value_type_id = @valueTypeId)
                        order by day, value_type_id
                        """,
                        new { queueId, valueTypeId, version, from = Number(from), to = Number(to) })
                    .Select(row => row.ToDayVector())
                    .ToList()
                : throw Refusal.QueueNotFound(queueId),
            cancellationToken);

    /// <summary>Whether a queue has stored values.</summary>
    internal static bool HasValues(SqliteConnection connection, int queueId)
        => connection.ExecuteScalar<bool>(
            StoredDays + "select exists (select 1 from stored_day cross join day_vector using (day) where queue_id = @queueId)",
            new { queueId, from = int.MinValue, to = int.MaxValue });

    /// <summary>Deletes the stored values of queues.</summary>
    internal static void DeleteValues(SqliteConnection connection, IReadOnlyCollection<int> queueIds)
    {
        var days = connection.Query<int?>(StoredDays + "select day from stored_day where day is not null", new { from = int.MinValue, to = int.MaxValue }).ToList();
        connection.Execute("delete from day_vector where day = @day and queue_id in @queueIds", days.Select(day => new { day, queueIds }));
    }

    private static CallDataReceipt? FindReceipt(SqliteConnection connection, string idempotencyKey, byte[] fingerprint)
    {
        var earlier = connection.QuerySingleOrDefault<KeyRow>(
            "select request_hash as RequestHash, receipt from idempotency_key where name = @idempotencyKey", new { idempotencyKey });
        return earlier is null ? null
            : earlier.RequestHash.AsSpan().SequenceEqual(fingerprint) ? JsonSerializer.Deserialize(earlier.Receipt, WfmJson.Default.CallDataReceipt)
            : throw Refusal.IdempotencyKeyReused();
    }

    private static void CheckTargets(SqliteConnection connection, CallDataUpload upload)
    {
        var deliversCallData = connection.QuerySingleOrDefault<bool?>(
            "select phone_link from external_system where name_key = @key", new { key = NameRule.Key(upload.ExternalSystem) });
        if (deliversCallData != true)
        {
            throw deliversCallData is null ? Refusal.ExternalSystemUnknown(upload.ExternalSystem) : Refusal.PhoneLinkMissing(upload.ExternalSystem);
        }

        var targets = connection.Query<(int, int)>("select queue_id, value_type_id from queue_value_type").ToHashSet();
        if (upload.Vectors.FirstOrDefault(vector => !targets.Contains((vector.QueueId, vector.ValueTypeId))) is { } stray)
        {
            throw Refusal.ValueTypeNotInQueue(stray);
        }
    }

    private static CallDataReceipt Merge(SqliteConnection connection, CallDataUpload upload)
    {
        if (upload.Vectors.Count == 0)
        {
            return new() { Vectors = 0, ValuesWritten = 0, VectorsReplaced = 0 };
        }

        var day = Number(upload.Vectors[0].Day);
        var storedVectors = connection.Query<Row>(
                "select queue_id as QueueId, value_type_id as ValueTypeId, version, interval_minutes as IntervalMinutes, interval_values as IntervalValues from day_vector where day = @day",
                new { day })
            .ToDictionary(row => (row.QueueId, row.ValueTypeId, row.Version));
        using var writer = new DayVectorWriter(connection, day);
        int vectors = 0, values = 0, replaced = 0;
        foreach (var vector in upload.Vectors.Where(vector => DayMerge.HasEffect(vector, upload.WriteAlways)))
        {
            var stored = storedVectors.GetValueOrDefault((vector.QueueId, vector.ValueTypeId, vector.Version));
            var storedValues = stored is null ? [] : DayVectorBlob.Read(stored.IntervalValues);
            var canMerge = stored is null || (stored.IntervalMinutes == vector.IntervalMinutes && storedValues.Length == vector.Values.Length);
            var merged = DayMerge.Apply(vector.Values, canMerge ? storedValues : [], upload.WriteAlways);
            writer.Write(vector, merged.Values);
            vectors++;
            values += merged.Written;
            replaced += canMerge ? 0 : 1;
        }

        return new() { Vectors = vectors, ValuesWritten = values, VectorsReplaced = replaced };
    }

    private static int Number(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    private sealed class KeyRow
    {
        public byte[] RequestHash { get; init; } = [];

        public string Receipt { get; init; } = string.Empty;
    }

    private sealed class Row
    {
        public int Day { get; init; }

        public int QueueId { get; init; }

        public int ValueTypeId { get; init; }

        public int Version { get; init; }

        public int IntervalMinutes { get; init; }

        public byte[] IntervalValues { get; init; } = [];

        public DayVector ToDayVector() => new()
        {
            QueueId = QueueId,
            ValueTypeId = ValueTypeId,
            Version = Version,
            Day = new LocalDate(Day / 10_000, Day / 100 % 100, Day % 100),
            IntervalMinutes = IntervalMinutes,
            Values = DayVectorBlob.Read(IntervalValues),
        };
    }
}
