using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

/// <summary>A <see cref="FakeTarget"/> that stores call data as a server does: what an upload has no value for stays.</summary>
internal sealed class MergingTarget : IImportTarget
{
    private readonly FakeTarget target = new();
    private readonly Dictionary<(int Queue, int ValueType, LocalDate Day), int[]> stored = [];

    public DateTimeZone TimeZone => target.TimeZone;

    public IReadOnlyList<WfmQueue> Queues => target.Queues;

    public IReadOnlyList<WfmExternalSystem> ExternalSystems => target.ExternalSystems;

    /// <summary>Is called before each upload.</summary>
    internal Action<CallDataUpload>? Arriving { get; init; }

    /// <summary>The days in the order they came.</summary>
    internal List<(string ExternalSystem, LocalDate Day)> Arrived { get; } = [];

    /// <summary>What is stored, a line per target and day.</summary>
    internal IReadOnlyList<string> Stored
        => [.. stored.OrderBy(item => item.Key).Select(item => $"{item.Key}: {string.Join(' ', item.Value)}")];

    public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        lock (stored)
        {
            return Task.FromResult<IReadOnlyList<DayVector>>(
            [
                .. stored.Where(item => item.Key.Queue == queueId && item.Key.Day >= first && item.Key.Day <= last).Select(item => new DayVector
                {
                    QueueId = queueId,
                    ValueTypeId = item.Key.ValueType,
                    Day = item.Key.Day,
                    IntervalMinutes = 15,
                    Values = [.. item.Value],
                }),
            ]);
        }
    }

    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken) => target.GetEmployeesAsync(cancellationToken);

    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken) => target.GetActivitiesAsync(cancellationToken);

    public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
    {
        Arriving?.Invoke(upload);
        lock (stored)
        {
            Arrived.Add((upload.ExternalSystem, upload.Vectors[0].Day));
            foreach (var vector in upload.Vectors)
            {
                Store(vector.QueueId, vector.ValueTypeId, vector.Day, vector.Values);
            }
        }

        return Task.FromResult(new CallDataReceipt
        {
            Vectors = upload.Vectors.Count,
            ValuesWritten = upload.Vectors.Sum(vector => vector.Values.Count(value => value != DayVector.NoData)),
            VectorsReplaced = 0,
        });
    }

    public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken) => target.ReportAsync(run, cancellationToken);

    public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => target.WriteAsync(upload, idempotencyKey, cancellationToken);

    public void Dispose() => target.Dispose();

    /// <summary>Merges a day of a target with what is stored.</summary>
    internal void Store(int queue, int valueType, LocalDate day, IReadOnlyList<int> values)
    {
        if (!stored.TryGetValue((queue, valueType, day), out var known))
        {
            stored.Add((queue, valueType, day), [.. values]);
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            known[i] = values[i] == DayVector.NoData ? known[i] : values[i];
        }
    }
}
