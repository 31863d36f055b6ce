using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Server.Store.Sqlite;
using Xlink.Server.Store.Transfer;
using Xlink.Suite.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Store;

public sealed class BackupTests : IDisposable
{
    private static readonly LocalDate Day = new(2026, 2, 1);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => folder.Combine("backup.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_made_while_uploads_come_and_holds_one_state_of_them()
    {
        var written = 0;
        await using (var server = await TestServer.StartAsync())
        {
            using var client = await server.LoginAsync();
            var site = await Site.CreateAsync(client, [.. Enumerable.Range(0, 20).Select(number => "queue " + number)]);
            await UploadAsync(1);
            using var stop = new CancellationTokenSource();
            var uploading = Task.Run(
                async () =>
                {
                    for (var value = 2; !stop.IsCancellationRequested; value++)
                    {
                        await UploadAsync(value);
                        Volatile.Write(ref written, value);
                    }
                },
                Cancellation);
            while (Volatile.Read(ref written) == 0)
            {
                await Task.Delay(5, Cancellation);
            }

            await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
            await stop.CancelAsync();
            await uploading;

            Task UploadAsync(int value) => site.UploadAsync([.. Enumerable.Range(0, site.Queues.Count).Select(queue => site.Vector(queue, Day, 96, value))]);
        }

        await RestoreAsync();
        await using var restored = await StartRestoredAsync();
        using var again = await restored.LoginAsync();
        var queues = await again.GetQueuesAsync(Cancellation);
        var values = new HashSet<int>();
        foreach (var queue in queues)
        {
            values.UnionWith((await again.GetDayVectorsAsync(queue.Id, valueTypeId: null, Day, Day, DayVector.ActualVersion, Cancellation)).Single().Values);
        }

        Assert.Equal(20, queues.Count);
        Assert.InRange(Assert.Single(values), 2, written);
    }

    [Fact]
    public async Task What_is_restored_is_what_was_and_goes_on_counting_where_it_was()
    {
        int lastId;
        string token;
        await using (var server = await TestServer.StartAsync())
        {
            using var client = await server.LoginAsync();
            await FilledStore.FillAsync(client);
            var gone = await client.CreateQueueAsync(new() { Name = "gone", ValueTypes = [] }, Cancellation);
            await client.DeleteQueueAsync(gone.Id, recurse: false, Cancellation);
            lastId = gone.Id;
            token = await server.TokenAsync();
            await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        }

        await RestoreAsync();
        await using var restored = await StartRestoredAsync();
        using var again = await restored.LoginAsync();

        await FilledStore.CheckAsync(again);
        Assert.Equal(lastId + 1, (await again.CreateQueueAsync(new() { Name = "new", ValueTypes = [] }, Cancellation)).Id);

        // Who was logged in there is not logged in here.
        Assert.Equal("TokenInvalid", (await restored.SendAsync("GET", "/api/v1/queues", token: token)).Code);
    }

    [Theory]
    [InlineData("update backup_table set row_count = row_count + 1 where name = 'queue'")]
    [InlineData("update queue set name = 'other' where id > 1")]
    [InlineData("delete from day_vector")]
    [InlineData("drop table backup_table")]
    [InlineData("pragma user_version = 1000")]
    [InlineData("pragma application_id = 1")]
    [InlineData(null)]
    public async Task A_damaged_one_is_refused_and_nothing_is_touched(string? damage)
    {
        await using (var server = await TestServer.StartAsync())
        {
            using var client = await server.LoginAsync();
            await FilledStore.FillAsync(client);
            await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
        }

        if (damage is null)
        {
            var bytes = await File.ReadAllBytesAsync(Backup, Cancellation);
            await File.WriteAllBytesAsync(Backup, bytes[..(bytes.Length / 2)], Cancellation);
        }
        else
        {
            await using var connection = new SqliteConnection($"Data Source={Backup};Pooling=False");
            await connection.ExecuteAsync(damage);
        }

        var target = folder.Combine("target");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "xlink.db"), "what was there");

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.RestoreAsync(new() { DataPath = target }, Backup, isForced: true, (_, _, _) => { }, Cancellation));

        Assert.Contains(error.ErrorId, new[] { "ServerBackupDamaged", "DatabaseNewer", "DatabaseForeign" });
        Assert.Equal(["xlink.db"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        Assert.Equal("what was there", await File.ReadAllTextAsync(Path.Combine(target, "xlink.db"), Cancellation));
    }

    [Fact]
    public async Task One_whose_sums_are_right_but_whose_rows_name_others_that_are_missing_is_refused()
    {
        await using (var server = await TestServer.StartAsync())
        {
            using var client = await server.LoginAsync();
            await FilledStore.FillAsync(client);
            await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
        }

        await using (var connection = new SqliteConnection($"Data Source={Backup};Pooling=False;Foreign Keys=False"))
        {
            await connection.ExecuteAsync("delete from value_type");
        }

        IReadOnlyDictionary<string, (long Rows, string Sha256)> sums;
        await using (var broken = SqliteTransfer.OpenAsItIs(Backup))
        {
            sums = await StoreTransfer.SumAsync(broken, Cancellation);
        }

        await using (var connection = new SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            await connection.ExecuteAsync(
                "update backup_table set row_count = @Rows, sha256 = @Sha256 where name = @Key", sums.Select(sum => new { sum.Key, sum.Value.Rows, sum.Value.Sha256 }));
        }

        var error = await Assert.ThrowsAsync<XlinkException>(() => RestoreAsync());

        Assert.Equal("ServerBackupDamaged", error.ErrorId);
        Assert.Contains("queue_value_type", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("restored/xlink.db")));
    }

    [Fact]
    public async Task Data_whose_rows_name_others_that_are_missing_are_no_backup()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await FilledStore.FillAsync(client);
        var database = server.Folder.Combine("data/xlink.db");
        await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False;Foreign Keys=False"))
        {
            await connection.ExecuteAsync("delete from value_type");
        }

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation));

        Assert.Equal("DatabaseDamaged", error.ErrorId);
        Assert.Contains(database, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"queue_value_type \(queue_id = \d+, value_type_id = \d+\)", error.Message);
        Assert.Empty(Directory.EnumerateFiles(folder.FullPath));
    }

    [Fact]
    public void A_file_of_an_earlier_version_that_cannot_be_migrated_is_left_closed_and_without_a_copy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Shows the open files of a process.");
        var file = folder.Combine("old.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            SqliteSchema.Migrate(connection, file);

            // A table of a later step is there already.
            connection.Execute("pragma user_version = 1");
        }

        var error = Assert.Throws<XlinkException>(() => SqliteTransfer.OpenForReading(file));

        Assert.Equal("DatabaseDamaged", error.ErrorId);
        Assert.DoesNotContain(
            Directory.EnumerateFiles("/proc/self/fd").Select(open => new FileInfo(open).LinkTarget), target => target?.EndsWith("copy.db (deleted)", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Data_that_are_there_are_replaced_only_when_that_is_said_and_stay_beside()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await FilledStore.FillAsync(client);
        await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
        await RestoreAsync();

        var running = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.RestoreAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: true, (_, _, _) => { }, Cancellation));
        var used = await Assert.ThrowsAsync<XlinkException>(() => RestoreAsync());
        await RestoreAsync(isForced: true);

        Assert.Equal("DataFolderInUse", running.ErrorId);
        Assert.Equal("TransferTargetUsed", used.ErrorId);
        Assert.True(File.Exists(folder.Combine("restored/xlink.db.previous")));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_that_is_said_and_the_database_never()
    {
        await using var server = await TestServer.StartAsync();
        var database = server.Folder.Combine("data/xlink.db");
        File.WriteAllText(Backup, "the old one");

        var refused = await Assert.ThrowsAsync<XlinkException>(() => BackupAsync(Backup, isForced: false));
        Assert.Equal("the old one", await File.ReadAllTextAsync(Backup, Cancellation));
        await BackupAsync(Backup, isForced: true);
        var itself = await Assert.ThrowsAsync<XlinkException>(() => BackupAsync(database, isForced: true));
        await RestoreAsync();

        Assert.Equal(("BackupExists", "BackupOverDatabase"), (refused.ErrorId, itself.ErrorId));
        Assert.Contains(Backup, refused.Message, StringComparison.Ordinal);
        Assert.Contains(database, itself.Message, StringComparison.Ordinal);

        Task BackupAsync(string path, bool isForced)
            => DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, path, isForced, (_, _, _) => { }, Cancellation);
    }

    [Fact]
    public async Task A_file_that_comes_while_the_backup_is_made_is_not_replaced()
    {
        await using var server = await TestServer.StartAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(() => DataTransfer.BackupAsync(
            new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => File.WriteAllText(Backup, "somebody else's"), Cancellation));

        Assert.Equal("BackupExists", error.ErrorId);
        Assert.Equal(["backup.db"], Directory.EnumerateFiles(folder.FullPath).Select(Path.GetFileName));
        Assert.Equal("somebody else's", await File.ReadAllTextAsync(Backup, Cancellation));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_finished_leaves_the_old_one()
    {
        await using var server = await TestServer.StartAsync();
        File.WriteAllText(Backup, "the old one");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: true, (_, _, _) => stop.Cancel(), stop.Token));

        Assert.Equal(["backup.db"], Directory.EnumerateFiles(folder.FullPath).Select(Path.GetFileName));
        Assert.Equal("the old one", await File.ReadAllTextAsync(Backup, Cancellation));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    public async Task A_disk_that_is_full_is_named_and_the_data_are_not_called_damaged(int kilobytes)
    {
        using var small = SmallVolume.TryMount(folder.Combine("small"), kilobytes);
        Assert.SkipWhen(small is null, SmallVolume.SkipReason);
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, [.. Enumerable.Range(0, 20).Select(number => "queue " + number)]);
        for (var day = 0; day < 30; day++)
        {
            var vectors = Enumerable.Range(0, site.Queues.Count)
                .Select(queue => site.Vector(queue, Day.PlusDays(day), [.. Enumerable.Range(1, 96).Select(interval => interval * (day + 1) * (queue + 7) * 7919 % 1_000_003)]));
            await site.UploadAsync([.. vectors]);
        }

        var written = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Path.Combine(small.Path, "backup.db"), isForced: false, (_, _, _) => { }, Cancellation));
        Assert.Empty(Directory.EnumerateFileSystemEntries(small.Path));
        await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, Backup, isForced: false, (_, _, _) => { }, Cancellation);
        var restored = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.RestoreAsync(new() { DataPath = small.Path }, Backup, isForced: false, (_, _, _) => { }, Cancellation));

        Assert.Equal(("BackupNotWritten", Path.Combine(small.Path, "backup.db")), (written.ErrorId, written.FilePath));
        Assert.Equal(("BackupNotWritten", Path.Combine(small.Path, "xlink.db")), (restored.ErrorId, restored.FilePath));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(small.Path), path => path.Contains("xlink.db", StringComparison.Ordinal));
    }

    private Task RestoreAsync(bool isForced = false)
        => DataTransfer.RestoreAsync(new() { DataPath = folder.Combine("restored") }, Backup, isForced, (_, _, _) => { }, Cancellation);

    private Task<TestServer> StartRestoredAsync() => TestServer.StartAsync(options => options with { DataPath = folder.Combine("restored") });
}
