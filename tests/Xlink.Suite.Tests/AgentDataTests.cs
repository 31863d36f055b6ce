using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Suite.Tests;

/// <summary>Agent data from the files of the telephone system to the server: <c>isps_ul -t</c>.</summary>
public sealed class AgentDataTests(ServerFixture server)
{
    private const string Rows =
        "Agent;Activity;Start\n{0};1;23.12.2014 08:00:00\n{0};2;23.12.2014 12:00:00\n{0};0;23.12.2014 12:30:00\n";

    [Fact]
    public async Task Imports_agent_data_and_moves_the_file()
    {
        using var site = await Site.CreateAsync(server, map: false);
        var (system, employee) = await PrepareAsync(site);

        var result = await site.ImportAsync("-t");

        Assert.Equal(10, result.ExitCode);
        Assert.StartsWith($"{system}: 3 rows of agent data read, 0 skipped, 2 activities stored.", result.Output.Trim(), StringComparison.Ordinal);
        Assert.Contains("activities that are new to the server and count as Present (2)", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["1 08:00-12:00 Present", "2 12:00-12:30 Present"], await StoredAsync(employee));
        Assert.False(File.Exists(site.Folder[Path.Combine("status", "status.csv")]));
        Assert.Contains(", employees: 1", await File.ReadAllTextAsync(Path.Combine(site.Installation.Path, system + "_agent_import.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_the_server_does_not_know()
    {
        using var site = await Site.CreateAsync(server, map: false);
        await PrepareAsync(site);
        site.Folder.Write(Path.Combine("status", "other.csv"), "Agent;Activity;Start\n990099;1;23.12.2014 08:00:00\n990099;0;23.12.2014 09:00:00\n");

        var result = await site.ImportAsync("-t");

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("990099", result.Errors, StringComparison.Ordinal);
        Assert.Contains("2 activities stored", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing_and_leaves_the_file()
    {
        using var site = await Site.CreateAsync(server, map: false);
        var (system, employee) = await PrepareAsync(site);

        var result = await site.ImportAsync("-t", "--dry-run");

        Assert.Equal($"{system}: 3 rows of agent data read, 0 skipped, 2 activities would be stored.", result.Output.Trim());
        Assert.Empty(await StoredAsync(employee));
        Assert.True(File.Exists(site.Folder[Path.Combine("status", "status.csv")]));
    }

    [Fact]
    public async Task Imports_call_data_and_agent_data_at_once()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);
        var (system, employee) = await PrepareAsync(site);

        var result = await site.ImportAsync("-t", "-p");

        Assert.Contains("CSV: 3 rows read, 0 skipped, 5 values written.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{system}: 3 rows of agent data read", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await StoredAsync(employee)).Count);
    }

    [Fact]
    public async Task Importing_again_gives_the_same()
    {
        using var site = await Site.CreateAsync(server, map: false);
        var (system, employee) = await PrepareAsync(site);
        site.Set(system, ("DeleteActivityImportFiles", "0"));

        await site.ImportAsync("-t");
        var first = await StoredAsync(employee);
        await site.ImportAsync("-t");

        Assert.Equal(first, await StoredAsync(employee));
    }

    [Fact]
    public async Task The_start_date_is_needed()
    {
        using var site = await Site.CreateAsync(server, map: false);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-t"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("needs the start date", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>An external system with agent data of its own on the server and in the installation, and an employee that it knows.</summary>
    private async Task<(string System, WfmEmployee Employee)> PrepareAsync(Site site)
    {
        var token = TestContext.Current.CancellationToken;
        var system = "Status " + Guid.NewGuid().ToString("N");
        await server.Administrator.CreateExternalSystemAsync(new() { Name = system, Type = ExternalSystemType.Csv, TimeLink = true }, token);
        var agent = Random.Shared.Next(1_000_000, 900_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var employee = await server.Administrator.CreateEmployeeAsync(
            new() { Name = "Agent " + Guid.NewGuid(), ExternalIds = [new() { ExternalSystem = system, ExternalId = agent }] }, token);
        Directory.CreateDirectory(site.Folder["status-done"]);
        site.Folder.Write(Path.Combine("status", "status.csv"), Rows.Replace("{0}", agent, StringComparison.Ordinal));
        site.Set(
            system,
            ("ActivitySource", site.Folder["status"]), ("ActivityDestination", site.Folder["status-done"]), ("DeleteActivityImportFiles", "1"),
            ("ActivitySeparatorCharacter", "3"), ("ActivityHeaderLines", "1"), ("ActivityTimeSpanType", "2"), ("LogOffActivities", "0"),
            ("ActivityColumnNames", "Agent;Activity;Start"), ("AgentColumn", "1"), ("ActivityColumn", "2"), ("ActivityStartTimeStampColumn", "3"), ("ActivityDateOrder", "dmy"));
        return (system, employee);
    }

    private async Task<IReadOnlyList<string>> StoredAsync(WfmEmployee employee)
        => [.. (await server.Administrator.GetAgentStatusAsync(employee.Id, Site.Day, Site.Day, TestContext.Current.CancellationToken))
            .Select(status => FormattableString.Invariant($"{status.ExternalActivityId} {status.Start:HH:mm}-{status.End:HH:mm} {status.Activity}"))];
}
