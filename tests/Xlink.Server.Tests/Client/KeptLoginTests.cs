using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

/// <summary>What becomes of the logins that a process keeps, with the files of an installation and a real server.</summary>
public sealed class KeptLoginTests
{
    private const string UserName = "xlink";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_connection_logs_in_no_more()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");

        for (var i = 0; i < 3; i++)
        {
            using var client = await installation.ConnectAsync();
            Assert.Equal(UserName, client.User.UserName);
            Assert.Empty(await client.GetQueuesAsync(Cancellation));
        }

        Assert.Single(await admin.GetTokensAsync(user.Id, Cancellation));
    }

    [Fact]
    public async Task A_test_of_the_connection_logs_in_whatever_is_kept()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        (await installation.ConnectAsync()).Dispose();

        Assert.True((await ConnectionTest.RunAsync(installation.Path, serverEntry: null, progress: null, Cancellation)).Success);

        Assert.Equal(2, (await admin.GetTokensAsync(user.Id, Cancellation)).Count);
    }

    [Fact]
    public async Task An_ended_token_leads_to_one_new_login_before_or_within_a_session()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        using var first = await installation.ConnectAsync();

        await admin.RevokeTokensAsync(user.Id, Cancellation);
        using var second = await installation.ConnectAsync();
        await second.GetQueuesAsync(Cancellation);
        Assert.Single(await admin.GetTokensAsync(user.Id, Cancellation));

        await admin.RevokeTokensAsync(user.Id, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => second.GetQueuesAsync(Cancellation)));
        using var third = await installation.ConnectAsync();
        await third.GetQueuesAsync(Cancellation);
        Assert.Single(await admin.GetTokensAsync(user.Id, Cancellation));
    }

    [Fact]
    public async Task After_a_change_of_the_password_that_of_the_configuration_decides()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        (await installation.ConnectAsync()).Dispose();

        await admin.ChangeUserAsync(user.Id, new() { Password = "the second one" }, Cancellation);
        Assert.Equal("LoginRefused", (await Assert.ThrowsAsync<XlinkException>(installation.ConnectAsync)).ErrorId);

        installation.SetPassword("the second one");
        using var client = await installation.ConnectAsync();
        Assert.Empty(await client.GetQueuesAsync(Cancellation));
    }

    [Fact]
    public async Task A_wrong_password_in_the_configuration_is_refused_although_the_right_one_was_used_before()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        (await installation.ConnectAsync()).Dispose();

        installation.SetPassword("wrong");

        Assert.Equal("LoginRefused", (await Assert.ThrowsAsync<XlinkException>(installation.ConnectAsync)).ErrorId);
    }

    [Fact]
    public async Task A_locked_user_is_refused_and_comes_in_again_when_unlocked()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        (await installation.ConnectAsync()).Dispose();
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<XlinkException>(() => server.LoginAsync(UserName, "wrong"));
        }

        Assert.Equal("LoginRefused", (await Assert.ThrowsAsync<XlinkException>(installation.ConnectAsync)).ErrorId);

        await admin.UnlockUserAsync(user.Id, Cancellation);
        (await installation.ConnectAsync()).Dispose();
    }

    [Fact]
    public async Task Logging_out_keeps_nothing()
    {
        await using var server = await StartAsync();
        using var admin = await server.LoginAsync();
        var user = await CreateUserAsync(admin);
        using var installation = new Installation(server.Url, "the first one");
        using (var client = await installation.ConnectAsync())
        {
            await client.LogoutAsync(Cancellation);
        }

        Assert.Empty(await admin.GetTokensAsync(user.Id, Cancellation));
        (await installation.ConnectAsync()).Dispose();
        Assert.Single(await admin.GetTokensAsync(user.Id, Cancellation));
    }

    [Fact]
    public void An_account_is_the_same_only_with_all_it_is_made_of_and_is_dropped_when_its_token_ends()
    {
        var logins = new KeptLogins(10);
        var now = DateTimeOffset.UnixEpoch;
        var account = new LoginAccount("/one", "iwfm://localhost:45054", Thumbprint: null, "u", "ABC");
        logins.Keep(account, "token", now.AddHours(8));

        Assert.Equal("token", logins.Find(account with { }, now)?.Token);
        LoginAccount[] others =
        [
            account with { InstallationPath = "/two" }, account with { Url = "iwfms://localhost:45054" }, account with { Thumbprint = "00" },
            account with { UserName = "v" }, account with { EncodedPassword = "ABD" },
        ];
        Assert.All(others, other => Assert.Null(logins.Find(other, now)));

        logins.Drop(account, "an earlier token");
        Assert.NotNull(logins.Find(account, now.AddHours(8).AddTicks(-1)));
        Assert.Null(logins.Find(account, now.AddHours(8)));
        Assert.Equal(0, logins.Count);
    }

    [Fact]
    public void No_more_than_so_many_are_kept_and_the_first_to_end_goes()
    {
        var logins = new KeptLogins(3);
        var now = DateTimeOffset.UnixEpoch;
        var accounts = Enumerable.Range(0, 5).Select(i => new LoginAccount("/one", "url", Thumbprint: null, "u" + i, "ABC")).ToList();
        foreach (var (account, hours) in accounts.Zip([5, 1, 4, 3, 2]))
        {
            logins.Keep(account, "token", now.AddHours(hours));
        }

        Assert.Equal(3, logins.Count);
        Assert.Equal([true, false, true, false, true], accounts.Select(account => logins.Find(account, now) is not null));
    }

    [Fact]
    public void No_text_of_it_has_a_secret()
    {
        var account = new LoginAccount("/one", "iwfm://localhost:45054", Thumbprint: null, "u", "ABCDEF");

        Assert.Equal("u iwfm://localhost:45054", account.ToString());
    }

    // A token's end is compared with this computer's clock too.
    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        server.Clock.Now = DateTimeOffset.UtcNow;
        return server;
    }

    private static Task<WfmUser> CreateUserAsync(WfmServerClient admin)
        => admin.CreateUserAsync(new() { UserName = UserName, Password = "the first one", Groups = ["System"] }, Cancellation);

    /// <summary>The files of an installation that say where and how to log in.</summary>
    private sealed class Installation : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        internal Installation(ServerUrl url, string password)
        {
            folder.Write("isps.cfg", $"[IES System WFM]\nName=\"WFM\"\nUrl=\"{url}\"\n");
            SetPassword(password);
        }

        internal string Path => folder.FullPath;

        internal void SetPassword(string password)
        {
            using var secret = Secret.From(password);
            folder.Write("isps_ul.ini", $"[DB]\n1=WFM,0,{UserName},{PasswordEncoding.Open(Path).Protect(secret)}\n");
        }

        internal async Task<WfmServerClient> ConnectAsync()
        {
            using var login = ServerLogin.Load(Path, entryName: null);
            return await login.ConnectAsync(Cancellation);
        }

        public void Dispose() => folder.Dispose();
    }
}
