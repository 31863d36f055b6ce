using System.Linq;
using System.Threading.Tasks;
using NodaTime;
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
    }
}
