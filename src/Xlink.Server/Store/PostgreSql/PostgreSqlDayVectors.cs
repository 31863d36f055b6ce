using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Xlink.Server.CallData;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.PostgreSql;

/// <summary>
/// Day vectors in PostgreSQL: arrays with null for no data, in partitions by month. What is not stored yet goes in by COPY. In a distributed PostgreSQL every
/// statement names one queue instead, so that it is sent to the queue's place; many of them share a round trip.
/// </summary>
internal sealed class PostgreSqlDayVectors(bool isDistributed) : IDayVectorTable
{
    private const string Columns = "select day, queue_id, value_type_id, version, interval_minutes, interval_values from day_vector ";

    // Statements of one round trip: an upload of a whole site should not stand in memory twice.
    private const int BatchSize = 1000;

    private const string Select = Columns + "where day = $1 and queue_id = $2 order by value_type_id, version for update";

    private const string SelectMany = Columns + "where day = $1 and queue_id = any($2) order by queue_id, value_type_id, version for update";

    private const string Copy =
        "copy day_vector (day, queue_id, value_type_id, version, interval_minutes, interval_values) from stdin (format binary)";

    private const string Insert =
        """
        insert into day_vector (day, queue_id, value_type_id, version, interval_minutes, interval_values) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        """;

    private const string Update =
        """
        update day_vector set interval_minutes = $5, interval_values = $6 where day = $1 and queue_id = $2 and value_type_id = $3 and version = $4
        """;

    private const NpgsqlDbType Integers = NpgsqlDbType.Array | NpgsqlDbType.Integer;

    public bool IsDistributed => isDistributed;

    public bool IsUnpacked => true;

    public async Task<CallDataReceipt> MergeAsync(SqlSession session, PackedUpload upload)
    {
        // One order for all uploads: they wait for each other, but never in a circle.
        IReadOnlyList<PackedDayVector> open = [.. upload.InOrder().Where(vector => DayMerge.HasEffect(vector, upload.WriteAlways))];
        var count = new MergeCount();
        var day = upload.Vectors[0].Day;
        var mayBeStored = isDistributed || await HasRowsAsync(session, day);
        while (open.Count > 0)
        {
            var stored = mayBeStored ? await LockAsync(session, day, [.. open.Select(vector => vector.QueueId).Distinct()]) : [];
            if (!isDistributed && open.Where(vector => !stored.ContainsKey(KeyOf(vector))).ToList() is { Count: > 0 } added)
            {
                await CopyAsync(session, added, count, upload.WriteAlways);
                open = [.. open.Where(vector => stored.ContainsKey(KeyOf(vector)))];
            }

            // Those that another upload has inserted meanwhile are there by now and are merged in the next round.
            open = await WriteAsync(session, open, stored, count, upload.WriteAlways);
            mayBeStored = true;
        }

        return count.ToReceipt();
    }

