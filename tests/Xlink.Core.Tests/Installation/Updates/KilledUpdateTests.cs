using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Installation.Updates;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Updates;

/// <summary>An update whose process is killed.</summary>
public sealed class KilledUpdateTests
{
    [Fact]
    public async Task Killed_before_any_step_it_is_undone_by_the_next_restoration_and_finished_by_the_next_update()
    {
        using var count = new TemporaryFolder();
        UpdateSite.Create(count);
        var steps = new Recorder<ChangeProgress>();
        Update(count.Path, steps);
        for (var step = 0; step < steps.Reports.Count; step++)
        {
            using var folder = new TemporaryFolder();
            var site = UpdateSite.Create(folder);
            var before = site.Snapshot();
            await KillAsync(folder, step);

            if (step % 2 == 0)
            {
                // Whether there was something to undo depends on the step; afterwards there is not.
                InstallationBackup.Recover(site.Path, site.Control);
                Assert.False(InstallationBackup.Recover(site.Path, site.Control));
                Assert.Equal(before, site.Snapshot().Where(file => !file.StartsWith("backup/", StringComparison.Ordinal)));
                Assert.Equal((XlinkServiceState.Running, "special"), (site.Control.Query().State, site.Control.Query().Account));
            }

            Update(folder.Path, progress: null);
            Assert.Equal(["library 2.0", "2.0\r\n", "texts 2.0"], new[] { "Xlink.Core.dll", "version.txt", "de/Xlink.Core.resources.dll" }.Select(site.Read));
            Assert.Equal((XlinkServiceState.Running, "special"), (site.Control.Query().State, site.Control.Query().Account));
            Assert.False(Directory.Exists(Path.Combine(site.Path, ".xlink-change")));
        }
    }

    /// <summary>What the other process does: it stops before a step and waits to be killed.</summary>
    [Fact(Explicit = true)]
    public void Stop_before_a_step()
    {
        var step = int.Parse(File.ReadAllText(Path.Combine(TestProcess.Argument, "step")), CultureInfo.InvariantCulture);
        var number = 0;
        Update(TestProcess.Argument, new Recorder<ChangeProgress>(_ =>
        {
            if (number++ == step)
            {
                File.WriteAllText(Path.Combine(TestProcess.Argument, "reached"), string.Empty);
                Thread.Sleep(Timeout.Infinite);
            }
        }));
    }

    private static async Task KillAsync(TemporaryFolder folder, int step)
    {
        File.Delete(folder["reached"]);
        folder.Write("step", step.ToString(CultureInfo.InvariantCulture));
        using var process = TestProcess.Start(typeof(KilledUpdateTests), nameof(Stop_before_a_step), folder.Path);
        await Poll.UntilAsync(() => File.Exists(folder["reached"]) || process.HasExited, "the other process has reached its step");
        Assert.False(process.HasExited);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void Update(string folder, IProgress<ChangeProgress>? progress)
    {
        var site = UpdateSite.Open(folder);
        using var suite = site.OpenSuite();
        Updater.Update(site.Path, suite, new UpdateOptions(), site.Control, progress, TestContext.Current.CancellationToken);
    }
}
