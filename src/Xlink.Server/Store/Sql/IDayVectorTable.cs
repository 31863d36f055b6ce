using System.Collections.Generic;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>The table of day vectors, which every database keeps in its own way.</summary>
internal interface IDayVectorTable
{
    /// <summary>Whether its rows lie on several databases, by queue: then no transaction writes to two queues.</summary>
    bool IsDistributed { get; }

    /// <summary>Whether it keeps values one by one.</summary>
    bool IsUnpacked { get; }

    /// <summary>Merges the vectors of an upload, of which there are some, into what is stored; all of them are of one day.</summary>
    Task<CallDataReceipt> MergeAsync(SqlSession session, PackedUpload upload);

    /// <summary>The stored day vectors of a queue, by day and value type.</summary>
    Task<IReadOnlyList<DayVector>> ReadAsync(SqlSession session, int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version);

    /// <summary>The latest day of every queue and value type that has one, of those from <paramref name="from"/> on.</summary>
    Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> ReadLastDaysAsync(SqlSession session, LocalDate from, int version);

    /// <summary>Whether anything is stored.</summary>
    Task<bool> HasRowsAsync(SqlSession session);

    /// <summary>Whether a queue has stored values.</summary>
    Task<bool> HasRowsAsync(SqlSession session, int queueId);

    /// <summary>Deletes the stored values of queues.</summary>
    Task DeleteAsync(SqlSession session, IReadOnlyCollection<int> queueIds);
}
