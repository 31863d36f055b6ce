using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Targets.CloudLink;

/// <summary>A WFM server in Berlin that keeps what it gets: queues 2 German and 3 English, value types 1001 Offered, 1002 Answered, 1003 AHT, 1004 Service level.</summary>
internal sealed class CloudLinkServer : IImportTarget
{
    private static readonly WfmValueType[] ValueTypes =
    [
        new() { Id = 1001, Name = "Offered" }, new() { Id = 1002, Name = "Answered" }, new() { Id = 1003, Name = "AHT" }, new() { Id = 1004, Name = "Service level" },
    ];

    public DateTimeZone TimeZone => DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public IReadOnlyList<WfmQueue> Queues { get; } =
    [
        new() { Id = 2, ParentId = 1, Name = "German", Path = "German", ValueTypes = ValueTypes },
        new() { Id = 3, ParentId = 2, Name = "English", Path = "German/English", ValueTypes = ValueTypes },
    ];

    public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; } =
    [
        new() { Id = 1, Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true, TimeLink = true },
        new() { Id = 3, Name = "CSV+2", Type = ExternalSystemType.Csv, PhoneLink = true },
        new() { Id = 2, Name = "CSV2", Type = ExternalSystemType.Csv, PhoneLink = true, TimeLink = true },
    ];

    /// <summary>What is stored: value × 100 by queue, value type, day and interval.</summary>
    internal Dictionary<(int Queue, int ValueType, LocalDate Day, int Interval), int> Stored { get; } = [];

    internal List<AgentActivity> Activities { get; } = [];

    /// <summary>Thrown instead of taking anything.</summary>
    internal XlinkException? Refusal { get; set; }

    internal List<WfmImportRun> Runs { get; } = [];

    /// <summary>Is told each day before it is stored.</summary>
    internal Action<LocalDate>? Storing { get; set; }

    public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => Refusal is null ? Task.FromResult<IReadOnlyList<DayVector>>([]) : throw Refusal;

    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WfmEmployee>>([]);

    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WfmActivity>>([]);

    public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
    {
        lock (Stored)
        {
            Storing?.Invoke(upload.Vectors[0].Day);
            if (Refusal is not null)
            {
                throw Refusal;
            }

            foreach (var vector in upload.Vectors)
            {
                foreach (var (value, interval) in vector.Values.Select((value, interval) => (value, interval)).Where(item => item.value != DayVector.NoData))
                {
                    Stored[(vector.QueueId, vector.ValueTypeId, vector.Day, interval)] = value;
                }
            }
        }

        return Task.FromResult(new CallDataReceipt { Vectors = upload.Vectors.Count, ValuesWritten = 1, VectorsReplaced = 0 });
    }

    public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        Activities.AddRange(upload.Activities);
        return Task.FromResult(new AgentStatusReceipt { ActivitiesStored = upload.Activities.Count, Employees = 1, UnknownAgents = [], NewActivities = [] });
    }

    public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken)
    {
        Runs.Add(run);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
