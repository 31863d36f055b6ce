using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Tests.Api;

/// <summary>Every operation of the server's own description, with everything that its schema allows and much that it does not.</summary>
public sealed class SchemaFuzzTests
{
    private const string SeedVariable = "XLINK_FUZZ_SEED";
    private const int RequestsPerOperation = 50;

    // Hashing passwords is slow on purpose.
    private const int RequestsThatHash = 8;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_request_makes_the_server_fail_or_hang_and_every_refusal_is_a_problem()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & int.MaxValue;
        TestContext.Current.SendDiagnosticMessage("{0}={1}", SeedVariable, seed);
        await using var server = await TestServer.StartAsync(options => options with { TokenLifetime = TimeSpan.FromDays(3650), MaximumUpload = 1024 * 1024 });
        var description = (await server.SendAsync("GET", "/openapi/v1.json")).Json!;
        await PrepareAsync(server);
        var random = new Random(seed);
        var requests = new FuzzedRequest(description, random);
        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Method: operation.Key.ToUpperInvariant(), Path: path.Key, Operation: operation.Value!.AsObject())))
            .ToList();
        var round = operations
            .SelectMany(operation => Enumerable.Repeat(operation, Hashes(operation.Method, operation.Path) ? RequestsThatHash : RequestsPerOperation))
            .OrderBy(_ => random.Next())
            .ToList();
        var failures = new List<string>();
        string?[] tokens = [];

        for (var i = 0; i < round.Count; i++)
        {
            // Requests end tokens, delete users and change passwords: from time to time there are new ones.
            tokens = i % 200 == 0 ? await TokensAsync(server, i) : tokens;
            var (method, path, operation) = round[i];
            using var request = requests.Make(method, path, operation, tokens[random.Next(tokens.Length)]);
            var told = request.Method + " " + request.RequestUri + " " + (request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            if (await FindFaultAsync(server, request) is { } fault)
            {
                failures.Add(fault + ": " + (told.Length > 500 ? told[..500] : told));
            }
        }

        Assert.True(failures.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{SeedVariable}={seed}, {failures.Count} of {round.Count}:\n{string.Join('\n', failures.Take(20))}"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/health/ready")).Status);
    }

    [Fact]
    public async Task Who_only_reads_changes_nothing_and_who_imports_administers_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var description = (await server.SendAsync("GET", "/openapi/v1.json")).Json!;
        await PrepareAsync(server);
        var (reader, importer) = (await server.TokenAsync("reader", "pass word"), await server.TokenAsync("importer", "pass word"));

        foreach (var (path, operations) in description["paths"]!.AsObject())
        {
            foreach (var method in operations!.AsObject().Select(operation => operation.Key.ToUpperInvariant()).Where(method => method != "GET"))
            {
                // One's own logins are everybody's to begin and to end.
                if (path.StartsWith("/api/v1/tokens", StringComparison.Ordinal))
                {
                    continue;
                }

                var address = path.Replace("{id}", "1", StringComparison.Ordinal);
                var isImport = path is "/api/v1/call-data" or "/api/v1/call-data/batch" or "/api/v1/agent-status" or "/api/v1/import-runs";
                Assert.Equal((method, path, HttpStatusCode.Forbidden), (method, path, (await server.SendAsync(method, address, "{}", reader)).Status));
                Assert.Equal((method, path, !isImport), (method, path, (await server.SendAsync(method, address, "{}", importer)).Status == HttpStatusCode.Forbidden));
            }
        }
    }

    private static bool Hashes(string method, string path) => method is "POST" or "PATCH" && (path.EndsWith("/tokens", StringComparison.Ordinal) || path.Contains("/users", StringComparison.Ordinal));

    private static async Task PrepareAsync(TestServer server)
    {
        var token = await server.TokenAsync();
        (string Path, string Json)[] objects =
        [
            ("users", """{"userName":"importer","password":"pass word","groups":["System"]}"""),
            ("users", """{"userName":"reader","password":"pass word"}"""),
            ("external-systems", """{"name":"CSV","type":"Csv","phoneLink":true,"timeLink":true}"""),
            ("external-systems", """{"name":"ACD","type":"Universal","phoneLink":true,"timeLink":true}"""),
            ("queues", """{"name":"Hotline","valueTypes":["Calls","AHT"]}"""),
            ("employees", """{"name":"Eva","externalIds":[{"externalSystem":"ACD","externalId":"4711"}]}"""),
            ("activities", """{"name":"Break"}"""),
        ];
        foreach (var (path, json) in objects)
        {
            Assert.Equal(HttpStatusCode.Created, (await server.SendAsync("POST", "/api/v1/" + path, json, token)).Status);
        }
    }

    /// <summary>Tokens of an administrator that nobody else knows, mostly, of an importer and of a reader, and none.</summary>
    private static async Task<string?[]> TokensAsync(TestServer server, int number)
    {
        // A connection whose last body was too long is closed behind its answer: what may be sent twice finds that out.
        await server.SendAsync("GET", "/health/live");

        // Wrong logins of before are forgotten by then.
        server.Clock.Now += TimeSpan.FromHours(3);
        await server.ResetAdministratorAsync();
        var admin = await server.TokenAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"fuzz{number}");
        var tokens = new List<string?> { admin, admin, admin, null };
        foreach (var groups in new[] { "[\"System\"]", "[]" })
        {
            var login = name + groups.Length.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(HttpStatusCode.Created, (await server.SendAsync("POST", "/api/v1/users", $$"""{"userName":"{{login}}","password":"pass word","groups":{{groups}}}""", admin)).Status);
            tokens.Add(await server.TokenAsync(login, "pass word"));
        }

        return [.. tokens];
    }

    private static async Task<string?> FindFaultAsync(TestServer server, HttpRequestMessage request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Hang);
        try
        {
            using var response = await server.Http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            var status = (int)response.StatusCode;
            return status >= 500 ? "status " + response.StatusCode + " " + text : status < 400 || IsProblem(response, text, status) ? null : "no problem document but " + status + " '" + text + "'";
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return "no answer";
        }
        catch (HttpRequestException exception) when (exception.InnerException is System.IO.IOException)
        {
            // The answer came before the whole body was sent, and the connection is closed: the server must still be there.
            return (await server.SendAsync("GET", "/health/live")).Status == HttpStatusCode.OK ? null : "the server is gone";
        }
    }

    private static bool IsProblem(HttpResponseMessage response, string text, int status)
    {
        try
        {
            return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                && JsonNode.Parse(text) is { } problem
                && (int?)problem["status"] == status
                && (string?)problem["code"] is { Length: > 0 }
                && (string?)problem["detail"] is { Length: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
