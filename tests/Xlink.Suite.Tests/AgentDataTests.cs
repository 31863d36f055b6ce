using System;
using System.IO;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>Agent data from the files of the telephone system to the server: <c>isps_ul -t</c>.</summary>
public sealed class AgentDataTests(ServerFixture server)
{
    [Fact]
    public async Task Imports_agent_data_and_moves_the_file()
    {
        using var site = await Site.CreateAsync(server, map: false);
        var agents = await PrepareAsync(site);

        var result = await site.ImportAsync("-t");

        Assert.Equal(10, result.ExitCode);
        Assert.StartsWith($"{agents.System}: 3 rows of agent data read, 0 skipped, 2 activities stored.", result.Output.Trim(), StringComparison.Ordinal);
        Assert.Contains("activities that are new to the server and count as Present (2)", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["1 08:00-12:00 Present", "2 12:00-12:30 Present"], await agents.StoredAsync(Site.Day));
        Assert.False(File.Exists(site.Folder[Path.Combine("status", "status.csv")]));
        Assert.Contains(", employees: 1", await File.ReadAllTextAsync(Path.Combine(site.Installation.Path, agents.System + "_agent_import.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
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
        var agents = await PrepareAsync(site);

        var result = await site.ImportAsync("-t", "--dry-run");

        Assert.Equal($"{agents.System}: 3 rows of agent data read, 0 skipped, 2 activities would be stored.", result.Output.Trim());
        Assert.Empty(await agents.StoredAsync(Site.Day));
        Assert.True(File.Exists(site.Folder[Path.Combine("status", "status.csv")]));
    }

    [Fact]
    public async Task Imports_call_data_and_agent_data_at_once()
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);
        var agents = await PrepareAsync(site);

        var result = await site.ImportAsync("-t", "-p");

        Assert.Contains("CSV: 3 rows read, 0 skipped, 5 values written.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{agents.System}: 3 rows of agent data read", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await agents.StoredAsync(Site.Day)).Count);
    }

    [Fact]
    public async Task Importing_again_gives_the_same()
    {
        using var site = await Site.CreateAsync(server, map: false);
        var agents = await PrepareAsync(site);
        site.Set(agents.System, ("DeleteActivityImportFiles", "0"));

        await site.ImportAsync("-t");
        var first = await agents.StoredAsync(Site.Day);
        await site.ImportAsync("-t");

        Assert.Equal(first, await agents.StoredAsync(Site.Day));
    }

    [Fact]
    public async Task The_start_date_is_needed()
    {
        using var site = await Site.CreateAsync(server, map: false);

        var result = await SuiteProgram.RunAsync(site.ImportProgram, ["-t"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("needs the start date", result.Errors, StringComparison.Ordinal);
    }

    private async Task<AgentSource> PrepareAsync(Site site)
    {
        var agents = await AgentSource.CreateAsync(server, site);
        agents.Deliver("status.csv", (1, Site.Day.At(new LocalTime(8, 0))), (2, Site.Day.At(new LocalTime(12, 0))), (0, Site.Day.At(new LocalTime(12, 30))));
        return agents;
    }
}
