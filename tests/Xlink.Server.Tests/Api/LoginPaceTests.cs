using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xlink.Server.Users;

namespace Xlink.Server.Tests.Api;

/// <summary>Wrong logins from one address have to wait, longer and longer; others do not.</summary>
public sealed class LoginPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(14, 16)]
    [InlineData(19, 300)]
    [InlineData(500, 300)]
    public void Ten_are_free_and_each_more_doubles_the_wait_up_to_five_minutes(int wrong, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), new LoginPace(Start + (LoginPace.Forgetting * wrong), Start).WaitAt(Start));

    [Fact]
    public void One_is_forgotten_every_three_minutes()
    {
        var pace = new LoginPace(Start + (LoginPace.Forgetting * 12), Start);

        Assert.Equal(TimeSpan.FromSeconds(4), pace.WaitAt(Start));
        Assert.Equal(TimeSpan.Zero, pace.WaitAt(Start.AddSeconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(1), (pace with { Last = Start.AddMinutes(6) }).WaitAt(Start.AddMinutes(6)));
        Assert.Equal(TimeSpan.Zero, (pace with { Last = Start.AddMinutes(9) }).WaitAt(Start.AddMinutes(9)));
    }

    [Fact]
    public void A_clock_that_goes_back_keeps_nobody_out_for_longer()
        => Assert.Equal(TimeSpan.FromSeconds(300), new LoginPace(Start + (LoginPace.Forgetting * 100), Start).WaitAt(Start.AddDays(-1)));

    [Fact]
    public async Task Too_many_wrong_logins_must_wait_whoever_they_are_for_and_right_ones_too()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("LoginRefused", (await TryAsync(server, "user" + i, "wrong")).Code);
        }

        foreach (var (login, password) in new[] { ("nobody", "wrong"), ("admin", "wrong"), ("admin", TestServer.AdministratorPassword) })
        {
            var answer = await TryAsync(server, login, password);
            Assert.Equal((HttpStatusCode.TooManyRequests, "LoginDelayed", TimeSpan.FromSeconds(1)), (answer.Status, answer.Code, answer.Headers.RetryAfter!.Delta));
        }

        server.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(server, "admin", TestServer.AdministratorPassword)).Status);
    }

    [Fact]
    public async Task However_many_guess_at_once_no_more_than_the_free_ones_are_answered()
    {
        await using var server = await TestServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryAsync(server, "user" + i, "wrong")));

        Assert.Equal(10, answers.Count(answer => answer.Code == "LoginRefused"));
        Assert.Equal(10, answers.Count(answer => answer.Code == "LoginDelayed"));
    }

    [Fact]
    public async Task What_is_counted_is_in_the_store_for_every_server_on_it()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(server, "nobody", "wrong");
        }

        var pace = await server.Store.LoginAttempts.GetAsync("127.0.0.1", TestContext.Current.CancellationToken);

        Assert.Equal(new LoginPace(server.Clock.Now + (LoginPace.Forgetting * 10), server.Clock.Now), pace);
    }

    [Fact]
    public async Task Addresses_are_counted_apart_where_a_trusted_proxy_tells_them()
    {
        await using var server = await TestServer.StartAsync(options => options with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("198.51.100.1/32")] });
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(server, "nobody", "wrong", "192.0.2.7");
        }

        Assert.Equal("LoginDelayed", (await TryAsync(server, "nobody", "wrong", "192.0.2.7")).Code);
        Assert.Equal("LoginRefused", (await TryAsync(server, "nobody", "wrong", "192.0.2.8")).Code);

        // What the client itself claims, before the first proxy that is not trusted, does not count.
        Assert.Equal("LoginDelayed", (await TryAsync(server, "nobody", "wrong", "203.0.113.9, 192.0.2.7, 198.51.100.1")).Code);
    }

    [Fact]
    public async Task Who_is_no_trusted_proxy_cannot_claim_to_be_somebody_else()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(server, "nobody", "wrong", "192.0.2." + i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal("LoginDelayed", (await TryAsync(server, "nobody", "wrong", "192.0.2.99")).Code);
    }

    [Fact]
    public async Task All_addresses_of_an_IPv6_network_count_as_one()
    {
        await using var server = await TestServer.StartAsync(options => options with { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(server, "nobody", "wrong", "2001:db8:1:2::" + i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal("LoginDelayed", (await TryAsync(server, "nobody", "wrong", "2001:db8:1:2:ffff::1")).Code);
        Assert.Equal("LoginRefused", (await TryAsync(server, "nobody", "wrong", "2001:db8:1:3::1")).Code);
    }

    private static Task<TestServer.Answer> TryAsync(TestServer server, string login, string password, string? forwarded = null)
        => server.SendAsync(
            "POST", "/api/v1/tokens", new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString(), change: request => Forward(request, forwarded));

    private static void Forward(HttpRequestMessage request, string? forwarded)
    {
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }
    }
}
