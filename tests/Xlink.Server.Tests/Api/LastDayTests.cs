using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Server.WebConsole.Coverage;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class LastDayTests
{
    [Fact]
    public async Task The_store_knows_the_latest_day_of_every_value_type_that_has_data()
    {
        await using var server = await TestServer.StartAsync();
        var store = server.Store;
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "First", "Second", "Third");
        var day = new LocalDate(2026, 2, 1);
        await site.UploadAsync(site.Vector(0, day, 96, 100), site.Vector(1, day, 96, 100));
        await site.UploadAsync(site.Vector(0, day.PlusDays(30), 96, 0));
        await site.UploadAsync(site.Vector(1, day.PlusDays(30), 96, DayVector.NoData));

        var days = await store.CallData.GetLastDaysAsync(day, DayVector.ActualVersion, TestContext.Current.CancellationToken);
        var later = await store.CallData.GetLastDaysAsync(day.PlusDays(1), DayVector.ActualVersion, TestContext.Current.CancellationToken);

        var calls = site.Queues[0].ValueTypes[0].Id;
        Assert.Equal(
            [(site.Queues[0].Id, calls, day.PlusDays(30)), (site.Queues[1].Id, calls, day)],
            days.Select(item => (item.Key.QueueId, item.Key.ValueTypeId, item.Value)).Order());
        Assert.Equal([(site.Queues[0].Id, calls)], later.Keys);
        Assert.Equal(day.PlusDays(30), await FindAsync(0, calls, day));
        Assert.Equal(day, await FindAsync(1, calls, day));
        Assert.Null(await FindAsync(1, calls, day.PlusDays(1)));
        Assert.Null(await FindAsync(0, site.Queues[0].ValueTypes[1].Id, day));
        Assert.Null(await FindAsync(2, calls, day));

        Task<LocalDate?> FindAsync(int queue, int valueType, LocalDate from)
            => store.CallData.FindLastDayAsync(site.Queues[queue].Id, valueType, from, DayVector.ActualVersion, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_console_counts_what_lacks_data_by_the_days_of_a_daily_import()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "Today", "Yesterday", "The day before", "Tomorrow", "Nothing");
        var today = new LocalDate(2026, 3, 1);
        foreach (var (queue, day) in new[] { (0, today), (1, today.PlusDays(-1)), (2, today.PlusDays(-2)), (3, today.PlusDays(1)) })
        {
            await site.UploadAsync(site.Vector(queue, day, 24, 1, 60));
        }

        var count = await TargetCoverage.CountAsync(site.Queues, server.Store.CallData, today, TestContext.Current.CancellationToken);
        var targets = await TargetCoverage.ReadAsync(site.Queues, server.Store.CallData, today, TestContext.Current.CancellationToken);

        Assert.Equal((3, 7), count);
        Assert.Equal(count, (targets.Count(target => !target.IsMissing), targets.Count(target => target.IsMissing)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public async Task The_console_finds_the_latest_day_of_400_however_many_lack_data(int queues)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, [.. Enumerable.Range(0, queues).Select(number => "Queue " + number.ToString(CultureInfo.InvariantCulture))]);
        var today = new LocalDate(2026, 3, 1);
        foreach (var (queue, daysBefore) in new[] { (0, 0), (0, 100), (1, 100), (1, 200), (2, 399), (3, 400) })
        {
            await site.UploadAsync(site.Vector(queue, today.PlusDays(-daysBefore), 24, 1, 60));
        }

        var targets = await TargetCoverage.ReadAsync(site.Queues, server.Store.CallData, today, TestContext.Current.CancellationToken);

        Assert.Equal(2 * queues, targets.Count);
        Assert.Equal([(null, null), ("Queue 2", 399), ("Queue 1", 100), ("Queue 0", 0)], targets.Select(target => target.DaysWithout is { } days ? (target.Queue.Name, days) : ((string?)null, (int?)null)).Distinct());
    }
}
