using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;

namespace Xlink.Server.Tests.Api;

public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("", "BodyInvalid")]
    [InlineData("null", "BodyInvalid")]
    [InlineData("{", "JsonInvalid")]
    [InlineData("[]", "JsonInvalid")]
    [InlineData("\"x\"", "JsonInvalid")]
    [InlineData("""{"login":"admin"}""", "JsonInvalid")]
    [InlineData("""{"login":null,"password":"p"}""", "JsonInvalid")]
    [InlineData("""{"login":7,"password":"p"}""", "JsonInvalid")]
    [InlineData("""{"login":"admin","password":"p","isAdmin":true}""", "JsonInvalid")]
    [InlineData("""{"login":"admin","password":"p","login":"other"}""", "JsonInvalid")]
    [InlineData("""{"Login":"admin","Password":"p"}""", "JsonInvalid")]
    [InlineData("""{"login":"admin","password":"p",}""", "JsonInvalid")]
    [InlineData("""{"login":"admin"/**/,"password":"p"}""", "JsonInvalid")]
    [InlineData("""{"login":"\ud800","password":"p"}""", "JsonInvalid")]
    [InlineData("""{"login":"admin","password":"p"} x""", "JsonInvalid")]
    public async Task JSON_that_does_not_fit_says_where(string json, string code)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync("POST", "/api/v1/tokens", json);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
        Assert.Equal(400, (int)answer.Json!["status"]!);
        Assert.NotEmpty((string)answer.Json["detail"]!);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_in_a_list_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        (string Path, string Json, string Code)[] requests =
        [
            ("/api/v1/queues", """{"name":"q","valueTypes":[null]}""", "NameInvalid"),
            ("/api/v1/queues", """{"name":"q","valueTypes":null}""", "JsonInvalid"),
            ("/api/v1/users", """{"userName":"u","password":"pass word","groups":[null]}""", "NameInvalid"),
            ("/api/v1/call-data", """{"externalSystem":"CSV","vectors":[null]}""", "JsonInvalid"),
            ("/api/v1/call-data", """{"externalSystem":"CSV","vectors":null}""", "JsonInvalid"),
        ];

        foreach (var (path, json, code) in requests)
        {
            var answer = await server.SendAsync("POST", path, json, token, request => request.Headers.Add("Idempotency-Key", "k"));
            Assert.Equal((json, code), (json, answer.Code));
        }
    }

    [Fact]
    public async Task A_name_with_a_code_that_is_no_character_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        (string Path, string Json, string Code)[] requests =
        [
            ("/api/v1/queues", """{"name":"\uFFFE\uFFFF"}""", "NameInvalid"),
            ("/api/v1/users", """{"userName":"u\uFDD0","password":"pass word"}""", "NameInvalid"),
            ("/api/v1/users", """{"emailAddress":"a@\uFFFF","password":"pass word"}""", "EmailAddressInvalid"),
            ("/api/v1/tokens", """{"login":"\uFFFE","password":"p"}""", "LoginRefused"),
        ];

        foreach (var (path, json, code) in requests)
        {
            Assert.Equal((json, code), (json, (await server.SendAsync("POST", path, json, token)).Code));
        }
    }

    [Fact]
    public async Task Values_are_integers_of_32_bits_or_null()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();

        foreach (var values in new[] { "1", "null", "[1.5]", "[2147483648]", "[-2147483648]", "[\"1\"]", "[true]", "[[1]]", "[" + string.Join(',', Enumerable.Repeat("1", 1501)) + "]" })
        {
            var json = $$"""{"externalSystem":"CSV","vectors":[{"queueId":2,"valueTypeId":1001,"day":"2014-12-23","intervalMinutes":15,"values":{{values}}}]}""";
            var answer = await server.SendAsync("POST", "/api/v1/call-data", json, token, request => request.Headers.Add("Idempotency-Key", "k"));
            Assert.Equal((values, "JsonInvalid"), (values, answer.Code));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\tb")]
    public async Task An_upload_needs_a_key_of_printable_characters(string? key)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync(
            "POST", "/api/v1/call-data", """{"externalSystem":"CSV","vectors":[]}""", await server.TokenAsync(), request =>
            {
                if (key is not null)
                {
                    request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                }
            });

        Assert.Equal((HttpStatusCode.BadRequest, "IdempotencyKeyInvalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_of_the_wrong_type()
    {
        await using var server = await TestServer.StartAsync();

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml" })
        {
            var answer = await server.SendAsync(
                "POST", "/api/v1/tokens", change: request => request.Content = new StringContent("login=admin", Encoding.UTF8, type));
            Assert.Equal((HttpStatusCode.UnsupportedMediaType, "MediaTypeUnsupported"), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "RouteNotFound")]
    [InlineData("GET", "/../../etc/passwd", HttpStatusCode.NotFound, "RouteNotFound")]
    [InlineData("DELETE", "/api/v1/users/one", HttpStatusCode.NotFound, "RouteNotFound")]
    [InlineData("DELETE", "/api/v1/users/99999999999", HttpStatusCode.NotFound, "RouteNotFound")]
    [InlineData("PUT", "/api/v1/server", HttpStatusCode.MethodNotAllowed, "MethodNotAllowed")]
    public async Task What_there_is_not_is_said_as_a_problem(string method, string path, HttpStatusCode status, string code)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync(method, path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_larger_than_allowed_is_refused_whether_compressed_or_not()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumUpload = 1024 * 1024 });
        var token = await server.TokenAsync();
        var large = """{"externalSystem":"CSV","vectors":[],"x":" """ + new string(' ', 2 * 1024 * 1024) + "\"}";

        // The server may close the connection while the body is still on its way; a client that asks first sees the answer.
        var plain = await server.SendAsync("POST", "/api/v1/call-data", large, token, AskFirst);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge"), (plain.Status, plain.Code));

        // 100 MB of blanks in 100 KB.
        var bomb = await server.SendAsync("POST", "/api/v1/call-data", token: token, change: request => request.Content = Gzip(new string(' ', 1024 * 1024), times: 100));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge"), (bomb.Status, bomb.Code));

        var login = await server.SendAsync("POST", "/api/v1/tokens", "{\"login\":\"" + new string('x', 100_000) + "\",\"password\":\"p\"}", change: AskFirst);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge"), (login.Status, login.Code));
    }

    private static void AskFirst(HttpRequestMessage request) => request.Headers.ExpectContinue = true;

    [Fact]
    public async Task A_body_that_is_not_what_its_encoding_says_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        (string Encoding, string Code)[] cases = [("gzip", "BodyInvalid"), ("br", "ContentEncodingUnsupported"), ("gzip, gzip", "ContentEncodingUnsupported"), ("nonsense", "ContentEncodingUnsupported")];

        foreach (var (encoding, code) in cases)
        {
            var answer = await server.SendAsync("POST", "/api/v1/queues", """{"name":"q"}""", token, request => request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
            Assert.Equal((encoding, code), (encoding, answer.Code));
        }
    }

    [Fact]
    public async Task Compressed_bodies_are_taken()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync(
            "POST", "/api/v1/queues", token: await server.TokenAsync(), change: request => request.Content = Gzip("""{"name":"compressed"}"""));

        Assert.Equal((HttpStatusCode.Created, "compressed"), (answer.Status, (string?)answer.Json!["name"]));
    }

    [Fact]
    public async Task Every_answer_carries_security_headers()
    {
        await using var server = await TestServer.StartAsync();

        foreach (var path in new[] { "/", "/api/v1/server", "/api/v1/users", "/nothing", "/openapi/v1.json" })
        {
            using var response = await server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            var isPage = response.Content.Headers.ContentType?.MediaType == "text/html";
            Assert.Contains(isPage ? "default-src 'self'" : "default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.False(response.Headers.Contains("Strict-Transport-Security"), "Browsers ignore it without TLS.");
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task What_is_not_HTTP_at_all_ends_the_connection_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var nonsense in new[] { "SSH-2.0-x\r\n", "\0\u0001\u0002", "GET / HTTP/9.9\r\n\r\n", "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n" })
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(server.Url.Host, server.Url.Port, TestContext.Current.CancellationToken);
            var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(nonsense), TestContext.Current.CancellationToken);
            connection.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            Assert.DoesNotContain(" 200 ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/health/live")).Status);
    }

    [Theory]
    [InlineData("%ED%A0%80")]
    [InlineData("%ff%fe")]
    [InlineData("%00")]
    [InlineData("%EF%BF%BF")]
    [InlineData("%0d%0a")]
    [InlineData("%zz")]
    [InlineData("'%20or%201=1%20--")]
    public async Task No_query_makes_the_server_fail(string value)
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        await server.SendAsync("POST", "/api/v1/employees", """{"name":"Eva"}""", token);
        (string Method, string Path)[] requests =
        [
            ("DELETE", "/api/v1/employees/1/external-ids?externalSystem=" + value + "&externalId=1"),
            ("DELETE", "/api/v1/employees/1/external-ids?externalSystem=ACD&externalId=" + value),
            ("DELETE", "/api/v1/activities/1/external-activities?externalSystem=" + value + "&externalId=1"),
            ("DELETE", "/api/v1/activities/1/external-activities?externalSystem=ACD&externalId=" + value),
            ("GET", "/api/v1/agent-status?from=" + value + "&to=" + value),
        ];

        foreach (var (method, path) in requests)
        {
            var answer = await server.SendAsync(method, path, token: token);
            Assert.InRange((int)answer.Status, 400, 499);
            Assert.NotNull(answer.Code);
        }
    }

    [Fact]
    public async Task No_JSON_makes_the_server_fail()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        await server.SendAsync("POST", "/api/v1/external-systems", """{"name":"CSV","type":"Csv","phoneLink":true,"timeLink":true}""", token);
        await server.SendAsync("POST", "/api/v1/employees", """{"name":"Eva"}""", token);
        string[] paths =
        [
            "/api/v1/tokens", "/api/v1/users", "/api/v1/queues", "/api/v1/external-systems", "/api/v1/call-data", "/api/v1/employees",
            "/api/v1/employees/1/external-ids", "/api/v1/activities", "/api/v1/activities/1/external-activities", "/api/v1/agent-status",
        ];
        string[] members =
        [
            "login", "password", "userName", "emailAddress", "firstName", "isAdmin", "groups", "name", "parentId", "valueTypes", "type", "phoneLink",
            "externalSystem", "writeAlways", "vectors", "queueId", "valueTypeId", "version", "day", "intervalMinutes", "values",
            "externalIds", "externalId", "externalActivities", "description", "activities", "agentId", "activityId", "start", "end",
        ];
        string[] values =
        [
            "null", "true", "0", "-1", "15", "2147483647", "2147483648", "1e400", "\"\"", "\"CSV\"", "\"Csv\"", "\"2014-12-23\"", "\"2014-02-30\"", "\"\\u0000\"",
            "\"\\ufffe\\uffff\"", "\"\\ud83d\\ude00\"", "\"a@b\"", "\"-9998-01-01\"", "[]", "[null]", "[\"x\"]", "[0]", "{}", "[{}]", "\"2014-12-23T08:00:00Z\"",
            "[{\"externalSystem\":\"CSV\",\"externalId\":\"7\"}]",
            "[{\"agentId\":\"7\",\"activityId\":\"1\",\"start\":\"2014-12-23T08:00:00Z\",\"end\":\"2014-12-23T09:00:00Z\"}]",
        ];
        var member = Gen.Zip(Gen.Elements(members), Gen.Elements(values)).Select(pair => "\"" + pair.Item1 + "\":" + pair.Item2);
        var vector = Gen.Choose(0, 6).SelectMany(count => member.ArrayOf(count)).Select(parts => "{" + string.Join(',', parts) + "}");
        var callData = vector.ListOf(2).Select(vectors => "{\"externalSystem\":\"CSV\",\"vectors\":[" + string.Join(',', vectors) + "]}");
        var agentData = vector.ListOf(2).Select(activities
            => "{\"externalSystem\":\"CSV\",\"day\":\"2014-12-23\",\"externalActivities\":[" + activities[0] + "],\"activities\":[" + activities[1] + "]}");
        var body = Gen.Frequency((4, vector), (1, callData), (1, agentData));
        var request = Gen.Zip(Gen.Elements(paths), body);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(request.ToArbitrary(), pair =>
        {
            var answer = server.SendAsync("POST", pair.Item1, pair.Item2, token, message => message.Headers.Add("Idempotency-Key", "k")).GetAwaiter().GetResult();
            return (int)answer.Status < 500 && (answer.Code is not null || (int)answer.Status < 300);
        }));
    }

    private static StreamContent Gzip(string text, int times = 1)
    {
        var buffer = new MemoryStream();
        using (var compressed = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < times; i++)
            {
                compressed.Write(bytes);
            }
        }

        buffer.Position = 0;
        var content = new StreamContent(buffer);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
