using System.Net;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

/// <summary>What a session begins with, in one answer.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_user_queues_and_external_systems_are_what_single_requests_say()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await FillAsync(admin);
        var token = await server.TokenAsync();

        var session = (await server.SendAsync("GET", "/api/v1/session", token: token)).Json!;

        foreach (var (member, route) in new[] { ("server", "server"), ("user", "tokens/current"), ("queues", "queues"), ("externalSystems", "external-systems") })
        {
            Assert.True(JsonNode.DeepEquals((await server.SendAsync("GET", "/api/v1/" + route, token: token)).Json, session[member]), member);
        }
    }

    [Fact]
    public async Task Whoever_knows_it_gets_no_body_until_anything_in_it_changes()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var (queue, system) = await FillAsync(admin);
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word", Groups = ["System"] }, Cancellation);
        var token = await server.TokenAsync("u", "pass word");

        async Task<string> AskAsync(string? known, bool isNew)
        {
            var answer = await server.SendAsync(
                "GET", "/api/v1/session", token: token, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", known));
            Assert.Equal(isNew ? HttpStatusCode.OK : HttpStatusCode.NotModified, answer.Status);
            Assert.Equal(isNew, answer.Text.Length > 0);
            return answer.Headers.ETag!.ToString();
        }

        var tag = await AskAsync(known: null, isNew: true);
        Assert.Equal(tag, await AskAsync(tag, isNew: false));
        await admin.CreateQueueAsync(new() { Name = "another", ValueTypes = ["Calls"] }, Cancellation);
        tag = await AskAsync(tag, isNew: true);
        await admin.DeleteQueueAsync(queue.Id, recurse: true, Cancellation);
        tag = await AskAsync(tag, isNew: true);
        await admin.DeleteExternalSystemAsync(system.Id, Cancellation);
        tag = await AskAsync(tag, isNew: true);
        await admin.ChangeUserAsync(user.Id, new() { IsAdmin = true }, Cancellation);
        tag = await AskAsync(tag, isNew: true);
        Assert.Equal(tag, await AskAsync(tag, isNew: false));
    }

    [Fact]
    public async Task Nobody_gets_it_without_a_token_that_counts_not_even_that_nothing_has_changed()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word", Groups = ["System"] }, Cancellation);
        var token = await server.TokenAsync("u", "pass word");
        var tag = (await server.SendAsync("GET", "/api/v1/session", token: token)).Headers.ETag!.ToString();
        await admin.RevokeTokensAsync(user.Id, Cancellation);

        foreach (var ended in new[] { token, null })
        {
            var answer = await server.SendAsync(
                "GET", "/api/v1/session", token: ended, change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));
            Assert.Equal((HttpStatusCode.Unauthorized, "TokenInvalid"), (answer.Status, answer.Code));
        }
    }

    private static async Task<(WfmQueue Queue, WfmExternalSystem System)> FillAsync(WfmServerClient admin)
        => (await admin.CreateQueueAsync(new() { Name = "queue", ValueTypes = ["Calls", "AHT"] }, Cancellation),
            await admin.CreateExternalSystemAsync(new() { Name = "acd", Type = ExternalSystemType.Csv, PhoneLink = true }, Cancellation));
}
