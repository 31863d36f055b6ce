using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

public sealed class GracefulEndTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task It_stops_being_ready_first_then_finishes_what_runs_and_then_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var program = Start("--drain-time", "00:00:05", "--end-time", "00:01:00");
        var url = ServerUrl.Parse(await program.ReadUrlAsync());
        await using var upload = await HeldUpload.BeginAsync(url);
        using var http = new HttpClient { BaseAddress = url.HttpUri };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Cancellation)).StatusCode);

        Terminate(program);

        // Others are still served: it is the balancer that sends no more.
        while ((await http.GetAsync("/health/ready", Cancellation)).StatusCode == HttpStatusCode.OK)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/server", Cancellation)).StatusCode);

        // From here on nobody new is let in, but the upload is still awaited.
        while (await IsListeningAsync(url))
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.False(program.Process.HasExited);
        Assert.StartsWith("HTTP/1.1 200 ", await upload.FinishAsync(), StringComparison.Ordinal);
        var (exitCode, output, errors) = await program.EndAsync();
        Assert.Equal((0, string.Empty), (exitCode, errors));
        Assert.Contains("Asked to end", output, StringComparison.Ordinal);

        using var again = Start();
        using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(await again.ReadUrlAsync()), "admin", Secret.From("pass word"), options: null, Cancellation);
        Assert.Equal(1, (await client.GetStatusAsync(Cancellation)).Data.DayVectors);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_request_that_does_not_come_to_its_end_does_not_keep_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var program = Start("--end-time", "00:00:01");
        await using var upload = await HeldUpload.BeginAsync(ServerUrl.Parse(await program.ReadUrlAsync()));

        Terminate(program);

        Assert.Equal(0, (await program.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Its_log_is_one_JSON_object_per_line_that_leads_from_an_answer_to_its_entries()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var program = Start("--log-format", "json", "--log-level", "debug");
        using var http = new HttpClient { BaseAddress = ServerUrl.Parse(await program.ReadUrlAsync()).HttpUri };
        using var answer = await http.GetAsync("/api/v1/no\u2028where%0A\"", Cancellation);
        var id = answer.Headers.GetValues("X-Request-Id").Single();
        using var refused = await http.PostAsync("/api/v1/tokens", new StringContent("""{"login": "my-secret", "password": "pass\nword"}""", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        Terminate(program);
        var (_, output, _) = await program.EndAsync();

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.NotEmpty(lines);
        var entry = Assert.Single(lines, line => (string?)line["traceId"] == id && line["data"]?["status"] is { } status && (int)status == 404);
        Assert.Equal("Debug", (string?)entry["level"]);
        Assert.Equal("GET", (string?)entry["data"]!["method"]);
        Assert.All(lines, line => Assert.True(DateTimeOffset.TryParse((string?)line["time"], CultureInfo.InvariantCulture, out _)));
        Assert.DoesNotContain("my-secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("word", output, StringComparison.Ordinal);
    }

    private static void Terminate(ServerProgram program)
    {
        using var kill = Process.Start("kill", ["-TERM", program.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task<bool> IsListeningAsync(ServerUrl url)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.HttpUri.Host, url.HttpUri.Port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private ServerProgram Start(params string[] arguments)
        => ServerProgram.Start(["--data", folder.Combine("data"), "--port", "0", "--time-zone", "UTC", "--admin-password-file", folder.Write("password", "pass word"), .. arguments]);

    /// <summary>An upload whose last byte is kept back.</summary>
    private sealed class HeldUpload : IAsyncDisposable
    {
        private readonly TcpClient connection;
        private readonly byte last;
        private readonly CancellationTokenSource finishing = new();
        private readonly Task trickle;

        private HeldUpload(TcpClient connection, byte last)
        {
            this.connection = connection;
            this.last = last;
            trickle = TrickleAsync();
        }

        internal static async Task<HeldUpload> BeginAsync(ServerUrl url)
        {
            using var client = await WfmServerClient.LoginAsync(url, "admin", Secret.From("pass word"), options: null, Cancellation);
            var site = await Site.CreateAsync(client, "Hotline");
            var vector = site.Vector(0, new(2026, 3, 1), 96, 100);
            using var http = new HttpClient { BaseAddress = url.HttpUri };
            using var login = await http.PostAsync("/api/v1/tokens", new StringContent("""{"login": "admin", "password": "pass word"}""", new MediaTypeHeaderValue("application/json")), Cancellation);
            var token = (string)JsonNode.Parse(await login.Content.ReadAsStringAsync(Cancellation))!["token"]!;
            var body = Encoding.UTF8.GetBytes(
                $$"""{"externalSystem":"CSV","writeAlways":false,"vectors":[{"queueId":{{vector.QueueId}},"valueTypeId":{{vector.ValueTypeId}},"version":0,"day":"2026-03-01","intervalMinutes":15,"values":[{{string.Join(',', vector.Values)}}]}]}""");
            var head = Encoding.ASCII.GetBytes(
                $"POST /api/v1/call-data HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: held\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
            var opened = new TcpClient();
            await opened.ConnectAsync(url.HttpUri.Host, url.HttpUri.Port, Cancellation);
            var stream = opened.GetStream();
            await stream.WriteAsync(head, Cancellation);

            // The server says so once it reads the body: the upload runs.
            var buffer = new byte[1024];
            var count = await stream.ReadAsync(buffer, Cancellation);
            Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
            await stream.WriteAsync(Chunk(body[..^1]), Cancellation);
            return new(opened, body[^1]);
        }

        internal async Task<string> FinishAsync()
        {
            var stream = connection.GetStream();
            await finishing.CancelAsync();
            await trickle;
            await stream.WriteAsync(Chunk([last]), Cancellation);
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), Cancellation);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await finishing.CancelAsync();
            await trickle;
            finishing.Dispose();
            connection.Dispose();
        }

        private static byte[] Chunk(byte[] content) => [.. Encoding.ASCII.GetBytes(content.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. content, .. "\r\n"u8];

        /// <summary>Sends blanks, which mean nothing there: a client from whom nothing comes at all is given up.</summary>
        private async Task TrickleAsync()
        {
            var blanks = Chunk(Encoding.ASCII.GetBytes(new string(' ', 1024)));
            try
            {
                while (!finishing.IsCancellationRequested)
                {
                    await connection.GetStream().WriteAsync(blanks, CancellationToken.None);
                    await Task.Delay(200, finishing.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // It is being finished, or the server has given up.
            }
        }
    }
}
