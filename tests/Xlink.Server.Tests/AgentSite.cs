using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests;

/// <summary>An external system "ACD" that delivers agent data, and employees "Employee 1" … whose external IDs are "1001" ….</summary>
internal sealed class AgentSite
{
    internal const string System = "ACD";

    internal AgentSite(WfmServerClient client, IReadOnlyList<WfmEmployee> employees)
    {
        Client = client;
        Employees = employees;
    }

    internal WfmServerClient Client { get; }

    internal IReadOnlyList<WfmEmployee> Employees { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<AgentSite> CreateAsync(WfmServerClient client, int employees = 1)
    {
        await client.CreateExternalSystemAsync(new() { Name = System, Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);
        var created = new List<WfmEmployee>();
        for (var number = 1; number <= employees; number++)
        {
            created.Add(await client.CreateEmployeeAsync(new() { Name = FormattableString.Invariant($"Employee {number}"), ExternalIds = [Id(Agent(number))] }, Cancellation));
        }

        return new(client, created);
    }

    /// <summary>External ID of an employee, counted from 1.</summary>
    internal static string Agent(int number) => FormattableString.Invariant($"{1000 + number}");

    internal static EmployeeExternalId Id(string id, string system = System) => new() { ExternalSystem = system, ExternalId = id };

    internal static ExternalActivity Activity(string id, string? description = null, string system = System)
        => new() { ExternalSystem = system, ExternalId = id, Description = description };

    /// <summary>What an agent does between two times like 2014-12-23T08:00:00+01:00.</summary>
    internal static AgentActivity Does(string agent, string activity, string start, string end)
        => new() { AgentId = agent, ActivityId = activity, Start = Time(start), End = Time(end) };

    internal static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, global::System.Globalization.CultureInfo.InvariantCulture);

    internal static AgentStatusUpload Upload(LocalDate day, params AgentActivity[] activities)
        => new() { ExternalSystem = System, Day = day, ExternalActivities = [], Activities = activities };

    internal Task<AgentStatusReceipt> UploadAsync(LocalDate day, params AgentActivity[] activities) => UploadAsync(Upload(day, activities));

    internal Task<AgentStatusReceipt> UploadAsync(AgentStatusUpload upload, string? key = null)
        => Client.UploadAgentStatusAsync(upload, key ?? Guid.NewGuid().ToString("N"), Cancellation);

    internal Task<IReadOnlyList<WfmAgentStatus>> ReadAsync(LocalDate from, LocalDate? to = null, int? employeeId = null)
        => Client.GetAgentStatusAsync(employeeId, from, to ?? from, Cancellation);

    /// <summary>Everything stored of a day, one line per activity.</summary>
    internal async Task<string[]> LinesAsync(LocalDate day)
        => [.. (await ReadAsync(day)).Select(status => FormattableString.Invariant($"{status.Employee}: {status.Activity} {status.Start:HH:mm}-{status.End:HH:mm}"))];

    /// <summary>The external activities of an activity, as texts.</summary>
    internal async Task<string[]> LeadingToAsync(int activityId)
        => [.. (await Client.GetActivitiesAsync(Cancellation)).Single(activity => activity.Id == activityId).ExternalActivities.Select(activity => activity.ToString())];
}
