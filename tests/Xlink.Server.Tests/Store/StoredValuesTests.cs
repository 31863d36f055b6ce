using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Server.Store.Sqlite;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Store;

/// <summary>The values of a day in SQLite: packed, beside those that servers before version 5 of the tables have stored as 32-bit integers.</summary>
public sealed class StoredValuesTests : IAsyncLifetime
{
    private const int NoData = DayVector.NoData;

    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly TemporaryFolder folder = new();
    private TestServer server = null!;
    private WfmServerClient client = null!;
    private Site site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => server.Folder.Combine("data/xlink.db");

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        client = await server.LoginAsync();
        site = await Site.CreateAsync(client, "first", "second", "third");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void Values_of_either_form_are_read_as_they_were()
    {
        var values = Gen.ArrayOf(Gen.Frequency(
            (2, Gen.Constant(NoData)), (4, Gen.Choose(0, 500).Select(value => value * 100)), (1, ArbMap.Default.GeneratorFor<int>().Select(value => value * 65_537))));

        Prop.ForAll(values.ToArbitrary(), day =>
        {
            var packed = DayVectorBlob.Write(day);
            Assert.True(day.Length == 0 ? packed.Length == 0 : packed.Length % 4 != 0);
            Assert.Equal(day, DayVectorBlob.Read(packed));
            Assert.Equal(day, DayVectorBlob.Read(Plain(day)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task What_an_older_server_has_stored_is_read_and_merged_beside_what_is_stored_now()
    {
        var (calls, more) = (Values(96, i => i % 3 == 0 ? NoData : i * 7), Values(96, i => i % 2 == 0 ? NoData : i * 100));
        await site.UploadAsync(site.Vector(0, Day, calls), site.Vector(1, Day, calls), site.Vector(2, Day, calls));
        await MakeOldAsync(0, calls);
        await MakeOldAsync(2, calls);
        Assert.Equal(calls, await site.ValuesAsync(0, Day));

        // Different, different, and the same as before.
        var receipt = await site.UploadAsync(site.Vector(0, Day, more), site.Vector(1, Day, more), site.Vector(2, Day, calls));

        Assert.Equal((3, 48 + 48 + 64, 0), (receipt.Vectors, receipt.ValuesWritten, receipt.VectorsReplaced));
        var merged = Values(96, i => more[i] != NoData ? more[i] : calls[i]);
        Assert.Equal(merged, await site.ValuesAsync(0, Day));
        Assert.Equal(merged, await site.ValuesAsync(1, Day));
        Assert.Equal(calls, await site.ValuesAsync(2, Day));
        Assert.Equal([false, false, true], (await BlobsAsync()).Select(blob => blob.Length == 96 * 4));

        // WriteAlways, and another interval length, over both forms.
        await MakeOldAsync(0, merged);
        Assert.Equal(2 * 96, (await site.UploadAsync(writeAlways: true, site.Vector(0, Day, more), site.Vector(1, Day, more))).ValuesWritten);
        Assert.Equal(Values(96, i => Math.Max(more[i], 0)), await site.ValuesAsync(0, Day));
        Assert.Equal(await site.ValuesAsync(0, Day), await site.ValuesAsync(1, Day));
        Assert.Equal(2, (await site.UploadAsync(site.Vector(1, Day, 24, 100, 60), site.Vector(2, Day, 24, 100, 60))).VectorsReplaced);
    }

    [Fact]
    public async Task A_backup_has_both_forms_and_gives_both_back()
    {
        var values = Values(96, i => i % 3 == 0 ? NoData : i * 7);
        await site.UploadAsync(site.Vector(0, Day, values), site.Vector(1, Day, values));
        await MakeOldAsync(0, values);
        var backup = folder.Combine("backup.db");
        await DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, backup, isForced: false, (_, _, _) => { }, Cancellation);
        await DataTransfer.RestoreAsync(new() { DataPath = folder.Combine("restored") }, backup, isForced: false, (_, _, _) => { }, Cancellation);

        await using var restored = await TestServer.StartAsync(options => options with { DataPath = folder.Combine("restored") });
        using var again = await restored.LoginAsync();
        foreach (var queue in site.Queues.Take(2))
        {
            Assert.Equal(values, Assert.Single(await again.GetDayVectorsAsync(queue.Id, valueTypeId: null, Day, Day, DayVector.ActualVersion, Cancellation)).Values);
        }
    }

    [Theory]
    [InlineData("030101")]
    [InlineData("0280")]
    [InlineData("0200")]
    [InlineData("020000")]
    [InlineData("02FFFFFFFF0F")]
    [InlineData("0200DD0B00")]
    [InlineData("0101010000")]
    public async Task Damaged_values_are_an_error_of_the_server_and_no_backup(string bytes)
    {
        await site.UploadAsync(site.Vector(0, Day, 96, 100));
        await ExecuteAsync("update day_vector set interval_values = @values", new { values = Convert.FromHexString(bytes) });

        var answer = await server.SendAsync(
            "GET", $"/api/v1/day-vectors?queueId={site.Queues[0].Id}&from=2014-12-23&to=2014-12-23", token: await server.TokenAsync());
        var backup = await Assert.ThrowsAsync<XlinkException>(
            () => DataTransfer.BackupAsync(new() { DataPath = server.Folder.Combine("data") }, folder.Combine("backup.db"), isForced: false, (_, _, _) => { }, Cancellation));

        Assert.Equal((HttpStatusCode.InternalServerError, "InternalError"), (answer.Status, answer.Code));
        Assert.Equal("DatabaseDamaged", backup.ErrorId);
        Assert.Contains(Database, backup.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.FullPath));
    }

    [Fact]
    public async Task An_upload_that_an_older_server_has_stored_gets_its_first_receipt_when_it_is_repeated()
    {
        var vector = site.Vector(0, Day, Values(96, i => i % 3 == 0 ? NoData : i * 7));
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [vector] };
        await client.UploadCallDataAsync(upload, "key", Cancellation);
        List<byte> said = [.. Plain([3, 0, 1]), .. Encoding.UTF8.GetBytes("CSV")];
        said.AddRange(Plain([vector.QueueId, vector.ValueTypeId, 0, 2014, 12, 23, 15, 96]));
        said.AddRange(Plain(vector.Values));
        Assert.Equal(1, await ExecuteAsync(
            "update idempotency_key set request_hash = @hash, receipt = replace(receipt, '64', '63') where name = 'key'", new { hash = SHA256.HashData([.. said]) }));

        Assert.Equal(63, (await client.UploadCallDataAsync(upload, "key", Cancellation)).ValuesWritten);
        var other = await Assert.ThrowsAsync<XlinkException>(() => client.UploadCallDataAsync(upload with { WriteAlways = true }, "key", Cancellation));
        Assert.Contains("Idempotency-Key", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_changed_between_two_uploads_counts_for_the_second_whoever_has_changed_it()
    {
        await site.UploadAsync(site.Vector(0, Day, 96, 100), site.Vector(1, Day, 96, 100));
        var added = await client.CreateQueueAsync(new() { Name = "added", ValueTypes = ["Calls"] }, Cancellation);
        await site.UploadAsync(site.Vector(0, Day, 96, 100) with { QueueId = added.Id });

        await client.DeleteQueueAsync(added.Id, recurse: true, Cancellation);
        await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(site.Vector(0, Day, 96, 200) with { QueueId = added.Id }));
        await ExecuteAsync("delete from queue_value_type where queue_id = @Id", site.Queues[1]);
        await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(site.Vector(0, Day, 96, 200), site.Vector(1, Day, 96, 200)));
        Assert.Equal(100, (await site.ValuesAsync(0, Day))[0]);
        await site.UploadAsync(site.Vector(0, Day, 96, 200));

        await client.DeleteExternalSystemAsync((await client.GetExternalSystemsAsync(Cancellation)).Single().Id, Cancellation);
        await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(site.Vector(0, Day, 96, 300)));
        Assert.Equal(200, (await site.ValuesAsync(0, Day))[0]);
    }

    private static int[] Values(int count, Func<int, int> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static byte[] Plain(int[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private async Task MakeOldAsync(int queue, int[] values)
        => Assert.Equal(1, await ExecuteAsync("update day_vector set interval_values = @values where queue_id = @Id", new { values = Plain(values), site.Queues[queue].Id }));

    private async Task<IEnumerable<byte[]>> BlobsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        return await connection.QueryAsync<byte[]>("select interval_values from day_vector order by queue_id");
    }

    private async Task<int> ExecuteAsync(string sql, object parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        return await connection.ExecuteAsync(sql, parameters);
    }
}
