using System;
using System.IO;
using System.Threading.Tasks;
using Xlink.Core.Tests.Installation;
using Xlink.Importing;

namespace Xlink.Core.Tests.Importing;

public sealed class ImportLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImportRecorder recorder = new();
    private readonly ImportReport report;

    public ImportLockTests() => report = new ImportReport(recorder, recorder);

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

    [Theory]
    [InlineData(ImportLock.FileName)]
    [InlineData(ManualImport.FileName)]
    public void A_lock_file_that_another_user_has_made_can_be_held_too(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can act with the rights of another user.");
        UnixMode.Set(folder.Path, "755");
        UnixMode.Set(folder.Write(name), "644");

        Assert.Null(OtherUser.Run(65534, () =>
        {
            using var held = ImportLock.Open(folder.Path, name);
            Assert.Throws<UnauthorizedAccessException>(() => File.AppendAllText(folder[name], "x"));
            Assert.Equal("ImportRunning", Assert.Throws<XlinkException>(() => ImportLock.Open(folder.Path, name)).ErrorId);
        }));
    }

    [Fact]
    public async Task A_manual_import_is_kept_out_by_another_at_once()
    {
        Assert.False(ManualImport.IsAtWork(folder.Path));
        using (await ManualImport.BeginAsync(folder.Path, report, TestContext.Current.CancellationToken))
        {
            Assert.True(ManualImport.IsAtWork(folder.Path));
            var error = await Assert.ThrowsAsync<XlinkException>(() => ManualImport.BeginAsync(folder.Path, report, TestContext.Current.CancellationToken));
            Assert.Equal("ImportRunning", error.ErrorId);
        }

        Assert.False(ManualImport.IsAtWork(folder.Path));
        Assert.Empty(recorder.Log);
    }

    [Fact]
    public async Task A_manual_import_waits_for_the_service_and_says_so_once()
    {
        var automatic = ImportLock.Acquire(folder.Path);
        var begin = ManualImport.BeginAsync(folder.Path, report, TestContext.Current.CancellationToken);
        Assert.False(begin.IsCompleted);
        Assert.True(ManualImport.IsAtWork(folder.Path));

        automatic.Dispose();
        using (await begin)
        {
            Assert.Equal("ImportRunning", Assert.Throws<XlinkException>(() => ImportLock.Acquire(folder.Path)).ErrorId);
        }

        Assert.StartsWith("An automatic import or a change of the installation is at work.", Assert.Single(recorder.Log), StringComparison.Ordinal);
        ImportLock.Acquire(folder.Path).Dispose();
    }

    [Fact]
    public async Task A_manual_import_does_not_wait_for_ever_and_leaves_nothing_held()
    {
        using var automatic = ImportLock.Acquire(folder.Path);

        var error = await Assert.ThrowsAsync<XlinkException>(() => ManualImport.BeginAsync(folder.Path, report, TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.Equal("ImportRunning", error.ErrorId);
        Assert.False(ManualImport.IsAtWork(folder.Path));
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
