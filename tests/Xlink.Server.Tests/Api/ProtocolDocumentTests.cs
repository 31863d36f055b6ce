using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class ProtocolDocumentTests
{
    private static readonly string Document = Repository.ReadText("docs/protocol.md");

    [Fact]
    public async Task The_document_describes_exactly_the_routes_of_the_OpenAPI_description()
    {
        await using var server = await TestServer.StartAsync();

        var described = Regex.Matches(Document, "^### (?<route>[A-Z]+ /\\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(match => match.Groups["route"].Value);

        Assert.Equal((await RoutesAsync(server)).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_document_does_not_call_anonymous_needs_a_token()
    {
        await using var server = await TestServer.StartAsync();
        var routes = await RoutesAsync(server);
        Assert.NotEmpty(routes);

        foreach (var route in routes)
        {
            var text = Document[(Document.IndexOf("### " + route + "\n", StringComparison.Ordinal) + route.Length + 5)..];
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{id}", "1", StringComparison.Ordinal));
            if (path == "/metrics")
            {
                // Whether it is anonymous depends on who asks: MetricsTests.
                continue;
            }

            var status = (await server.SendAsync(method, path, method == "GET" ? null : "{}")).Status;

            Assert.Equal((route, text.StartsWith("*Anonymous.*", StringComparison.Ordinal)), (route, status != HttpStatusCode.Unauthorized));
        }
    }

    [Fact]
    public void The_document_lists_exactly_the_codes_there_are()
    {
        var codes = typeof(Refusal).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(method => method.IsAssembly && method.ReturnType == typeof(RefusedException))
            .Select(method => method.Name);
        var listed = Regex.Matches(Document, "^\\| `(?<code>\\w+)` \\| (?<status>\\d+) \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .ToDictionary(match => match.Groups["code"].Value, match => int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture));

        Assert.Equal(codes.Order(StringComparer.Ordinal), listed.Keys);
        foreach (var method in typeof(Refusal).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(method => method.IsAssembly && method.GetParameters().Length == 0))
        {
            var refusal = (RefusedException)method.Invoke(null, null)!;
            Assert.Equal((method.Name, listed[method.Name]), (refusal.Code, refusal.Status));
        }
    }

    [Fact]
    public void The_document_and_the_client_list_exactly_what_the_audit_log_keeps()
    {
        var begin = Document.IndexOf("| action | of what |", StringComparison.Ordinal);
        var table = Document[begin..Document.IndexOf("\n\n", begin, StringComparison.Ordinal)];
        var listed = Regex.Matches(table, "`(?<action>\\w+)`", RegexOptions.ExplicitCapture).Select(match => match.Groups["action"].Value);

        Assert.Equal(Enum.GetNames<AuditAction>(), listed.Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames<AuditAction>(), WfmAuditEntry.Actions);
    }

    private static async Task<List<string>> RoutesAsync(TestServer server)
    {
        var description = (await server.SendAsync("GET", "/openapi/v1.json")).Json!;
        return [.. description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => method.Key.ToUpperInvariant() + " " + path.Key))];
    }
}
