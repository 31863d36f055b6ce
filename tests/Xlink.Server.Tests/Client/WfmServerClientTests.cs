using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

public sealed class WfmServerClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_tells_who_and_where_one_is()
    {
        await using var server = await TestServer.StartAsync(options => options with { TokenLifetime = TimeSpan.FromHours(3) });

        using var client = await server.LoginAsync();

        Assert.Equal((server.Url, "admin", true), (client.Url, client.User.UserName, client.User.IsAdmin));
        Assert.Equal(("Xlink.Server", "Europe/Berlin"), (client.Info.Product, client.Info.TimeZone));
        Assert.Equal(server.Clock.Now.AddHours(3), client.Expires);
        Assert.Equal(server.Clock.Now, client.User.LastLogin);
    }

    [Fact]
    public async Task A_refused_login_says_what_to_do()
    {
        await using var server = await TestServer.StartAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(() => server.LoginAsync("admin", "wrong-secret"));

        Assert.Equal(("LoginRefused", XlinkErrorCategory.AuthenticationError), (error.ErrorId, error.Category));
        Assert.Contains("Unlock", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("Set-XlinkCredential", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_without_a_word_whatever_became_of_the_callers_password()
    {
        await using var server = await TestServer.StartAsync();
        var password = Secret.From(TestServer.AdministratorPassword);
        using var client = await WfmServerClient.LoginAsync(server.Url, "admin", password, options: null, Cancellation);
        password.Dispose();
        var site = await Site.CreateAsync(client, "Hotline");
        var firstExpiry = client.Expires;

        server.Clock.Now += TimeSpan.FromHours(9);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetQueuesAsync(Cancellation)));
        Assert.Equal(firstExpiry.AddHours(9), client.Expires);

        server.Clock.Now += TimeSpan.FromHours(9);
        Assert.Equal(96, (await site.UploadAsync(site.Vector(0, new(2014, 12, 23), 96, 100))).ValuesWritten);
    }

    [Fact]
    public async Task What_a_server_gives_out_in_pages_is_asked_for_until_there_is_enough_of_it_or_no_more()
    {
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info), ScriptedServer.Json(ScriptedServer.Login), Runs(2000, 1000), Runs(1000, 200), Entries(1500, 1000), Entries(500, 3));
        var password = Secret.From("pass word");
        using var client = await WfmServerClient.LoginAsync(server.Url, "u", password, options: null, Cancellation);

        Assert.Equal(1200, (await client.GetImportRunsAsync("a b", ImportRunOutcome.Failed, 1200, Cancellation)).Count);
        Assert.Equal(1003, (await client.GetAuditLogAsync(from: null, to: null, "u", action: null, 5000, Cancellation)).Count);

        Assert.Equal(
            [
                "/api/v1/import-runs?maximum=1000&externalSystem=a%20b&outcome=Failed", "/api/v1/import-runs?maximum=200&externalSystem=a%20b&outcome=Failed&before=1001",
                "/api/v1/audit-log?maximum=1000&user=u", "/api/v1/audit-log?maximum=1000&user=u&before=501",
            ],
            server.Requests.Skip(2).Select(request => request.Split(' ')[1]));

        static string Runs(int from, int count) => Json(from, count, id =>
            $$"""{"id":{{id}},"runId":"{{Guid.NewGuid()}}","kind":"CallData","externalSystem":"a b","computer":"c","firstDay":"2024-05-02","days":1,"start":"2024-05-02T00:00:00Z","durationMilliseconds":1,"outcome":"Failed"}""");

        static string Entries(int from, int count) => Json(from, count, id => $$"""{"id":{{id}},"time":"2024-05-02T00:00:00Z","action":"LoggedIn","success":true}""");

        static string Json(int from, int count, Func<int, string> entry)
            => ScriptedServer.Json("[" + string.Join(',', Enumerable.Range(0, count).Select(number => entry(from - number))) + "]");
    }

    [Fact]
    public async Task A_session_whose_user_has_a_new_password_ends_with_a_refused_login()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "the old one" }, Cancellation);
        using var client = await server.LoginAsync("u", "the old one");

        await admin.ChangeUserAsync(user.Id, new() { Password = "the new one" }, Cancellation);

        Assert.Equal("LoginRefused", (await Assert.ThrowsAsync<XlinkException>(() => client.GetQueuesAsync(Cancellation))).ErrorId);
    }

    [Fact]
    public async Task Nothing_can_be_asked_after_logging_out()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();

        await client.LogoutAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetQueuesAsync(Cancellation));
    }

    [Fact]
    public async Task A_refusal_carries_the_servers_code_and_detail()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.LoginAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(() => client.DeleteQueueAsync(4711, recurse: false, Cancellation));

        Assert.Equal(("ServerRefused", XlinkErrorCategory.ObjectNotFound), (error.ErrorId, error.Category));
        Assert.Contains("4711", error.Message, StringComparison.Ordinal);
        Assert.Contains("QueueNotFound", error.Message, StringComparison.Ordinal);
        Assert.Equal("QueueNotFound", error.Data[WfmServerClient.ServerCodeKey]);
    }

    [Fact]
    public async Task A_server_that_goes_down_during_a_session_cannot_be_reached()
    {
        WfmServerClient client;
        await using (var server = await TestServer.StartAsync())
        {
            client = await server.LoginAsync();
        }

        using (client)
        {
            Assert.Equal("ServerNotReachable", (await Assert.ThrowsAsync<XlinkException>(() => client.GetQueuesAsync(Cancellation))).ErrorId);
        }
    }
}
