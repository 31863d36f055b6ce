using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.CallData;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Day vectors in SQLite: blobs, found by going through the key from day to day.</summary>
internal sealed class SqliteDayVectors : IDayVectorTable
{
    private static readonly string StoredDays = StoredDay.With("day_vector");

    public bool IsDistributed => false;

    public bool IsUnpacked => false;

    public Task<CallDataReceipt> MergeAsync(SqlSession session, PackedUpload upload)
    {
        using var writer = new DayVectorWriter((SqliteConnection)session.Connection, session.Memory as SqliteWriter, StoredDay.Number(upload.Vectors[0].Day));
        var count = new MergeCount();

        // In the order of the key, so that the rows of a day are appended to each other.
        foreach (var vector in upload.InOrder())
        {
            if (DayMerge.HasEffect(vector, upload.WriteAlways))
            {
                writer.Merge(vector, upload.WriteAlways, count);
            }
        }

        writer.Complete();
        return Task.FromResult(count.ToReceipt());
    }

    public async Task<IReadOnlyList<DayVector>> ReadAsync(SqlSession session, int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version)
    {
        var rows = await session.QueryAsync<Row>(
            StoredDays +
            """
            select day, queue_id as QueueId, value_type_id as ValueTypeId, version, interval_minutes as IntervalMinutes, interval_values as IntervalValues
            from stored_day cross join day_vector using (day)
            where day <= @to and queue_id = @queueId and version = @version and (@valueTypeId is null or value_type_id = @valueTypeId)
            order by day, value_type_id
            """,
            new { queueId, valueTypeId, version, from = StoredDay.Number(from), to = StoredDay.Number(to) });
        return rows.ConvertAll(row => row.ToDayVector());
    }

    public async Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> ReadLastDaysAsync(SqlSession session, LocalDate from, int version)
        => (await session.QueryAsync<(int QueueId, int ValueTypeId, int Day)>(
                "select queue_id, value_type_id, max(day) from day_vector where day >= @from and version = @version group by queue_id, value_type_id",
                new { from = StoredDay.Number(from), version }))
            .ToDictionary(row => (row.QueueId, row.ValueTypeId), row => StoredDay.Date(row.Day));

    public Task<bool> HasRowsAsync(SqlSession session) => session.ExistsAsync("select 1 from day_vector");

    public Task<bool> HasRowsAsync(SqlSession session, int queueId)
        => session.QuerySingleAsync<bool>(
            StoredDays + "select exists (select 1 from stored_day cross join day_vector using (day) where queue_id = @queueId)",
            new { queueId, from = int.MinValue, to = int.MaxValue });

    public async Task DeleteAsync(SqlSession session, IReadOnlyCollection<int> queueIds)
    {
        var days = await session.QueryAsync<int?>(StoredDays + "select day from stored_day where day is not null", new { from = int.MinValue, to = int.MaxValue });
        var queues = session.Dialect.List(queueIds);
        await session.ExecuteAsync("delete from day_vector where day = @day and queue_id " + session.Dialect.IsIn("@queues"), days.Select(day => new { day, queues }));
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
