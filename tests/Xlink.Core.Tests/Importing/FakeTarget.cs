using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

/// <summary>
/// A target with two queues (2 and 3, value types 1001 Calls and 1002 AHT) and the external systems CSV, CSV2 and ODBC. Agents with an ID that begins
/// with 9 are unknown; activities become known when they arrive.
/// </summary>
internal sealed class FakeTarget : IImportTarget
{
    private static readonly WfmValueType[] ValueTypes = [new() { Id = 1001, Name = "Calls" }, new() { Id = 1002, Name = "AHT" }];

    private readonly HashSet<string> knownActivities = [];
    private readonly List<CallDataUpload> arrived = [];

    public DateTimeZone TimeZone => DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public IReadOnlyList<WfmQueue> Queues { get; } =
    [
        new() { Id = 2, ParentId = 1, Name = "German", Path = "German", ValueTypes = ValueTypes },
        new() { Id = 3, ParentId = 2, Name = "English", Path = "German/English", ValueTypes = ValueTypes },
    ];

    public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; } =
    [
        new() { Name = "CSV", Type = ExternalSystemType.Csv, TimeLink = true },
        new() { Name = "CSV2", Type = ExternalSystemType.Csv, TimeLink = true },
        new() { Name = "ODBC", Type = ExternalSystemType.Universal, TimeLink = true },
    ];

    /// <summary>What arrived, by external system in the order of their first uploads, and day: two days are on their way at a time.</summary>
    internal IReadOnlyList<CallDataUpload> Uploads
    {
        get
        {
            lock (arrived)
            {
                return [.. arrived.GroupBy(upload => upload.ExternalSystem).SelectMany(system => system.OrderBy(upload => upload.Vectors[0].Day))];
            }
        }
    }

    /// <summary>The agent data that are stored.</summary>
    internal Dictionary<(string ExternalSystem, LocalDate Day), IReadOnlyList<AgentActivity>> AgentDays { get; } = [];

    /// <summary>Thrown instead of taking an upload for this external system.</summary>
    internal (string ExternalSystem, XlinkException Failure)? Refusal { get; set; }

    /// <summary>Thrown instead of taking an import run.</summary>
    internal Exception? ReportFailure { get; set; }

    /// <summary>The import runs that were told of.</summary>
    internal List<WfmImportRun> Runs { get; } = [];

    /// <summary>What is stored.</summary>
    internal List<DayVector> Stored { get; } = [];

    public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<DayVector>>([.. Stored.Where(vector => vector.QueueId == queueId && vector.Day >= first && vector.Day <= last)]);

    /// <summary>Employees with the IDs of the agents from 1 to 8.</summary>
    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<WfmEmployee>>(
        [
            .. Enumerable.Range(1, 8).Select(id => new WfmEmployee
            {
                Id = 100 + id,
                Name = "Employee " + id,
                ExternalIds = [new() { ExternalSystem = "csv", ExternalId = id.ToString(CultureInfo.InvariantCulture) }, new() { ExternalSystem = "CSV2", ExternalId = "90" + id }],
            }),
        ]);

    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<WfmActivity>>(
        [
            new()
            {
                Id = WfmActivity.PresentId,
                Name = "Present",
                ExternalActivities = [.. knownActivities.Select(id => new ExternalActivity { ExternalSystem = "CSV", ExternalId = id }), new() { ExternalSystem = "CSV2", ExternalId = "Elsewhere" }],
            },
        ]);

    public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken)
    {
        if (ReportFailure is not null)
        {
            throw ReportFailure;
        }

        Runs.Add(run);
        return Task.CompletedTask;
    }

    public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal && refusal.ExternalSystem == upload.ExternalSystem)
        {
            throw refusal.Failure;
        }

        lock (arrived)
        {
            arrived.Add(upload);
        }

        return Task.FromResult(new CallDataReceipt
        {
            Vectors = upload.Vectors.Count,
            ValuesWritten = upload.Vectors.Sum(vector => vector.Values.Count(value => value != DayVector.NoData)),
            VectorsReplaced = 0,
        });
    }

    public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal && refusal.ExternalSystem == upload.ExternalSystem)
        {
            throw refusal.Failure;
        }

        var stored = upload.Activities.Where(activity => activity.AgentId[0] != '9').ToList();
        AgentDays[(upload.ExternalSystem, upload.Day)] = stored;
        return Task.FromResult(new AgentStatusReceipt
        {
            ActivitiesStored = stored.Count,
            Employees = stored.Select(activity => activity.AgentId).Distinct().Count(),
            UnknownAgents = [.. upload.Activities.Select(activity => activity.AgentId).Where(id => id[0] == '9').Distinct()],
            NewActivities =
            [
                .. upload.Activities.Select(activity => activity.ActivityId).Where(knownActivities.Add)
                    .Select(id => new ExternalActivity { ExternalSystem = upload.ExternalSystem, ExternalId = id }),
            ],
        });
    }

    public void Dispose()
    {
    }
}
