using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

/// <summary>What a client does when it is put off by a busy server, or by a load balancer that has no server.</summary>
public sealed class BusyServerTests
{
    private const string Busy = """{"type":"about:blank","title":"x","status":503,"code":"ServerBusy","detail":"Try again in a moment."}""";

    private static readonly string BadGateway = ScriptedServer.Answer("502 Bad Gateway", "text/html", "<html/>", "Retry-After: 0");
    private static readonly string Unavailable = ScriptedServer.Answer("503 Service Unavailable", "application/problem+json", Busy, "Retry-After: 0");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_request_too_is_repeated_until_a_server_is_ready()
    {
        await using var server = new ScriptedServer(BadGateway, Unavailable, ScriptedServer.Json(ScriptedServer.Info));

        Assert.Equal("Etc/UTC", (await WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation)).TimeZone);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("502 Bad Gateway", "text/html", "<html/>", XlinkErrorCategory.ConnectionError)]
    [InlineData("503 Service Unavailable", "text/html", "<html/>", XlinkErrorCategory.ConnectionError)]
    [InlineData("503 Service Unavailable", "application/problem+json", Busy, XlinkErrorCategory.ResourceBusy)]
    public async Task A_wait_that_is_longer_than_the_patience_is_an_error_with_a_remedy(string status, string mediaType, string body, XlinkErrorCategory category)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(status, mediaType, body, "Retry-After: 3600"));

        var error = await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation));

        Assert.Equal(("ServerBusy", category), (error.ErrorId, error.Category));
        Assert.Contains("/health/ready", error.Remedy, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pauses_of_no_length_come_to_an_end()
    {
        await using var server = new ScriptedServer(BadGateway);

        Assert.Equal("ServerBusy", (await Assert.ThrowsAsync<XlinkException>(() => WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation))).ErrorId);
        Assert.InRange(server.Requests.Count, 2, 20);
    }

    [Fact]
    public async Task An_upload_is_repeated_under_its_key_and_a_change_is_not()
    {
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Json(ScriptedServer.Login),
            BadGateway,
            ScriptedServer.Json("""{"vectors":1,"valuesWritten":96,"vectorsReplaced":0}"""),
            BadGateway);
        using var client = await WfmServerClient.LoginAsync(server.Url, "u", Secret.From("p"), options: null, Cancellation);

        var receipt = await client.UploadCallDataAsync(new() { ExternalSystem = "CSV", Vectors = [] }, "the-key", Cancellation);
        var error = await Assert.ThrowsAsync<XlinkException>(() => client.CreateQueueAsync(new() { Name = "q" }, Cancellation));

        Assert.Equal((96, "ServerBusy"), (receipt.ValuesWritten, error.ErrorId));
        Assert.Equal(
            ["GET /api/v1/server", "POST /api/v1/tokens", "POST /api/v1/call-data", "POST /api/v1/call-data", "POST /api/v1/queues"],
            server.Requests.Select(request => request[..request.IndexOf(" HTTP", StringComparison.Ordinal)]));
        Assert.Equal(2, server.Requests.Count(request => Regex.IsMatch(request, "(?im)^Idempotency-Key: the-key\r$")));
    }

    [Fact]
    public async Task An_upload_whose_connection_breaks_is_repeated_under_its_key()
    {
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Json(ScriptedServer.Login),
            string.Empty,
            ScriptedServer.Json("""{"vectors":1,"valuesWritten":96,"vectorsReplaced":0}"""),
            string.Empty);
        using var client = await WfmServerClient.LoginAsync(server.Url, "u", Secret.From("p"), options: null, Cancellation);

        var receipt = await client.UploadCallDataAsync(new() { ExternalSystem = "CSV", Vectors = [] }, "the-key", Cancellation);
        var error = await Assert.ThrowsAsync<XlinkException>(() => client.CreateQueueAsync(new() { Name = "q" }, Cancellation));

        Assert.Equal((96, "ServerNotReachable"), (receipt.ValuesWritten, error.ErrorId));
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(2, server.Requests.Count(request => Regex.IsMatch(request, "(?im)^Idempotency-Key: the-key\r$")));
    }

    [Fact]
    public async Task A_login_that_has_to_wait_waits_as_long_as_the_server_says()
    {
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Answer("429 Too Many Requests", "application/problem+json", Busy, "Retry-After: 0"),
            ScriptedServer.Json(ScriptedServer.Login));

        using var client = await WfmServerClient.LoginAsync(server.Url, "u", Secret.From("p"), options: null, Cancellation);

        Assert.Equal((1, 3), (client.User.Id, server.Requests.Count));
    }

    [Fact]
    public async Task A_login_that_would_have_to_wait_for_long_says_for_how_long()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 14; i++)
        {
            await server.Store.LoginAttempts.CountAsync("127.0.0.1", server.Clock.Now, Cancellation);
        }

        var error = await Assert.ThrowsAsync<XlinkException>(() => server.LoginAsync());

        Assert.Equal(("LoginDelayed", XlinkErrorCategory.ResourceBusy), (error.ErrorId, error.Category));
        Assert.Contains("16 more seconds", error.Message, StringComparison.Ordinal);
        Assert.Contains("-TrustedProxy", error.Remedy, StringComparison.Ordinal);
    }
}
