using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class QueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_form_a_tree_that_is_listed_from_the_top()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var sales = await admin.CreateQueueAsync(new() { Name = "Sales" }, Cancellation);
        var hotline = await admin.CreateQueueAsync(new() { Name = "Hotline" }, Cancellation);
        var german = await admin.CreateQueueAsync(new() { Name = "Deutsch: \"ü\" = 1", ParentId = sales.Id, ValueTypes = ["Calls", "AHT"] }, Cancellation);

        var tree = await admin.GetQueuesAsync(Cancellation);

        Assert.Equal(["Hotline", "Sales", "Sales/Deutsch: \"ü\" = 1"], tree.Select(queue => queue.Path));
        Assert.Equal([WfmQueue.RootId, WfmQueue.RootId, sales.Id], tree.Select(queue => queue.ParentId));
        Assert.Equal(["Calls", "AHT"], tree.Single(queue => queue.Id == german.Id).ValueTypes.Select(type => type.Name));
        Assert.All(tree, queue => Assert.True(queue.Id > WfmQueue.RootId));
        Assert.Empty(hotline.ValueTypes);
    }

    [Fact]
    public async Task A_queue_is_found_as_it_is_listed()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var sales = await admin.CreateQueueAsync(new() { Name = "Sales" }, Cancellation);
        var german = await admin.CreateQueueAsync(new() { Name = "Deutsch", ParentId = sales.Id, ValueTypes = ["Calls", "AHT"] }, Cancellation);

        foreach (var listed in await server.Store.Queues.GetAllAsync(Cancellation))
        {
            var found = (await server.Store.Queues.FindAsync(listed.Id, Cancellation))!;
            Assert.Equal(listed with { ValueTypes = found.ValueTypes }, found);
            Assert.Equal(listed.ValueTypes, found.ValueTypes);
        }

        Assert.Null(await server.Store.Queues.FindAsync(WfmQueue.RootId, Cancellation));
        Assert.Null(await server.Store.Queues.FindAsync(german.Id + 1, Cancellation));
    }

    [Fact]
    public async Task Queues_share_value_types_by_name()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var first = await admin.CreateQueueAsync(new() { Name = "1", ValueTypes = ["Calls", "calls", "AHT"] }, Cancellation);
        var second = await admin.CreateQueueAsync(new() { Name = "2", ValueTypes = ["CALLS"] }, Cancellation);

        Assert.Equal(2, first.ValueTypes.Count);
        Assert.Equal(first.ValueTypes[0], second.ValueTypes.Single());
        var all = await admin.GetValueTypesAsync(Cancellation);
        Assert.Equal([(1001, "Calls"), (1002, "AHT")], all.Select(type => (type.Id, type.Name)));
    }

    [Fact]
    public async Task A_name_stands_once_below_a_queue()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var queue = await admin.CreateQueueAsync(new() { Name = "Hotline" }, Cancellation);

        await admin.CreateQueueAsync(new() { Name = "Hotline", ParentId = queue.Id }, Cancellation);
        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.CreateQueueAsync(new() { Name = "HOTLINE " }, Cancellation));

        Assert.Equal("QueueExists", UserTests.ServerCode(error));
    }

    [Theory]
    [InlineData("a/b", "NameInvalid")]
    [InlineData("", "NameInvalid")]
    [InlineData("a\tb", "NameInvalid")]
    public async Task A_name_that_breaks_a_path_is_refused(string name, string code)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        Assert.Equal(code, UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.CreateQueueAsync(new() { Name = name }, Cancellation))));
        Assert.Equal(code, UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(
            () => admin.CreateQueueAsync(new() { Name = "q", ValueTypes = ["ok", name.Replace('/', '\n')] }, Cancellation))));
        Assert.Empty(await admin.GetValueTypesAsync(Cancellation));
    }

    [Fact]
    public async Task The_tree_does_not_grow_without_end()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var parent = WfmQueue.RootId;
        for (var level = 1; level <= 32; level++)
        {
            parent = (await admin.CreateQueueAsync(new() { Name = "q", ParentId = parent }, Cancellation)).Id;
        }

        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.CreateQueueAsync(new() { Name = "q", ParentId = parent }, Cancellation));

        Assert.Equal("QueueTooDeep", UserTests.ServerCode(error));
    }

    [Fact]
    public async Task A_parent_must_exist()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        foreach (var parent in new[] { 0, -1, 999, int.MaxValue })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => admin.CreateQueueAsync(new() { Name = "q", ParentId = parent }, Cancellation));
            Assert.Equal("QueueNotFound", UserTests.ServerCode(error));
        }
    }

    [Fact]
    public async Task A_queue_with_queues_below_goes_only_with_recurse()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var top = await admin.CreateQueueAsync(new() { Name = "top" }, Cancellation);
        var below = await admin.CreateQueueAsync(new() { Name = "below", ParentId = top.Id }, Cancellation);
        await admin.CreateQueueAsync(new() { Name = "deep", ParentId = below.Id }, Cancellation);
        var other = await admin.CreateQueueAsync(new() { Name = "other" }, Cancellation);

        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteQueueAsync(top.Id, recurse: false, Cancellation));
        Assert.Equal("QueueNotEmpty", UserTests.ServerCode(error));
        Assert.Equal(4, (await admin.GetQueuesAsync(Cancellation)).Count);

        await admin.DeleteQueueAsync(top.Id, recurse: true, Cancellation);
        Assert.Equal([other.Id], (await admin.GetQueuesAsync(Cancellation)).Select(queue => queue.Id));
        await admin.DeleteQueueAsync(other.Id, recurse: false, Cancellation);
        Assert.Empty(await admin.GetQueuesAsync(Cancellation));
    }

    [Fact]
    public async Task A_queue_with_values_goes_only_with_recurse_and_takes_no_other_queues_values()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "doomed", "kept");
        var days = new LocalDate[] { new(2014, 12, 23), new(2014, 12, 24), new(2019, 1, 1) };
        foreach (var day in days)
        {
            await site.UploadAsync(site.Vector(0, day, 96, 100), site.Vector(1, day, 96, 200));
        }

        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteQueueAsync(site.Queues[0].Id, recurse: false, Cancellation));
        Assert.Equal("QueueNotEmpty", UserTests.ServerCode(error));
        await admin.DeleteQueueAsync(site.Queues[0].Id, recurse: true, Cancellation);

        Assert.Equal(3, (await site.ReadAsync(1, days[0], days[2])).Count);
        Assert.Equal("QueueNotFound", UserTests.ServerCode(await Assert.ThrowsAsync<XlinkException>(() => site.ReadAsync(0, days[0], days[2]))));
    }

    [Fact]
    public async Task The_ID_of_a_deleted_queue_is_never_used_again()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var first = await admin.CreateQueueAsync(new() { Name = "q" }, Cancellation);
        await admin.DeleteQueueAsync(first.Id, recurse: false, Cancellation);

        Assert.True((await admin.CreateQueueAsync(new() { Name = "q" }, Cancellation)).Id > first.Id);
    }

    [Fact]
    public async Task The_root_cannot_be_deleted()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteQueueAsync(WfmQueue.RootId, recurse: true, Cancellation));

        Assert.Equal("QueueNotFound", UserTests.ServerCode(error));
    }
}
