using System;
using System.IO;
using System.Threading.Tasks;
using Xlink.Importing;

namespace Xlink.Core.Tests.Importing;

public sealed class ImportLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_imports_of_an_installation_do_not_run_at_once()
    {
        using (ImportLock.Acquire(folder.Path))
        {
            var error = Assert.Throws<XlinkException>(() => ImportLock.Acquire(folder.Path));
            Assert.Equal(("ImportRunning", XlinkErrorCategory.ResourceBusy), (error.ErrorId, error.Category));
        }

        ImportLock.Acquire(folder.Path).Dispose();
    }

    [Fact]
    public async Task Other_processes_count_and_one_that_is_killed_counts_no_longer()
    {
        using var other = TestProcess.Start(typeof(ImportLockTests), nameof(Hold_the_lock), folder.Path);
        await Poll.UntilAsync(() => File.Exists(folder["held"]) || other.HasExited, "the lock in the other process");

        Assert.Equal("ImportRunning", Assert.Throws<XlinkException>(() => ImportLock.Acquire(folder.Path)).ErrorId);
        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        ImportLock.Acquire(folder.Path).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_not_taken_for_another_import()
    {
        Directory.CreateDirectory(folder[ImportLock.FileName]);

        Assert.Equal("InstallationNotWritable", Assert.Throws<XlinkException>(() => ImportLock.Acquire(folder.Path)).ErrorId);
    }

    [Fact]
    public void A_folder_that_belongs_to_somebody_else_is_not_taken_for_another_import()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can act with the rights of another user.");

        var error = Assert.IsType<XlinkException>(OtherUser.Run(65534, () => ImportLock.Acquire(folder.Path).Dispose()));

        Assert.Equal("InstallationNotWritable", error.ErrorId);
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
        => Assert.Equal("FolderNotFound", Assert.Throws<XlinkException>(() => ImportLock.Acquire(folder["missing"])).ErrorId);

    [Fact(Explicit = true)]
    public void Hold_the_lock()
    {
        using var held = ImportLock.Acquire(TestProcess.Argument);
        File.WriteAllText(Path.Combine(TestProcess.Argument, "held"), string.Empty);
        System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);
    }
}
