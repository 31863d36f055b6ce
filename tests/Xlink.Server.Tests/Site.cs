using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests;

/// <summary>An external system "CSV" and queues with the value types Calls and AHT on a server.</summary>
internal sealed class Site
{
    internal Site(WfmServerClient client, IReadOnlyList<WfmQueue> queues)
    {
        Client = client;
        Queues = queues;
    }

    internal WfmServerClient Client { get; }

    internal IReadOnlyList<WfmQueue> Queues { get; }

    internal static async Task<Site> CreateAsync(WfmServerClient client, params string[] queues)
    {
        await client.CreateExternalSystemAsync(new() { Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true }, TestContext.Current.CancellationToken);
        var created = new List<WfmQueue>();
        foreach (var name in queues)
        {
            created.Add(await client.CreateQueueAsync(new() { Name = name, ValueTypes = ["Calls", "AHT"] }, TestContext.Current.CancellationToken));
        }

        return new(client, created);
    }

    /// <summary>A day of Calls whose intervals all have the same value.</summary>
    internal DayVector Vector(int queue, LocalDate day, int intervals, int value, int intervalMinutes = 15)
        => Vector(queue, day, Enumerable.Repeat(value, intervals).ToArray(), intervalMinutes);

    internal DayVector Vector(int queue, LocalDate day, int[] values, int intervalMinutes = 15) => new()
    {
        QueueId = Queues[queue].Id,
        ValueTypeId = Queues[queue].ValueTypes[0].Id,
        Day = day,
        IntervalMinutes = intervalMinutes,
        Values = values,
    };

    /// <summary>An import run that can be reported.</summary>
    internal static WfmImportRun Run() => new()
    {
        RunId = Guid.NewGuid(),
        Kind = ImportRunKind.CallData,
        ExternalSystem = "CSV",
        Computer = "APP01",
        FirstDay = new(2024, 1, 1),
        Days = 1,
        Start = DateTimeOffset.UnixEpoch,
        DurationMilliseconds = 1250,
        Outcome = ImportRunOutcome.Succeeded,
    };

    internal Task<CallDataReceipt> UploadAsync(params DayVector[] vectors) => UploadAsync(writeAlways: false, vectors);

    internal Task<CallDataReceipt> UploadAsync(bool writeAlways, params DayVector[] vectors)
        => Client.UploadCallDataAsync(
            new() { ExternalSystem = "CSV", WriteAlways = writeAlways, Vectors = vectors }, Guid.NewGuid().ToString("N"), TestContext.Current.CancellationToken);

    internal Task<IReadOnlyList<DayVector>> ReadAsync(int queue, LocalDate from, LocalDate to)
        => Client.GetDayVectorsAsync(Queues[queue].Id, valueTypeId: null, from, to, DayVector.ActualVersion, TestContext.Current.CancellationToken);

    /// <summary>The values of the one vector that is stored for the day.</summary>
    internal async Task<int[]> ValuesAsync(int queue, LocalDate day) => (await ReadAsync(queue, day, day)).Single().Values;
}
