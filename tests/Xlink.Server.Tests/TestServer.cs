using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests;

/// <summary>A real server on a free port, with a clock that tests move and an administrator whose password they know.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    internal const string AdministratorPassword = "correct horse";

    private readonly ServerUnderTest server;
    private readonly TemporaryFolder ownFolder;
    private readonly MovableClock ownClock;

    private TestServer(ServerUnderTest server, TemporaryFolder folder, MovableClock clock)
    {
        this.server = server;
        ownFolder = folder;
        ownClock = clock;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url.HttpUri };
    }

    internal TemporaryFolder Folder
    {
        get
        {
            ServerUnderTest.SkipIfShared();
            return ownFolder;
        }
    }

    internal MovableClock Clock
    {
        get
        {
            ServerUnderTest.SkipIfShared();
            return ownClock;
        }
    }

    internal HttpClient Http { get; }

    internal ServerUrl Url => server.Url;

    internal IReadOnlyList<ServerUrl> Urls => server.Urls;

    internal IWfmStore Store => server.Store;

    internal string? CertificateThumbprint => server.CertificateThumbprint;

    internal static async Task<TestServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        var folder = new TemporaryFolder();
        var clock = new MovableClock();
        var passwordFile = folder.Write("password", AdministratorPassword + "\n");
        var options = new ServerOptions
        {
            DataPath = folder.Combine("data"),
            Port = 0,
            TimeZone = "Europe/Berlin",
            AdministratorPasswordPath = passwordFile,
            Background = true,
            PasswordRounds = ServerUnderTest.PasswordRounds,
        };
        try
        {
            return new(await ServerUnderTest.StartAsync(change?.Invoke(options) ?? options, clock), folder, clock);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    internal async Task<WfmServerClient> LoginAsync(string login = "admin", string password = AdministratorPassword)
        => await WfmServerClient.LoginAsync(Url, login, Secret.From(password), options: null, TestContext.Current.CancellationToken);

    /// <summary>Sends a request as any program might.</summary>
    internal async Task<Answer> SendAsync(
        string method, string path, string? json = null, string? token = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        change?.Invoke(request);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new(response.StatusCode, isJson ? JsonNode.Parse(text) : null, text, response.Headers);
    }

    /// <summary>Logs in and gives back the bare token.</summary>
    internal async Task<string> TokenAsync(string login = "admin", string password = AdministratorPassword)
    {
        var answer = await SendAsync("POST", "/api/v1/tokens", new JsonObject { ["login"] = login, ["password"] = password }.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (string)answer.Json!["token"]!;
    }

    /// <summary>Gives the administrator back what tests may have taken: the password, admin access, an unlocked state.</summary>
    internal Task ResetAdministratorAsync() => Store.Users.ResetAdministratorAsync("admin", PasswordHash.Create(AdministratorPassword, ServerUnderTest.PasswordRounds), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
        ownFolder.Dispose();
    }

    internal sealed record Answer(HttpStatusCode Status, JsonNode? Json, string Text, HttpResponseHeaders Headers)
    {
        internal string? Code => (string?)Json?["code"];
    }
}
