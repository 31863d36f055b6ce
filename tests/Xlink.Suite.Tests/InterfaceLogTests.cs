using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Logging;

namespace Xlink.Suite.Tests;

/// <summary>The logs of external systems stay as small as the others, and never stop an import.</summary>
public sealed class InterfaceLogTests(ServerFixture server)
{
    private const int MaximumLength = 1024;
    private const int Intervals = 40;
    private const string QueueLog = "CSV_UHD_DE_IN.log";

    [Fact]
    public async Task A_queues_log_is_kept_to_LogMaxFileSize()
    {
        using var site = await CreateSiteAsync();

        var result = await site.ImportAsync();

        Assert.True(result.ExitCode == 0, result.All);
        var text = ReadRotated(site, QueueLog);
        Assert.All(Enumerable.Range(0, Intervals).Select(TimeOf), time => Assert.Contains(time.ToString("'2014-12-23 'HH:mm", CultureInfo.InvariantCulture), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_of_agent_data_is_kept_to_LogMaxFileSize()
    {
        using var site = await CreateSiteAsync();
        var agents = await CreateAgentsAsync(site);
        site.Folder.Write("status/bad.csv", "Agent;Activity;Start\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"7;1;at {row} o'clock\n")));

        var result = await site.ImportAsync("-t");

        Assert.Equal(10, result.ExitCode);
        Assert.Contains("2 activities stored", ReadRotated(site, LogFileName.ForAgentImport(agents.System)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imports_go_on_where_their_logs_cannot_be_written()
    {
        using var site = await CreateSiteAsync();
        var agents = await CreateAgentsAsync(site);
        foreach (var log in new[] { QueueLog, LogFileName.ForAgentImport(agents.System) })
        {
            // Where a folder is not even root can write a file.
            Directory.CreateDirectory(Path.Combine(site.Installation.Path, log));
        }

        var result = await site.ImportAsync("-p", "-t");

        Assert.Contains($"CSV: {Intervals} rows read, 0 skipped", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("08:00=1 08:15=2 ", await site.ValuesAsync(site.German, "Calls"), StringComparison.Ordinal);
        Assert.Equal(["1 08:00-12:00 Present", "2 12:00-12:30 Present"], await agents.StoredAsync(Site.Day));
    }

    /// <summary>A site that logs all it can, in files of one kilobyte, with a file of call data.</summary>
    private async Task<Site> CreateSiteAsync()
    {
        var site = await Site.CreateAsync(server);
        site.Set("General", ("Protocol", "1"), ("LogMaxFileSize", "1"));
        site.ConfigureCsv(changes: ("Protocol", "1"));
        site.Deliver("calls.csv", Site.Header + string.Concat(Enumerable.Range(0, Intervals)
            .Select(interval => string.Create(CultureInfo.InvariantCulture, $"UHD_DE_IN;23.12.2014;{TimeOf(interval):HH:mm};{interval + 1};0;0\n"))));
        return site;
    }

    private async Task<AgentSource> CreateAgentsAsync(Site site)
    {
        var agents = await AgentSource.CreateAsync(server, site);
        agents.Deliver("status.csv", (1, Site.Day.At(new LocalTime(8, 0))), (2, Site.Day.At(new LocalTime(12, 0))), (0, Site.Day.At(new LocalTime(12, 30))));
        return agents;
    }

    private static LocalTime TimeOf(int interval) => new LocalTime(8, 0).PlusMinutes(15 * interval);

    /// <summary>Everything that is left of a log, which has more than one file and none above the limit.</summary>
    private static string ReadRotated(Site site, string name)
    {
        var paths = LogFile.PathsOf(Path.Combine(site.Installation.Path, name)).Where(File.Exists).ToList();
        Assert.InRange(paths.Count, 2, 1 + LogFile.FullFilesKept);
        Assert.All(paths, path => Assert.InRange(new FileInfo(path).Length, 1, MaximumLength));
        return string.Concat(paths.Select(File.ReadAllText));
    }
}
