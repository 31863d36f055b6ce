using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Suite.Tests;

/// <summary>An external system with agent data of its own, on the server and in a site, and an employee that it knows.</summary>
internal sealed class AgentSource
{
    private readonly ServerFixture server;
    private readonly Site site;
    private readonly WfmEmployee employee;

    private AgentSource(ServerFixture server, Site site, WfmEmployee employee)
    {
        this.server = server;
        this.site = site;
        this.employee = employee;
    }

    /// <summary>Name of the external system.</summary>
    internal string System => employee.ExternalIds[0].ExternalSystem;

    private string Agent => employee.ExternalIds[0].ExternalId;

    /// <summary>Makes it. Its files are moved after the import.</summary>
    internal static async Task<AgentSource> CreateAsync(ServerFixture server, Site site)
    {
        var token = TestContext.Current.CancellationToken;
        var system = "Status " + Guid.NewGuid().ToString("N");
        await server.Administrator.CreateExternalSystemAsync(new() { Name = system, Type = ExternalSystemType.Csv, TimeLink = true }, token);
        var agent = Random.Shared.Next(1_000_000, 900_000_000).ToString(CultureInfo.InvariantCulture);
        var known = await server.Administrator.CreateEmployeeAsync(
            new() { Name = "Agent " + Guid.NewGuid(), ExternalIds = [new() { ExternalSystem = system, ExternalId = agent }] }, token);
        Directory.CreateDirectory(site.Folder["status"]);
        Directory.CreateDirectory(site.Folder["status-done"]);
        site.Set(
            system,
            ("ActivitySource", site.Folder["status"]), ("ActivityDestination", site.Folder["status-done"]), ("DeleteActivityImportFiles", "1"),
            ("ActivitySeparatorCharacter", "3"), ("ActivityHeaderLines", "1"), ("ActivityTimeSpanType", "2"), ("LogOffActivities", "0"),
            ("ActivityColumnNames", "Agent;Activity;Start"), ("AgentColumn", "1"), ("ActivityColumn", "2"), ("ActivityStartTimeStampColumn", "3"), ("ActivityDateOrder", "dmy"));
        return new AgentSource(server, site, known);
    }

    /// <summary>Puts a file of the employee's activities into the folder that the telephone system writes to.</summary>
    internal void Deliver(string name, params (int Activity, LocalDateTime Start)[] rows) => site.Folder.Write(
        "status/" + name,
        "Agent;Activity;Start\n" + string.Concat(rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{Agent};{row.Activity};{row.Start:dd.MM.uuuu HH:mm:ss}\n"))));

    /// <summary>What the server has of the employee's day: <c>1 08:00-12:00 Present</c>.</summary>
    internal async Task<IReadOnlyList<string>> StoredAsync(LocalDate day)
        => [.. (await server.Administrator.GetAgentStatusAsync(employee.Id, day, day, TestContext.Current.CancellationToken))
            .Select(status => FormattableString.Invariant($"{status.ExternalActivityId} {status.Start:HH:mm}-{status.End:HH:mm} {status.Activity}"))];
}
