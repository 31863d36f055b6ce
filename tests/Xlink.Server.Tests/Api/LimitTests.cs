using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Tests.Api;

/// <summary>What a request may be and how long it may take.</summary>
public sealed class LimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        await using var server = await TestServer.StartAsync(options => options with { RequestTime = TimeSpan.FromMilliseconds(300) });

        var answer = await TalkAsync(server, "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"login\":");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("RequestTimedOut", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: {0}\r\n\r\n", "431")]
    public async Task Addresses_and_headers_have_limits(string request, string status)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await TalkAsync(server, string.Format(System.Globalization.CultureInfo.InvariantCulture, request, new string('x', 20_000)));

        Assert.StartsWith("HTTP/1.1 " + status, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_has_a_limited_number_of_headers()
    {
        await using var server = await TestServer.StartAsync();
        var headers = string.Concat(Enumerable.Range(0, 100).Select(number => FormattableString.Invariant($"X-{number}: x\r\n")));

        Assert.StartsWith("HTTP/1.1 431", await TalkAsync(server, "GET / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_has_a_limited_depth()
    {
        await using var server = await TestServer.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 17)) + string.Concat(Enumerable.Repeat("]", 17));

        var answer = await server.SendAsync("POST", "/api/v1/queues", "{\"name\":\"q\",\"valueTypes\":" + deep + "}", await server.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "JsonInvalid"), (answer.Status, answer.Code));
        Assert.Contains("$.valueTypes", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login", "application/x-www-form-urlencoded")]
    [InlineData("/login", "multipart/form-data; boundary=x")]
    [InlineData("/preferences", "application/x-www-form-urlencoded")]
    public async Task A_form_of_somebody_who_is_not_signed_in_is_small(string path, string mediaType)
    {
        await using var server = await TestServer.StartAsync();
        var head = FormattableString.Invariant($"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {mediaType}\r\nConnection: close\r\nContent-Length: ");

        // Refused by its length: none of it has been sent.
        Assert.StartsWith("HTTP/1.1 413", await TalkAsync(server, head + "20000\r\n\r\n"), StringComparison.Ordinal);
    }

    /// <summary>Sends bytes as they are, and reads until the server closes the connection.</summary>
    private static async Task<string> TalkAsync(TestServer server, string text)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Url.Host, server.Url.Port, Cancellation);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }
}
