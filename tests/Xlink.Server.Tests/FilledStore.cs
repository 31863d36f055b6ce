using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests;

/// <summary>A store with something of everything, and whether all of it is there.</summary>
internal static class FilledStore
{
    private static readonly LocalDate Day = new(2026, 2, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Something in every table.</summary>
    internal static async Task FillAsync(WfmServerClient client)
    {
        var site = await Site.CreateAsync(client, "Hotline ☎", "Sales");
        await site.UploadAsync(site.Vector(0, Day, [.. Enumerable.Range(0, 96).Select(number => number % 7 == 0 ? DayVector.NoData : number - 50)]), site.Vector(1, Day, 96, 100));
        await site.UploadAsync(site.Vector(0, new(2025, 12, 31), 48, 7, intervalMinutes: 30));
        await client.CreateUserAsync(new() { UserName = "xlink", EmailAddress = "xlink@company.com", Password = "pass word", Groups = ["System"] }, Cancellation);
        await client.CreateExternalSystemAsync(new() { Name = "ACD", Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);
        await client.CreateEmployeeAsync(new() { Name = "Eva", ExternalIds = [new() { ExternalSystem = "ACD", ExternalId = "0815" }] }, Cancellation);
        await client.CreateActivityAsync(new() { Name = "Pause", ExternalActivities = [new() { ExternalSystem = "ACD", ExternalId = "2", Description = "Break" }] }, Cancellation);
        var noon = Day.At(new LocalTime(12, 0)).InUtc().ToDateTimeOffset();
        await client.UploadAgentStatusAsync(
            new() { ExternalSystem = "ACD", Day = Day, ExternalActivities = [], Activities = [new() { AgentId = "0815", ActivityId = "2", Start = noon, End = noon.AddHours(1) }] },
            Guid.NewGuid().ToString("N"),
            Cancellation);
        await client.SetRetentionAsync(new() { ValueTypeId = site.Queues[0].ValueTypes[0].Id, Days = 1000 }, Cancellation);
    }

    /// <summary>Whether it is all there.</summary>
    internal static async Task CheckAsync(WfmServerClient client)
    {
        var queues = await client.GetQueuesAsync(Cancellation);
        Assert.Equal(["Hotline ☎", "Sales"], queues.Select(queue => queue.Name));
        var vectors = await client.GetDayVectorsAsync(queues[0].Id, valueTypeId: null, new(2025, 12, 31), Day, DayVector.ActualVersion, Cancellation);
        Assert.Equal([(new LocalDate(2025, 12, 31), 30), (Day, 15)], vectors.Select(vector => (vector.Day, vector.IntervalMinutes)));
        Assert.Equal(Enumerable.Range(0, 96).Select(number => number % 7 == 0 ? DayVector.NoData : number - 50), vectors[1].Values);
        var status = Assert.Single(await client.GetAgentStatusAsync(employeeId: null, Day, Day, Cancellation));
        Assert.Equal(("Eva", "Pause", Day.At(new LocalTime(12, 0)).InUtc().ToDateTimeOffset()), (status.Employee, status.Activity, status.Start.ToUniversalTime()));
        Assert.Equal(["admin", "xlink"], (await client.GetUsersAsync(Cancellation)).Select(user => user.UserName));
        Assert.Equal([1000, null], (await client.GetRetentionAsync(Cancellation)).ValueTypes.Select(valueType => valueType.Days));
    }
}
