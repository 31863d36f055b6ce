using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Server.Tests.Monitoring;

public sealed class MetricsTests
{
    private const string PrometheusTool = "/usr/bin/promtool";

    private static readonly LocalDate Day = new(2026, 3, 1);

    [Fact]
    public async Task Prometheus_reads_them_and_has_nothing_to_criticise()
    {
        Assert.SkipUnless(File.Exists(PrometheusTool), "promtool (Debian's package prometheus) is not here.");
        await using var server = await TestServer.StartAsync();
        await UseAsync(server);

        var (exitCode, said) = await CheckAsync(await ReadAsync(server));

        Assert.Equal((0, string.Empty), (exitCode, said));

        // The tool does look.
        Assert.NotEqual(0, (await CheckAsync("xlink_http_requests_total{route=\"/\" 1\n")).ExitCode);
    }

    [Fact]
    public async Task The_alerts_of_the_documentation_are_rules_that_Prometheus_takes()
    {
        Assert.SkipUnless(File.Exists(PrometheusTool), "promtool (Debian's package prometheus) is not here.");
        using var folder = new TemporaryFolder();
        var rules = Regex.Match(Repository.ReadText("docs/operations.md"), "```yaml\n(?<rules>groups:.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline).Groups["rules"].Value;
        Assert.NotEmpty(rules);

        var (exitCode, said) = await RunAsync(string.Empty, "check", "rules", folder.Write("rules.yml", rules));

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task They_count_requests_uploads_values_logins_and_what_the_store_did()
    {
        await using var server = await TestServer.StartAsync();
        var receipt = await UseAsync(server);
        await server.SendAsync("POST", "/api/v1/tokens", """{"login": "admin", "password": "wrong"}""");

        var text = await ReadAsync(server);

        Assert.Equal(1, Value(text, """xlink_uploads_total{kind="call_data"}"""));
        Assert.Equal(0, Value(text, """xlink_uploads_total{kind="agent_status"}"""));
        Assert.Equal(receipt, Value(text, "xlink_values_stored_total"));
        Assert.Equal(1, Value(text, """xlink_logins_total{result="accepted"}"""));
        Assert.Equal(1, Value(text, """xlink_logins_total{result="refused"}"""));
        Assert.Equal(1, Value(text, """xlink_http_requests_total{method="POST",route="/api/v1/call-data",status="200"}"""));
        Assert.Equal(1, Value(text, """xlink_http_request_duration_seconds_count{method="POST",route="/api/v1/call-data"}"""));
        Assert.Equal(1, Value(text, """xlink_store_duration_seconds_count{operation="CallData.Store"}"""));
        Assert.Equal(1, Value(text, "xlink_ready"));
        Assert.Contains("xlink_build_info{version=\"", text, StringComparison.Ordinal);
        Assert.Contains("store=\"SQLite\"} 1", text, StringComparison.Ordinal);
        Assert.True(Value(text, "process_working_set_bytes") > 1_000_000);
        Assert.Matches(@"(?m)^xlink_uptime_seconds [0-9.]+", text);
        Assert.Matches(@"(?m)^xlink_gc_heap_bytes [0-9.]+", text);
    }

    [Fact]
    public async Task Whose_a_token_is_costs_the_store_one_look()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.SendAsync("GET", "/api/v1/tokens/current", token: await server.TokenAsync());

        Assert.Equal("admin", (string?)answer.Json!["userName"]);
        Assert.Equal(1, Value(await ReadAsync(server), """xlink_store_duration_seconds_count{operation="Users.FindByToken"}"""));
    }

    [Fact]
    public async Task No_client_makes_them_grow()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(i);
        }

        await ReadAsync(server);
        var before = (await ReadAsync(server)).Split('\n').Length;

        for (var i = 20; i < 40; i++)
        {
            await SendAsync(i);
        }

        Assert.Equal(before, (await ReadAsync(server)).Split('\n').Length);

        async Task SendAsync(int number)
        {
            var name = "X" + number.ToString(CultureInfo.InvariantCulture);
            await server.SendAsync("GET", "/" + name);
            await server.SendAsync("GET", "/api/v1/" + name, token: token);
            await server.SendAsync(name, "/api/v1/users", token: token);
            await server.SendAsync("PATCH", "/api/v1/users/" + (1000 + number).ToString(CultureInfo.InvariantCulture), "{}", token);
            await server.SendAsync("POST", "/api/v1/tokens", $$"""{"login": "{{name}}", "password": "p"}""");
        }
    }

    [Fact]
    public async Task Behind_a_proxy_they_are_for_administrators_and_whoever_has_the_token()
    {
        const string MetricsToken = "for-the-scraper";
        using var folder = new TemporaryFolder();
        var tokenFile = folder.Write("token", MetricsToken + "\n");
        await using var server = await TestServer.StartAsync(options => options with { MetricsTokenPath = tokenFile });
        using var administrator = await server.LoginAsync();
        await administrator.CreateUserAsync(new() { UserName = "reader", Password = "pass word" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(await server.TokenAsync()));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(MetricsToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(MetricsToken + "x"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(await server.TokenAsync("reader", "pass word")));

        // It opens nothing else.
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync("GET", "/api/v1/status", token: MetricsToken)).Status);

        async Task<HttpStatusCode> AskAsync(string? token)
            => (await server.SendAsync("GET", "/metrics", token: token, change: request => request.Headers.Add("X-Forwarded-For", "192.0.2.1"))).Status;
    }

    [Fact]
    public async Task Who_writes_that_he_is_this_computer_into_a_header_that_is_believed_does_not_read_them()
    {
        await using var server = await TestServer.StartAsync(options => options with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        var answer = await server.SendAsync("GET", "/metrics", change: request => request.Headers.Add("X-Forwarded-For", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    private static async Task<int> UseAsync(TestServer server)
    {
        using var client = await server.LoginAsync();
        var site = await Site.CreateAsync(client, "Hotline");
        return (await site.UploadAsync(site.Vector(0, Day, 96, 100))).ValuesWritten;
    }

    private static async Task<string> ReadAsync(TestServer server)
    {
        var answer = await server.SendAsync("GET", "/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    private static double Value(string text, string series)
        => double.Parse(Regex.Match(text, "(?m)^" + Regex.Escape(series) + " (?<value>.+)$", RegexOptions.ExplicitCapture).Groups["value"].Value, CultureInfo.InvariantCulture);

    private static Task<(int ExitCode, string Said)> CheckAsync(string text) => RunAsync(text, "check", "metrics");

    private static async Task<(int ExitCode, string Said)> RunAsync(string text, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(PrometheusTool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var said = string.Concat(await output);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Join('\n', said.Split('\n').Where(line => line.Length > 0)));
    }
}
