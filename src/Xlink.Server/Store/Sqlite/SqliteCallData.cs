using System;
using System.Collections.Generic;
using System.Linq;
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
    private static readonly string StoredDays = StoredDay.With("day_vector");

    public Task<CallDataReceipt> StoreAsync(CallDataUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = UploadFingerprint.Of(upload);
        return database.WriteAsync(
            connection => SqliteReceipts.GetOrStore(connection, idempotencyKey, fingerprint, now, WfmJson.Default.CallDataReceipt, () => Store(connection, upload)),
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
                        new { queueId, valueTypeId, version, from = StoredDay.Number(from), to = StoredDay.Number(to) })
                    .Select(row => row.ToDayVector())
                    .ToList()
                : throw Refusal.QueueNotFound(queueId),
            cancellationToken);

    public Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> GetLastDaysAsync(LocalDate from, int version, CancellationToken cancellationToken)
        => database.ReadAsync<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>>(
            connection => connection.Query<(int QueueId, int ValueTypeId, int Day)>(
                    "select queue_id, value_type_id, max(day) from day_vector where day >= @from and version = @version group by queue_id, value_type_id",
                    new { from = StoredDay.Number(from), version })
                .ToDictionary(row => (row.QueueId, row.ValueTypeId), row => StoredDay.Date(row.Day)),
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

    private static CallDataReceipt Store(SqliteConnection connection, CallDataUpload upload)
    {
        CheckTargets(connection, upload);
        return Merge(connection, upload);
    }

    private static void CheckTargets(SqliteConnection connection, CallDataUpload upload)
    {
        var system = SqliteExternalSystems.Get(connection, upload.ExternalSystem);
        if (!system.PhoneLink)
        {
            throw Refusal.PhoneLinkMissing(system.Name);
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

        var day = StoredDay.Number(upload.Vectors[0].Day);
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
            Day = StoredDay.Date(Day),
            IntervalMinutes = IntervalMinutes,
            Values = DayVectorBlob.Read(IntervalValues),
        };
    }
}
