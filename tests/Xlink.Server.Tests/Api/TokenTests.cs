using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Xlink.Server.Tests.Api;

public sealed class TokenTests
{
    [Fact]
    public async Task A_user_logs_in_by_name_or_address_whatever_the_case_and_blanks()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "Zoë", EmailAddress = "xlink@Company.example", Password = "p, ü and more" }, TestContext.Current.CancellationToken);

        foreach (var login in new[] { "zoë", " ZOË ", "ZOE\u0308", "XLINK@company.EXAMPLE" })
        {
            Assert.NotEmpty(await server.TokenAsync(login, "p, ü and more"));
        }
    }

    [Fact]
    public async Task Unknown_user_wrong_password_and_locked_user_get_the_same_answer()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var locked = await admin.CreateUserAsync(new() { UserName = "locked", Password = "the right one" }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(server, "locked", "wrong");
        }

        Assert.True((await admin.GetUsersAsync(TestContext.Current.CancellationToken)).Single(user => user.Id == locked.Id).IsLocked);
        var unknown = await TryAsync(server, "nobody", "wrong");
        var wrong = await TryAsync(server, "admin", "wrong");
        var lockedOut = await TryAsync(server, "locked", "the right one");

        Assert.Equal((HttpStatusCode.Unauthorized, "LoginRefused"), (unknown.Status, unknown.Code));
        foreach (var other in new[] { wrong, lockedOut })
        {
            Assert.Equal((unknown.Status, unknown.Text), (other.Status, other.Text));
            Assert.Equal(unknown.Headers.Select(header => header.Key).Order(), other.Headers.Select(header => header.Key).Order());
        }
    }

    [Fact]
    public async Task Four_wrong_logins_do_not_lock_and_a_right_one_starts_the_count_anew()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "u", Password = "the right one" }, TestContext.Current.CancellationToken);

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await TryAsync(server, "u", "wrong");
            }

            Assert.NotEmpty(await server.TokenAsync("u", "the right one"));
        }
    }

    [Fact]
    public async Task A_login_with_a_NUL_is_nobodys()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("LoginRefused", (await TryAsync(server, "admin\0", TestServer.AdministratorPassword)).Code);
        Assert.Equal("LoginRefused", (await TryAsync(server, "\0", "wrong")).Code);
    }

    [Fact]
    public async Task However_many_guess_at_once_the_sixth_right_guess_comes_too_late()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "u", Password = "the right one" }, TestContext.Current.CancellationToken);
        var wrong = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => TryAsync(server, "u", "wrong" + i)));
        Assert.All(wrong, answer => Assert.Equal("LoginRefused", answer.Code));

        var late = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(server, "u", "the right one")));

        Assert.All(late, answer => Assert.Equal("LoginRefused", answer.Code));
        Assert.True((await admin.GetUsersAsync(TestContext.Current.CancellationToken)).Single(user => user.UserName == "u").IsLocked);
    }

    [Fact]
    public async Task Unlocking_lets_the_user_in_again()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "the right one" }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 6; i++)
        {
            await TryAsync(server, "u", "wrong");
        }

        var unlocked = await admin.UnlockUserAsync(user.Id, TestContext.Current.CancellationToken);

        Assert.False(unlocked.IsLocked);
        Assert.NotEmpty(await server.TokenAsync("u", "the right one"));
    }

    [Fact]
    public async Task A_new_password_unlocks_and_ends_every_session()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "the old one" }, TestContext.Current.CancellationToken);
        var token = await server.TokenAsync("u", "the old one");
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(server, "u", "wrong");
        }

        await admin.ChangeUserAsync(user.Id, new() { Password = "the new one" }, TestContext.Current.CancellationToken);

        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: token)).Code);
        Assert.Equal("LoginRefused", (await TryAsync(server, "u", "the old one")).Code);
        Assert.NotEmpty(await server.TokenAsync("u", "the new one"));
    }

    [Fact]
    public async Task A_token_ends_after_its_lifetime()
    {
        await using var server = await TestServer.StartAsync(options => options with { TokenLifetime = TimeSpan.FromMinutes(30) });
        var token = await server.TokenAsync();

        server.Clock.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/api/v1/queues", token: token)).Status);
        server.Clock.Now += TimeSpan.FromMinutes(2);
        var late = await server.SendAsync("GET", "/api/v1/queues", token: token);

        Assert.Equal((HttpStatusCode.Unauthorized, "TokenInvalid"), (late.Status, late.Code));
        Assert.Contains("Bearer", late.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_out_ends_that_token_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        var ended = await server.TokenAsync();
        var kept = await server.TokenAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync("DELETE", "/api/v1/tokens/current", token: ended)).Status);

        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: ended)).Code);
        Assert.Equal("TokenInvalid", (await server.SendAsync("DELETE", "/api/v1/tokens/current", token: ended)).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/api/v1/queues", token: kept)).Status);
    }

    [Fact]
    public async Task A_made_up_token_is_refused()
    {
        await using var server = await TestServer.StartAsync();

        foreach (var token in new[] { "x", new string('a', 43), "' or 1=1 --" })
        {
            Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", change: request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token))).Code);
        }
    }

    [Fact]
    public async Task A_user_sees_its_own_logins_and_ends_them_and_nobody_else_s()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word" }, TestContext.Current.CancellationToken);
        var lost = await server.TokenAsync("u", "pass word");
        server.Clock.Now += TimeSpan.FromHours(1);
        var own = await server.TokenAsync("u", "pass word");

        var listed = (await server.SendAsync("GET", "/api/v1/tokens", token: own)).Json!.AsArray();

        Assert.Equal([true, false], listed.Select(token => (bool)token!["isCurrent"]!));
        Assert.Equal([server.Clock.Now, server.Clock.Now - TimeSpan.FromHours(1)], listed.Select(token => (DateTimeOffset)token!["created"]!));
        Assert.All(listed, token => Assert.Equal("127.0.0.1", (string?)token!["address"]));
        Assert.Equal((HttpStatusCode.NotFound, "TokenNotFound"), await RevokeAsync(server, (await admin.GetTokensAsync(TestContext.Current.CancellationToken)).Single().Id, own));
        Assert.Equal(HttpStatusCode.NoContent, (await RevokeAsync(server, (long)listed[1]!["id"]!, own)).Status);
        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: lost)).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/api/v1/queues", token: own)).Status);
    }

    [Fact]
    public async Task An_administrator_ends_the_logins_of_others_one_or_all()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word" }, TestContext.Current.CancellationToken);
        var (first, second, third) = (await server.TokenAsync("u", "pass word"), await server.TokenAsync("u", "pass word"), await server.TokenAsync("u", "pass word"));
        var listed = await admin.GetTokensAsync(user.Id, TestContext.Current.CancellationToken);
        Assert.All(listed, token => Assert.Equal((user.Id, false), (token.UserId, token.IsCurrent)));

        await admin.RevokeTokenAsync(listed[0].Id, TestContext.Current.CancellationToken);
        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: third)).Code);
        await admin.RevokeTokensAsync(user.Id, TestContext.Current.CancellationToken);

        foreach (var token in new[] { first, second })
        {
            Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: token)).Code);
        }

        Assert.Empty(await admin.GetTokensAsync(user.Id, TestContext.Current.CancellationToken));
        Assert.NotEmpty(await server.TokenAsync("u", "pass word"));
        Assert.Equal((HttpStatusCode.NotFound, "TokenNotFound"), await RevokeAsync(server, 999_999, await server.TokenAsync()));
    }

    [Fact]
    public async Task A_token_is_told_once_and_its_ID_opens_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();

        var listed = await server.SendAsync("GET", "/api/v1/tokens", token: token);

        Assert.DoesNotContain(token, listed.Text, StringComparison.Ordinal);
        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: listed.Json![0]!["id"]!.ToString())).Code);
    }

    [Fact]
    public async Task Passwords_and_tokens_are_nowhere_in_the_data_folder()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();

        var content = server.Folder.Combine("data");
        foreach (var file in System.IO.Directory.GetFiles(content).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new System.IO.FileStream(file, System.IO.FileMode.Open, System.IO.FileAccess.Read, System.IO.FileShare.ReadWrite);
            using var reader = new System.IO.StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(TestServer.AdministratorPassword, text, StringComparison.Ordinal);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        }
    }

    private static async Task<(HttpStatusCode Status, string? Code)> RevokeAsync(TestServer server, long id, string token)
    {
        var answer = await server.SendAsync("DELETE", "/api/v1/tokens/" + id.ToString(CultureInfo.InvariantCulture), token: token);
        return (answer.Status, answer.Code);
    }

    private static Task<TestServer.Answer> TryAsync(TestServer server, string login, string password)
        => server.SendAsync("POST", "/api/v1/tokens", new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString());
}
