using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class RetentionTests
{
    private static readonly LocalDate Today = new(2026, 3, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_kept_for_ever_until_somebody_says_otherwise()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "Hotline");
        var valueTypes = site.Queues[0].ValueTypes;

        var before = await client.GetRetentionAsync(Cancellation);
        var set = await client.SetRetentionAsync(new() { ValueTypeId = valueTypes[0].Id, Days = 30 }, Cancellation);
        await client.SetRetentionAsync(new() { Days = 7 }, Cancellation);
        var both = await client.GetRetentionAsync(Cancellation);
        var unlimited = await client.SetRetentionAsync(new() { ValueTypeId = valueTypes[0].Id }, Cancellation);

        Assert.All(before.ValueTypes, valueType => Assert.Null(valueType.Days));
        Assert.Equal(["Calls", "AHT"], before.ValueTypes.Select(valueType => valueType.Name));
        Assert.Null(before.AgentStatusDays);
        Assert.Equal([30, null], set.ValueTypes.Select(valueType => valueType.Days));
        Assert.Equal(7, both.AgentStatusDays);
        Assert.Equal([null, null], unlimited.ValueTypes.Select(valueType => valueType.Days));
        Assert.Equal(7, unlimited.AgentStatusDays);
    }

    [Fact]
    public async Task What_is_over_is_counted_and_goes_and_nothing_else()
    {
        ServerUnderTest.SkipIfShared();
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "Hotline", "Sales");

        // The last day that is over, the first that stays, whole months long ago, and one of another value type in such a month.
        foreach (var day in new[] { Today.PlusDays(-31), Today.PlusDays(-30), Today, new LocalDate(2025, 1, 1), new LocalDate(2025, 1, 31), new LocalDate(2024, 6, 15) })
        {
            await site.UploadAsync(site.Vector(0, day, 96, 100), site.Vector(1, day, 96, 200));
        }

        var other = site.Vector(0, new(2024, 6, 15), 96, 300) with { ValueTypeId = site.Queues[0].ValueTypes[1].Id };
        await site.UploadAsync(other);
        await client.SetRetentionAsync(new() { ValueTypeId = site.Queues[0].ValueTypes[0].Id, Days = 30 }, Cancellation);

        var expired = await client.GetExpiredAsync(Cancellation);
        var deleted = await client.DeleteExpiredAsync(Cancellation);
        var after = await client.GetExpiredAsync(Cancellation);

        var calls = Assert.Single(expired.ValueTypes);
        Assert.Equal((Today.PlusDays(-30), 8L), (calls.Before, calls.DayVectors));
        Assert.Equal(8, Assert.Single(deleted.ValueTypes).DayVectors);
        Assert.Equal(0, Assert.Single(after.ValueTypes).DayVectors);
        var entry = Assert.Single(await client.GetAuditLogAsync(from: null, to: null, user: null, action: "RetentionApplied", 10, Cancellation));
        Assert.Equal(("admin", "8 day vectors of 'Calls' before 2026-01-30"), (entry.User, entry.Details));
        Assert.Equal([Today.PlusDays(-30), Today], (await site.ReadAsync(0, Today.PlusDays(-40), Today)).Select(vector => vector.Day));
        Assert.Empty(await site.ReadAsync(1, new(2025, 1, 1), new(2025, 1, 31)));
        var kept = Assert.Single(await site.ReadAsync(0, new(2024, 6, 1), new(2024, 6, 30)));
        Assert.Equal(other.ValueTypeId, kept.ValueTypeId);
        Assert.Equal(5, (await client.GetStatusAsync(Cancellation)).Data.DayVectors);

        // A month that has gone comes again.
        await site.UploadAsync(site.Vector(0, new(2025, 1, 1), 96, 1));
        Assert.Single(await site.ReadAsync(0, new(2025, 1, 1), new(2025, 1, 31)));
    }

    [Fact]
    public async Task Agent_data_have_a_retention_of_their_own()
    {
        ServerUnderTest.SkipIfShared();
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        var site = await AgentSite.CreateAsync(client, 1);
        foreach (var day in new[] { Today.PlusDays(-8), Today.PlusDays(-7) })
        {
            var noon = day.At(new LocalTime(12, 0)).InUtc().ToDateTimeOffset();
            await site.UploadAsync(day, new AgentActivity { AgentId = AgentSite.Agent(1), ActivityId = "Work", Start = noon, End = noon.AddHours(1) });
        }

        await client.SetRetentionAsync(new() { Days = 7 }, Cancellation);
        var deleted = await client.DeleteExpiredAsync(Cancellation);

        Assert.Equal((1, Today.PlusDays(-7)), (deleted.AgentActivities, deleted.AgentStatusBefore));
        Assert.Empty(deleted.ValueTypes);
        Assert.Empty(await site.ReadAsync(Today.PlusDays(-8)));
        Assert.Single(await site.ReadAsync(Today.PlusDays(-7)));
    }

    [Theory]
    [InlineData("""{"days": 0}""", "RetentionInvalid")]
    [InlineData("""{"days": 36501}""", "RetentionInvalid")]
    [InlineData("""{"valueTypeId": 9, "days": 1}""", "ValueTypeNotFound")]
    [InlineData("""{"days": "1"}""", "JsonInvalid")]
    [InlineData("""{"day": 1}""", "JsonInvalid")]
    public async Task What_makes_no_sense_is_refused(string body, string code)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(code, (await server.SendAsync("PUT", "/api/v1/retention", body, await server.TokenAsync())).Code);
    }

    [Fact]
    public async Task It_is_the_administrators_business()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();
        await client.CreateUserAsync(new() { UserName = "xlink", Password = "pass word", Groups = ["System"] }, Cancellation);
        var token = await server.TokenAsync("xlink", "pass word");

        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("GET", "/api/v1/retention", token: token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("PUT", "/api/v1/retention", "{}", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("DELETE", "/api/v1/retention/expired", token: token)).Status);
    }
}