    public async Task<IReadOnlyList<DayVector>> ReadAsync(SqlSession session, int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version)
    {
        await using var command = new NpgsqlCommand(
            Columns + "where day between $1 and $2 and queue_id = $3 and version = $4 and ($5 is null or value_type_id = $5) order by day, value_type_id",
            (NpgsqlConnection)session.Connection)
        {
            Parameters =
            {
                new() { Value = from.ToDateOnly() },
                new() { Value = to.ToDateOnly() },
                new() { Value = queueId },
                new() { Value = version },
                new() { Value = valueTypeId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(session.CancellationToken);
        var vectors = new List<DayVector>();
        while (await reader.ReadAsync(session.CancellationToken))
        {
            vectors.Add(Read(reader));
        }

        return vectors;
    }

    public async Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> ReadLastDaysAsync(SqlSession session, LocalDate from, int version)
    {
        await using var command = new NpgsqlCommand(
            "select queue_id, value_type_id, max(day) from day_vector where day >= $1 and version = $2 group by queue_id, value_type_id",
            (NpgsqlConnection)session.Connection)
        {
            Parameters = { new() { Value = from.ToDateOnly() }, new() { Value = version } },
        };
        await using var reader = await command.ExecuteReaderAsync(session.CancellationToken);
        var days = new Dictionary<(int QueueId, int ValueTypeId), LocalDate>();
        while (await reader.ReadAsync(session.CancellationToken))
        {
            days.Add((reader.GetInt32(0), reader.GetInt32(1)), LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(2)));
        }

        return days;
    }

    public Task<bool> HasRowsAsync(SqlSession session) => session.ExistsAsync("select 1 from day_vector");

    public Task<bool> HasRowsAsync(SqlSession session, int queueId) => session.ExistsAsync("select 1 from day_vector where queue_id = @queueId", new { queueId });

    public Task DeleteAsync(SqlSession session, IReadOnlyCollection<int> queueIds)
        => session.ExecuteAsync(
            "delete from day_vector where queue_id = any(@queueIds); delete from call_data_receipt where queue_id = any(@queueIds)",
            new { queueIds = queueIds.ToArray() });

    private static async Task<bool> HasRowsAsync(SqlSession session, LocalDate day)
    {
        await using var command = new NpgsqlCommand("select exists (select 1 from day_vector where day = $1)", (NpgsqlConnection)session.Connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = day.ToDateOnly() } },
        };
        return (bool)(await command.ExecuteScalarAsync(session.CancellationToken))!;
    }

