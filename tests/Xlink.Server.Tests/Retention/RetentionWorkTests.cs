using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Xlink.Server.Audit;
using Xlink.Server.Retention;
using Xlink.Server.Store;
using Xlink.Server.Store.Sqlite;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Retention;

/// <summary>The daily deletion of what is over, by servers that share a store.</summary>
public sealed class RetentionWorkTests : IAsyncLifetime
{
    private const int Servers = 4;

    private readonly TemporaryFolder folder = new();
    private readonly MovableClock clock = new();
    private IWfmStore[] stores = [];
    private WfmQueue queue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalDate Over => LocalDate.FromDateTime(clock.Now.Date).PlusDays(-31);

    public async ValueTask InitializeAsync()
    {
        stores = [.. Enumerable.Range(0, Servers).Select(_ => SqliteDatabase.Open(folder.Combine("xlink.db")))];
        await stores[0].ExternalSystems.CreateAsync(new() { Name = "CSV", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation);
        queue = await stores[0].Queues.CreateAsync(new() { Name = "Hotline", ValueTypes = ["Calls"] }, Cancellation);
        await stores[0].Operations.SetRetentionAsync(queue.ValueTypes[0].Id, 30, Cancellation);
        await UploadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Of_servers_that_look_at_once_one_deletes_and_the_audit_log_says_what()
    {
        await Task.WhenAll(Enumerable.Range(0, Servers).Select(server => Task.Run(() => RunAsync(server), Cancellation)));

        Assert.False(await IsThereAsync());
        var entry = Assert.Single(await LogAsync());
        Assert.Equal((null, $"1 day vectors of 'Calls' before {Over.PlusDays(1):uuuu-MM-dd}"), (entry.User, entry.Details));
    }

    [Fact]
    public async Task It_is_done_once_a_day_by_whichever_server_looks_first()
    {
        await RunAsync(0);
        await UploadAsync();

        await RunAsync(1);
        clock.Now += TimeSpan.FromHours(19);
        await RunAsync(0);
        Assert.True(await IsThereAsync());

        clock.Now += TimeSpan.FromHours(5);
        await RunAsync(1);
        Assert.False(await IsThereAsync());
        Assert.Equal(2, (await LogAsync()).Length);
    }

    [Fact]
    public async Task A_server_that_fails_or_is_killed_at_it_leaves_its_turn_to_the_next_look()
    {
        Assert.True(await stores[0].Operations.TakeRetentionRunAsync(clock.Now, RetentionWork.LookPause, Cancellation));
        await RunAsync(1);
        Assert.True(await IsThereAsync());

        clock.Now += RetentionWork.LookPause;
        await RunAsync(1);

        Assert.False(await IsThereAsync());
    }

    [Fact]
    public async Task A_clock_that_was_a_year_ahead_does_not_put_it_off_for_a_year()
    {
        await stores[0].Operations.PlanRetentionRunAsync(clock.Now.AddDays(365), Cancellation);

        await RunAsync(0);

        Assert.False(await IsThereAsync());
    }

    private Task RunAsync(int server)
        => new RetentionWork(stores[server], DateTimeZone.Utc, clock, NullLogger<RetentionWork>.Instance).RunAsync(Cancellation);

    private Task UploadAsync()
        => stores[0].CallData.StoreAsync(
            PackedUpload.Of(new()
            {
                ExternalSystem = "CSV",
                Vectors = [new() { QueueId = queue.Id, ValueTypeId = queue.ValueTypes[0].Id, Day = Over, IntervalMinutes = 15, Values = [.. Enumerable.Repeat(1, 96)] }],
            }),
            Guid.NewGuid().ToString("N"),
            clock.Now,
            Cancellation);

    private async Task<bool> IsThereAsync()
        => (await stores[0].CallData.GetAsync(queue.Id, valueTypeId: null, Over.PlusDays(-10), Over, DayVector.ActualVersion, Cancellation)).Count > 0;

    private async Task<WfmAuditEntry[]> LogAsync()
        => [.. await stores[0].AuditLog.GetAsync(new(From: null, To: null, User: null, AuditAction.RetentionApplied, Before: null), 10, Cancellation)];
}
