using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Servers;
using Xlink.Targets;

namespace Xlink.Server.Tests.Hosting;

/// <summary>Passwords and tokens are in no log, no output and no file of the server.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> secrets = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_with_everything_that_can_go_wrong_leaves_no_secret_behind(bool background)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var certificate = SelfSigned.Create();
        var data = folder.Combine("data");
        var certificatePassword = Secret("certificate");
        var administrator = Secret("administrator");
        List<string> arguments =
        [
            "--data", data, "--port", "0", "--tls-port", "0", "--admin-password-file", folder.Write("admin", administrator),
            "--certificate", certificate.WritePfx(folder, certificatePassword), "--certificate-password-file", folder.Write("certificate", certificatePassword),
        ];
        using var program = ServerProgram.Start(background ? [.. arguments, "--background"] : arguments);
        var url = background ? await AnnouncedAsync(program, data) : await PlainUrlAsync(program);
        using (var http = new HttpClient { BaseAddress = url.HttpUri })
        {
            await UseAsync(http, administrator);
        }

        using (var kill = Process.Start("kill", ["-TERM", program.Process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Cancellation);
        }

        var (exitCode, output, errors) = await program.EndAsync();
        Assert.Equal(0, exitCode);
        var log = background ? await File.ReadAllTextAsync(Path.Combine(data, ServerProcess.LogFile), Cancellation) : output;
        Assert.Contains("logged in", log, StringComparison.Ordinal);
        Assert.Contains("Login refused", log, StringComparison.Ordinal);
        var texts = Directory.GetFiles(data).Select(file => (Name: file, Text: File.ReadAllText(file, Encoding.Latin1))).Append((Name: "output", Text: output)).Append((Name: "errors", Text: errors)).ToList();
        Assert.Contains(texts, text => text.Name.EndsWith("xlink.db", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(texts, text => text.Text.Contains(secret, StringComparison.Ordinal));
        }
    }

    private async Task UseAsync(HttpClient http, string administrator)
    {
        var token = await LoginAsync(http, "admin", administrator);
        secrets.Add(token);
        var (first, second) = (Secret("first"), Secret("second"));
        await SendAsync(http, "POST", "/api/v1/users", new JsonObject { ["userName"] = "u", ["password"] = first }.ToJsonString(), token);
        secrets.Add(await LoginAsync(http, "u", first));
        await SendAsync(http, "PATCH", "/api/v1/users/2", new JsonObject { ["password"] = second }.ToJsonString(), token);
        await SendAsync(http, "POST", "/api/v1/tokens", new JsonObject { ["login"] = "u", ["password"] = Secret("wrong") }.ToJsonString());
        await SendAsync(http, "POST", "/api/v1/tokens", new JsonObject { ["login"] = Secret("typed as a name"), ["password"] = Secret("unknown") }.ToJsonString());
        await SendAsync(http, "POST", "/api/v1/tokens", "{\"login\":\"u\",\"password\":\"" + Secret("broken"));
        await SendAsync(http, "POST", "/api/v1/tokens", "{\"login\":\"u\",\"passwort\":\"" + Secret("member") + "\"}");
        await SendAsync(http, "POST", "/api/v1/users", "{\"userName\":\"a,b\",\"password\":\"" + Secret("refused") + "\"}", token);
        await SendAsync(http, "GET", "/api/v1/queues?token=" + Secret("query"));
        await SendAsync(http, "GET", "/api/v1/queues", json: null, Secret("no-token"));
        await SendAsync(http, "DELETE", "/api/v1/tokens/current", json: null, token);
    }

    private static async Task<string> LoginAsync(HttpClient http, string login, string password)
        => (string)JsonNode.Parse(await SendAsync(http, "POST", "/api/v1/tokens", new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString()))!["token"]!;

    private static async Task<string> SendAsync(HttpClient http, string method, string path, string? json = null, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<ServerUrl> PlainUrlAsync(ServerProgram program)
    {
        while (true)
        {
            if (ServerUrl.Parse(await program.ReadUrlAsync()) is { UseTls: false } url)
            {
                return url;
            }
        }
    }

    private static async Task<ServerUrl> AnnouncedAsync(ServerProgram program, string data)
    {
        while (true)
        {
            Assert.False(program.Process.HasExited, "The server has not started.");
            if (ServerFile.Read(data) is { } file)
            {
                return file.Urls.Select(ServerUrl.Parse).Single(url => !url.UseTls);
            }

            await Task.Delay(30, Cancellation);
        }
    }

    private string Secret(string name)
    {
        // In JSON and addresses the same as it is.
        secrets.Add(string.Concat(name.Where(char.IsAsciiLetter)) + Guid.NewGuid().ToString("N"));
        return secrets[^1];
    }
}