    /// <summary>What is stored of queues on a day; it stays as it is until the end of the transaction.</summary>
    private async Task<Dictionary<(int Queue, int ValueType, int Version), DayVector>> LockAsync(SqlSession session, LocalDate day, int[] queueIds)
    {
        var stored = new Dictionary<(int Queue, int ValueType, int Version), DayVector>();
        var date = day.ToDateOnly();
        IEnumerable<NpgsqlBatchCommand> selects = isDistributed
            ? queueIds.Select(queue => new NpgsqlBatchCommand(Select) { Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = date }, new NpgsqlParameter<int> { TypedValue = queue } } })
            : [new(SelectMany) { Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = date }, new NpgsqlParameter<int[]> { TypedValue = queueIds } } }];
        foreach (var chunk in selects.Chunk(BatchSize))
        {
            await using var batch = NewBatch(session);
            foreach (var select in chunk)
            {
                batch.BatchCommands.Add(select);
            }

            await using var reader = await batch.ExecuteReaderAsync(session.CancellationToken);
            do
            {
                while (await reader.ReadAsync(session.CancellationToken))
                {
                    var vector = Read(reader);
                    stored.Add(KeyOf(vector), vector);
                }
            }
            while (await reader.NextResultAsync(session.CancellationToken));
        }

        return stored;
    }

    /// <summary>
    /// Writes vectors of which nothing is stored. If another upload has inserted one of them meanwhile, the transaction collides with it and runs again.
    /// </summary>
    private static async Task CopyAsync(SqlSession session, IReadOnlyList<PackedDayVector> vectors, MergeCount count, bool writeAlways)
    {
        await using var copy = await ((NpgsqlConnection)session.Connection).BeginBinaryImportAsync(Copy, session.CancellationToken);
        foreach (var vector in vectors)
        {
            var merged = MergedDay.OverNothing(vector, writeAlways);
            count.Add(merged);
            await copy.StartRowAsync(session.CancellationToken);
            await copy.WriteAsync(vector.Day.ToDateOnly(), NpgsqlDbType.Date, session.CancellationToken);
            await copy.WriteAsync(vector.QueueId, NpgsqlDbType.Integer, session.CancellationToken);
            await copy.WriteAsync(vector.ValueTypeId, NpgsqlDbType.Integer, session.CancellationToken);
            await copy.WriteAsync(vector.Version, NpgsqlDbType.Integer, session.CancellationToken);
            await copy.WriteAsync((short)vector.IntervalMinutes, NpgsqlDbType.Smallint, session.CancellationToken);
            if (WithNull(merged.Values) is { } withNull)
            {
                await copy.WriteAsync(withNull, Integers, session.CancellationToken);
            }
            else
            {
                await copy.WriteAsync(merged.Values, Integers, session.CancellationToken);
            }
        }

        await copy.CompleteAsync(session.CancellationToken);
    }

    /// <summary>Writes vectors over what is stored.</summary>
    /// <returns>Those that were not stored and yet could not be inserted.</returns>
    private static async Task<IReadOnlyList<PackedDayVector>> WriteAsync(
        SqlSession session,
        IReadOnlyList<PackedDayVector> vectors,
        Dictionary<(int Queue, int ValueType, int Version), DayVector> stored,
        MergeCount count,
        bool writeAlways)
    {
        var left = new List<PackedDayVector>();
        foreach (var chunk in vectors.Chunk(BatchSize))
        {
            var written = new List<(PackedDayVector Vector, MergedDay Merged)>(chunk.Length);
            await using var batch = NewBatch(session);
            foreach (var vector in chunk)
            {
                var storedVector = stored.GetValueOrDefault(KeyOf(vector));
                var merged = storedVector is null
                    ? MergedDay.OverNothing(vector, writeAlways)
                    : MergedDay.Over(vector, storedVector.IntervalMinutes, storedVector.Values, writeAlways);
                if (merged.IsStored)
                {
                    count.Add(merged);
                    continue;
                }

                written.Add((vector, merged));
                batch.BatchCommands.Add(Write(storedVector is null ? Insert : Update, vector, merged.Values));
            }

            if (written.Count == 0)
            {
                continue;
            }

            await batch.ExecuteNonQueryAsync(session.CancellationToken);
            for (var i = 0; i < written.Count; i++)
            {
                if (batch.BatchCommands[i].RecordsAffected == 1)
                {
                    count.Add(written[i].Merged);
                }
                else
                {
                    left.Add(written[i].Vector);
                }
            }
        }

        return left;
    }

    private static NpgsqlBatchCommand Write(string sql, PackedDayVector vector, int[] values) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<DateOnly> { TypedValue = vector.Day.ToDateOnly() },
            new NpgsqlParameter<int> { TypedValue = vector.QueueId },
            new NpgsqlParameter<int> { TypedValue = vector.ValueTypeId },
            new NpgsqlParameter<int> { TypedValue = vector.Version },
            new NpgsqlParameter<short> { TypedValue = (short)vector.IntervalMinutes },
            WithNull(values) is { } withNull ? new NpgsqlParameter<int?[]> { TypedValue = withNull } : new NpgsqlParameter<int[]> { TypedValue = values },
        },
    };

    /// <summary>The values with null for no data; <see langword="null"/> if all intervals have data.</summary>
    private static int?[]? WithNull(int[] values)
        => values.AsSpan().Contains(DayVector.NoData) ? Array.ConvertAll(values, value => value == DayVector.NoData ? (int?)null : value) : null;

    private static (int Queue, int ValueType, int Version) KeyOf(DayVector vector) => (vector.QueueId, vector.ValueTypeId, vector.Version);

    private static (int Queue, int ValueType, int Version) KeyOf(PackedDayVector vector) => (vector.QueueId, vector.ValueTypeId, vector.Version);

    private static DayVector Read(NpgsqlDataReader reader) => new()
    {
        Day = LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(0)),
        QueueId = reader.GetInt32(1),
        ValueTypeId = reader.GetInt32(2),
        Version = reader.GetInt32(3),
        IntervalMinutes = reader.GetInt16(4),
        Values = Array.ConvertAll(reader.GetFieldValue<int?[]>(5), value => value ?? DayVector.NoData),
    };

    private static NpgsqlBatch NewBatch(SqlSession session) => new((NpgsqlConnection)session.Connection, (NpgsqlTransaction)session.Transaction);
}
