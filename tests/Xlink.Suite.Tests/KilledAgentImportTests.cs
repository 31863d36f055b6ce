using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Suite.Tests;

/// <summary>
/// An import of agent data that is killed and run again comes to the same as one that nobody disturbed. One file reaches over midnight: it stays for the
/// second day, which the journal of agent data has to know after each kill.
/// </summary>
public sealed class KilledAgentImportTests(ServerFixture server)
{
    private const int FilesPerDay = 20;
    private const int Rounds = 2;

    private readonly Random random = new(20160101);

    [Fact]
    public async Task Killed_before_within_and_after_the_upload_and_at_random_times()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var site = await Site.CreateAsync(server, map: false);
        var agents = await AgentSource.CreateAsync(server, site);
        var first = new LocalDate(2015, 3, 1);
        Deliver(agents, first);
        await ImportAsync(site, first);
        await ImportAsync(site, first.PlusDays(1));
        var undisturbed = await StoredAsync(agents, first);
        Assert.Equal(FilesPerDay + 2, undisturbed.Count);
        Assert.Contains("1 08:00-08:30 Present", undisturbed);

        // Ten kills a round, in two days each.
        for (var round = 1; round <= Rounds; round++)
        {
            var day = first.PlusDays(10 * round);
            var names = Deliver(agents, day);
            await KillAsync(site, day);
            await ImportAsync(site, day);
            Assert.Equal([names[^1]], site.Files("status"));

            await KillAsync(site, day.PlusDays(1));
            await ImportAsync(site, day.PlusDays(1));
            Assert.Empty(site.Files("status"));
            Assert.Equal(names, site.Files("status-done").Where(name => name.StartsWith(names[0][..8], StringComparison.Ordinal)));
            Assert.Equal(undisturbed, await StoredAsync(agents, day));
            Assert.False(File.Exists(Path.Combine(site.Installation.Path, "isps_agent_import.journal")));
        }
    }

    private async Task KillAsync(Site site, LocalDate day)
    {
        var files = site.Files("status");
        foreach (var stop in Enum.GetValues<UploadStop>())
        {
            using var gate = new UploadGate(server.Url, stop);
            site.Connect(gate.Url);
            using var import = Start(site, day);
            await gate.ReachedAsync(import);
            Assert.True(await import.KillAsync(), stop.ToString());
            Assert.Equal(files, site.Files("status"));
        }

        // While files are moved, and at any time; one that was faster has finished what the next would do.
        site.Connect(server.Url);
        using (var import = Start(site, day))
        {
            await Poll.UntilAsync(() => import.HasExited || site.Files("status").Length < files.Length, "the first file to be moved");
            await import.KillAsync();
        }

        using (var import = Start(site, day))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TestContext.Current.CancellationToken);
            await import.KillAsync();
        }
    }

    /// <summary>A file for each half hour of work, and one for a night.</summary>
    private static string[] Deliver(AgentSource agents, LocalDate day)
    {
        var names = Enumerable.Range(0, FilesPerDay + 1).Select(file => string.Create(CultureInfo.InvariantCulture, $"{day:uuuuMMdd}-{file:00}.csv")).ToArray();
        for (var hour = 0; hour < FilesPerDay; hour++)
        {
            agents.Deliver(names[hour], (1, day.At(new LocalTime(hour, 0))), (0, day.At(new LocalTime(hour, 30))));
        }

        agents.Deliver(names[^1], (2, day.At(new LocalTime(23, 0))), (0, day.PlusDays(1).At(new LocalTime(1, 0))));
        return names;
    }

    private static async Task<List<string>> StoredAsync(AgentSource agents, LocalDate day) => [.. await agents.StoredAsync(day), .. await agents.StoredAsync(day.PlusDays(1))];

    private static string[] Arguments(LocalDate day) => ["-t", "-d", day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture)];

    private static SuiteProgram Start(Site site, LocalDate day)
    {
        var import = SuiteProgram.Start(site.ImportProgram, Arguments(day));
        import.CloseInput();
        return import;
    }

    // Activities that the server did not know yet, or nothing left to import, are worth a warning.
    private static async Task ImportAsync(Site site, LocalDate day)
    {
        var result = await site.ImportAsync(Arguments(day));

        Assert.True(result.ExitCode is 0 or 10, result.All);
    }
}
