using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>The imported values, one row per day vector.</summary>
internal interface ICallData
{
    /// <summary>
    /// Stores an upload that <see cref="CallData.UploadCheck"/> has passed, merged into what is there, together with its idempotency key.
    /// Refused: <c>IdempotencyKeyReused</c>, <c>ExternalSystemUnknown</c>, <c>PhoneLinkMissing</c>, <c>ValueTypeNotInQueue</c>.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="idempotencyKey">Its key. A second upload of the same content under it changes nothing and gives the first receipt.</param>
    /// <param name="now">The time of the upload.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    Task<CallDataReceipt> StoreAsync(PackedUpload upload, string idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores several uploads, each as <see cref="StoreAsync(PackedUpload, string, DateTimeOffset, CancellationToken)"/> does, whatever becomes of the others. Their order does not count.</summary>
    /// <param name="uploads">The uploads.</param>
    /// <param name="now">The time of the uploads.</param>
    /// <param name="cancellationToken">Ends the wait, not a transaction that has begun.</param>
    /// <returns>Their tasks, all of which have ended.</returns>
    Task<IReadOnlyList<Task<CallDataReceipt>>> StoreAsync(IReadOnlyList<KeyedUpload> uploads, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The stored day vectors of a queue, by day and value type. Refused: <c>QueueNotFound</c>.</summary>
    Task<IReadOnlyList<DayVector>> GetAsync(
        int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version, CancellationToken cancellationToken);

    /// <summary>The latest day of which something is stored, for every queue and value type that has any.</summary>
    /// <param name="from">Days before this one do not count.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyDictionary<(int QueueId, int ValueTypeId), LocalDate>> GetLastDaysAsync(LocalDate from, int version, CancellationToken cancellationToken);

    /// <summary>The latest day of which something of a queue and value type is stored, or <see langword="null"/>.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="valueTypeId">The value type.</param>
    /// <param name="from">Days before this one do not count.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<LocalDate?> FindLastDayAsync(int queueId, int valueTypeId, LocalDate from, int version, CancellationToken cancellationToken);
}
